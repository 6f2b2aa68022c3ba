import { describe, expect, it } from 'vitest';
import { CodeActionKind, TextDocumentEdit, type CodeAction, type TextEdit } from 'vscode-languageserver-types';
import { bundledSpaces } from '../../../src/core/spaces/registry';
import { conversionForms } from '../../../src/core/spec/edit/convertCell';
import { writeCellFile } from '../../../src/core/spec/edit/writeCells';
import { codeActions } from '../../../src/service/actions/codeActions';
import { convertKind } from '../../../src/service/actions/convertActions';
import { seededNumbers } from '../../support/randomCell';
import { ownSpace, ownSpaceText } from '../../support/ownSpace';
import {
  applied,
  cellFile,
  dependencies,
  marked,
  nb101,
  nb101Json,
  nb201,
  scoreByConvolutions,
} from '../support/cellFile';

/** Conversions at the cursor: title to text after it. */
function conversionsAt(text: string): Map<string, string> {
  const { file, offset } = marked(text);
  const actions = codeActions(file, { start: offset, end: offset }, [convertKind], dependencies());
  return new Map(actions.map((action) => [action.title, applied(file, editsOf(action))]));
}

function editsOf({ edit }: CodeAction): TextEdit[] {
  return (edit?.documentChanges ?? []).flatMap((change) =>
    TextDocumentEdit.is(change) ? change.edits.filter((single): single is TextEdit => 'newText' in single) : [],
  );
}

/** A file with a comment behind each line, all different. */
function commented(text: string, language: 'json' | 'yaml'): string {
  const mark = language === 'json' ? '//' : '#';
  return text
    .trimEnd()
    .split('\n')
    .map((line, index) => `${line} ${mark} c${index}.`)
    .join('\n');
}

