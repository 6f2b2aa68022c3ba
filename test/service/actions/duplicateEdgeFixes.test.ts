import { describe, expect, it } from 'vitest';
import { TextDocumentEdit, type TextEdit } from 'vscode-languageserver-types';
import { codeActions } from '../../../src/service/actions/codeActions';
import { applied, cellFile, darts, dependencies, nb101 } from '../support/cellFile';

/** Title, text after it, and whether it is preferred. */
function fixes(text: string): [string, string, boolean][] {
  const file = cellFile(text);
  const problem = file.parsed.problems.find(({ code }) => code === 'duplicate-edge');
  if (!problem) throw new Error('no edge is given twice');
  return codeActions(file, problem.range, ['quickfix'], dependencies()).map(({ title, edit, isPreferred }) => {
    const [change] = edit?.documentChanges ?? [];
    const edits = change && TextDocumentEdit.is(change) ? change.edits : [];
    return [title, applied(file, edits as TextEdit[]), isPreferred === true];
  });
}

describe('an edge that is given twice', () => {
  it('goes where edges are named', () => {
    const text = nb101.replace('inputs: [b]', 'inputs: [b, b]');
    expect(fixes(text)).toEqual([['Remove this edge', nb101, true]]);
  });

  it('reads another input where edges count by their position', () => {
    const text = darts.replace('[dil_conv_3x3, 2]', '[dil_conv_3x3, 0]');
    const at = (input: number): string => darts.replace('[dil_conv_3x3, 2]', `[dil_conv_3x3, ${input}]`);
    const found = fixes(text);
    expect(found.map(([, after]) => after)).toEqual([at(1), at(2), at(3), at(4)]);
    expect(found.every(([title, , isPreferred]) => /^Read .* instead of /.test(title) && !isPreferred)).toBe(true);
  });

  it('prefers the only other input', () => {
    const text = darts.replace('- [sep_conv_3x3, 1]', '- [sep_conv_3x3, 0]');
    expect(fixes(text)).toMatchObject([[expect.stringMatching(/^Read .* instead of /), darts, true]]);
  });

  it('does so inside a text, too', () => {
    const text =
      "space: darts\ncells:\n  a: \"Genotype(normal=[('skip_connect', 0), ('skip_connect', 0)" +
      ", ('skip_connect', 0), ('skip_connect', 1)".repeat(3) +
      '], normal_concat=range(2, 6), reduce=[' +
      ", ('skip_connect', 0), ('skip_connect', 1)".repeat(4).slice(2) +
      '], reduce_concat=range(2, 6))"\n';
    expect(fixes(text)).toMatchObject([
      [expect.anything(), text.replace("0), ('skip_connect', 0)", "0), ('skip_connect', 1)"), true],
    ]);
  });
});
