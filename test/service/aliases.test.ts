import { describe, expect, it } from 'vitest';
import { TextDocumentEdit, type TextEdit } from 'vscode-languageserver-types';
import { codeActions } from '../../src/service/actions/codeActions';
import { codeLenses } from '../../src/service/codeLens';
import { diagnostics } from '../../src/service/diagnostics';
import { documentSymbols } from '../../src/service/documentSymbols';
import { applied, cellFile, dependencies, predicted, targetPrediction } from './support/cellFile';

const cell = '{ nodes: { x: { op: conv3x3-bn-relu, inputs: [input] }, output: { inputs: [x] } } }';
const fileOf = (...cells: readonly string[]): string => `space: nas-bench-101\ncells:\n  ${cells.join('\n  ')}\n`;

/** What the text becomes with each action at the first mention of `at`, by title. */
function actionsAt(text: string, at: string): Map<string, string> {
  const file = cellFile(text);
  const start = text.indexOf(at);
  const services = dependencies({
    // Any edit is a gain.
    scoreOf: ({ architecture, space }) => predicted(targetPrediction(space.canonicalKey(architecture).length, 0.1)),
  });
  const actions = codeActions(file, { start, end: start }, ['quickfix', 'refactor.rewrite'], services);
  return new Map(
    actions.map(({ title, edit }) => {
      const [change] = edit?.documentChanges ?? [];
      const edits = change && TextDocumentEdit.is(change) ? change.edits : [];
      return [title, applied(file, edits as TextEdit[])];
    }),
  );
}

const gains = (actions: ReadonlyMap<string, string>): string[] =>
  [...actions.keys()].filter((title) => / to \d/.test(title));

describe('cells that share a text through an alias', () => {
  it('are not changed by an edit of one of them', () => {
    const text = fileOf(`a: &base ${cell}`, 'b: *base', `c: ${cell.replace('conv3x3', 'conv1x1')}`);
    expect(gains(actionsAt(text, 'b: *'))).toEqual([]);
    expect(gains(actionsAt(text, 'a: &'))).toEqual([]);
    const other = actionsAt(text, 'c: {');
    expect(gains(other).length).toBeGreaterThan(0);
    for (const [title, after] of other) {
      if (gains(other).includes(title)) expect(after.split('\n').slice(0, 4)).toEqual(text.split('\n').slice(0, 4));
    }
  });

  it('are not removed while others refer to them', () => {
    const text = fileOf(`a: ${cell}`, `b: &x ${cell}`, 'c: *x');
    expect([...actionsAt(text, 'b: &').keys()]).not.toContain('Remove cell b');
    expect(actionsAt(text, 'c: *').get('Remove cell c')).toBe(text.replace('  c: *x\n', ''));
  });

  it('are said to have an error once, and each that it has one', () => {
    const text = fileOf(`a: &base ${cell.replace('conv3x3-bn-relu', 'conv3x3-bn-relo')}`, 'b: *base');
    const file = cellFile(text);
    expect(diagnostics(file, dependencies()).map(({ code }) => code)).toEqual(['unknown-operation']);
    const fixes = actionsAt(text, 'conv3x3-bn-relo');
    expect([...fixes.keys()].filter((title) => title === 'Change to conv3x3-bn-relu')).toHaveLength(1);
    const titles = codeLenses(file, file, dependencies()).map(({ command }) => command?.title);
    expect(titles[3]).toMatch(/^outside nas-bench-101: .*conv3x3-bn-relo/);
    expect(titles[3]).toBe(titles[0]);
  });

  it('have their parts in the outline where they are written', () => {
    const symbols = documentSymbols(cellFile(fileOf(`a: &base ${cell}`, 'b: *base')));
    expect(symbols.map(({ name, children }) => [name, children?.map((child) => child.name)])).toEqual([
      ['a', ['x', 'output']],
      ['b', []],
    ]);
  });
});