const commentsOf = (text: string): string[] =>
  [...text.matchAll(/(?:#|\/\/) (c\d+\.)/g)].map(([, comment]) => comment!);

const spacesAndLanguages = bundledSpaces.flatMap((space) =>
  (['json', 'yaml'] as const).map((language) => [space.name, language, space] as const),
);

describe('the conversions of a cell', () => {
  it.each(spacesAndLanguages)('of %s in %s lead from each form to every other', (_, language, space) => {
    const random = seededNumbers(4);
    const cells = ['first', 'middle', 'last'].map((name) => ({ name, architecture: space.sample(random) }));
    const forms = conversionForms(space).map(({ id }) => id);
    const keys = cells.map(({ architecture }) => space.canonicalKey(architecture));
    for (const form of forms) {
      const text = commented(writeCellFile(cells, space, language, { form }), language);
      const file = cellFile(text);
      const [, middle] = file.parsed.cells;
      expect(file.parsed.cells.map((cell) => [cell.form, cell.valid])).toEqual(cells.map(() => [form, true]));
      const at = { start: middle!.nameRange.start, end: middle!.nameRange.start };
      const actions = codeActions(file, at, [convertKind], dependencies());
      const after = actions.map((action) => cellFile(applied(file, editsOf(action))));
      expect(after.map(({ parsed }) => parsed.cells[1]?.form)).toEqual(forms.filter((other) => other !== form));
      for (const { document, parsed } of after) {
        expect(parsed.cells.map(({ architecture, valid }) => valid && space.canonicalKey(architecture!))).toEqual(keys);
        const converted = document.getText();
        expect(commentsOf(converted)).toEqual(commentsOf(text));
        expect(converted.startsWith(text.slice(0, middle!.nameRange.end))).toBe(true);
        expect(converted.endsWith(text.slice(text.indexOf('\n', middle!.range.end)))).toBe(true);
      }
    }
  });

  it('change the cell under the cursor alone, and keep comments and foreign keys', () => {
    const text = nb201
      .replace('candidate:', 'cand<|>idate: # mine')
      .replace('    edges:', '    note: good # noted\n    edges:')
      .replace('0 -> 2: none', '0 -> 2: none # nothing');
    const { file } = marked(text);
    const line = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|';
    const before = file.document.getText();
    const edges = before.slice(before.indexOf('    edges:'), before.indexOf('  one-line:'));
    expect([...conversionsAt(text)]).toEqual([
      ['Convert to architecture string', before.replace(edges, `    # nothing\n    arch: "${line}"\n`)],
    ]);
  });

  it('keep the indentation and the comments of JSON', () => {
    const wide = nb101Json
      .replaceAll(/^ +/gm, (indent) => indent + indent)
      .replace('"chain": {', '"chain": { // <|>one');
    const found = conversionsAt(wide);
    const matrix = [...found.values()][0];
    expect([...found.keys()][0]).toContain('Convert to adjacency matrix and operations');
    expect(matrix).toContain('        "chain": { // one\n            "matrix": [\n                [0, 1, 1, 0],\n');
  });

  it('say in their titles what they lose', () => {
    expect([...conversionsAt(nb101.replace('chain', 'ch<|>ain')).keys()]).toEqual([
      'Convert to adjacency matrix and operations (loses the names of nodes: a, b)',
      'Convert to NAS-Bench-101 adjacency and operations (loses the names of nodes: a, b)',
      'Convert to upper triangle and operation digits (loses the names of nodes: a, b)',
      'Convert to upper triangle and operation digits on one line (loses the names of nodes: a, b)',
    ]);
    const long = nb101.replaceAll(/\ba\b/g, 'a'.repeat(300)).replace('chain', 'ch<|>ain');
    for (const title of conversionsAt(long).keys()) expect(title.length).toBeLessThan(200);
  });

  it('belong to the second of two cells that have the same name', () => {
    const listed = `space: nas-bench-101\ncells:\n  - { name: a, arch: "1:" }\n  - { name: a, ar<|>ch: "101:2" }\n`;
    const [first] = conversionsAt(listed).values();
    expect(first).toMatch(/name: a, arch: "1:".*\n.*name: a, nodes: \{.*maxpool3x3/);
  });

  it("are there for spaces of one's own, and where the space is only told from the form", () => {
    const named = `space: ./tiny.space.yaml\ncells:\n  a<|>: { nodes: { x: { op: pool, inputs: [input] }, y: { op: skip, inputs: [x] } } }\n`;
    const { file, offset } = marked(named, ownSpace);
    const actions = codeActions(file, { start: offset, end: offset }, [convertKind], dependencies());
    expect(actions.map(({ title }) => title)[0]).toBe(
      'Convert to adjacency matrix and operations (loses the names of nodes: x, y)',
    );
    const inline = `space:\n${ownSpaceText.replaceAll(/^/gm, '  ').trimEnd()}\n${named.slice(named.indexOf('cells'))}`;
    expect(conversionsAt(inline).size).toBe(actions.length);
    expect(conversionsAt('<|>matrix: ["01", "00"]\nops: []\n').size).toBe(4);
  });
});

describe('no conversion is offered', () => {
  it.each([
    ['for an operation that is unknown', nb201.replace('candidate', 'cand<|>idate').replace('none', 'nono')],
    [
      'for a cell outside its space',
      nb201.replace('candidate', 'cand<|>idate').replace('      2 -> 3: avg_pool_3x3\n', ''),
    ],
    ['in a file with syntax errors', `${nb201.replace('candidate', 'cand<|>idate')}  broken: [\n`],
    ['for an alias', `${nb201.replace('candidate:', 'candidate: &a')}  al<|>ias: *a\n`],
    [
      'where the space is unknown',
      nb201.replace('candidate', 'cand<|>idate').replace('nas-bench-201', 'nas-bench-999'),
    ],
    ['outside of cells', nb201.replace('space', '<|>space')],
  ])('%s', (_, text) => expect([...conversionsAt(text)]).toEqual([]));

  it('where another kind is asked for; without a wish it comes behind fixes and gains', () => {
    const { file, offset } = marked(nb201.replace('candidate', 'cand<|>idate'));
    const kindsFor = (...only: string[]): (string | undefined)[] => {
      const wanted = only.length > 0 ? only : undefined;
      const services = dependencies({ scoreOf: scoreByConvolutions });
      return codeActions(file, { start: offset, end: offset }, wanted, services).map(({ kind }) => kind);
    };
    expect(kindsFor(CodeActionKind.QuickFix)).toEqual([]);
    expect(kindsFor('refactor.extract')).toEqual([]);
    expect(kindsFor(convertKind)).toEqual([convertKind]);
    for (const kinds of [kindsFor(), kindsFor('refactor')]) {
      expect(kinds.at(-1)).toBe(convertKind);
      expect(kinds[0]).toBe(CodeActionKind.RefactorRewrite);
    }
  });
});
