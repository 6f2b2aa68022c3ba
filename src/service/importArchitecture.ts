import type { SearchSpace } from '../core/spaces/space';
import { insertCell, type NamedArchitecture } from '../core/spec/edit/writeCells';
import { applyTextEdits, type TextEdit } from '../core/spec/edit/textEdit';
import type { ParseOptions } from '../core/spec/parseCellDocument';
import { resolveArchitecture } from '../core/spec/resolveArchitecture';
import { inferSpace } from '../core/spec/forms/forms';
import { defaultReadLimits } from '../core/spec/syntax/limits';
import { parseSyntax, type FileLanguage } from '../core/spec/syntax/parseSyntax';

export type ReadArchitectures =
  | { readonly ok: true; readonly architectures: readonly NamedArchitecture[] }
  | { readonly ok: false; readonly problem: string };

/** Cells of one paste, at most. */
const maxCells = 200;

/**
 * The architectures that a text has in a native form of a space: the whole text as one, or else each of its lines as one. Quotation marks and
 * commas around a line, as lists in programs have them, do not count.
 */
export function readArchitectures(text: string, space: SearchSpace): ReadArchitectures {
  const whole = readOne(text, space);
  if (whole.kind === 'architecture') return named([whole.architecture]);
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length < 2) return { ok: false, problem: whole.message };
  if (lines.length > maxCells) return { ok: false, problem: `more than ${maxCells} lines at once` };
  const read = lines.map((line) => readOne(line, space));
  const wrong = read.findIndex(({ kind }) => kind === 'problem');
  const problem = read[wrong];
  if (problem?.kind === 'problem') return { ok: false, problem: `line ${wrong + 1}: ${problem.message}` };
  return named(read.flatMap((each) => (each.kind === 'architecture' ? [each.architecture] : [])));
}

function readOne(text: string, space: SearchSpace): ReturnType<typeof resolveArchitecture> {
  const bare = text.trim().replace(/^(["'])(.*)\1,?$/s, '$2');
  return resolveArchitecture(space, new Map([[/^\{/.test(bare) ? 'cell' : 'arch', bare]]));
}

const named = (architectures: readonly NamedArchitecture['architecture'][]): ReadArchitectures => ({
  ok: true,
  architectures: architectures.map((architecture, i) => ({
    name: i === 0 ? 'imported' : `imported-${i + 1}`,
    architecture,
  })),
});

/** Name of the bundled space that a text seems to be meant for; undefined where its form tells nothing. */
export function inferredSpace(text: string): string | undefined {
  const bare = text.trim();
  const root = parseSyntax(/^[[{]/.test(bare) ? bare : JSON.stringify(bare), 'json', defaultReadLimits).root;
  return root && inferSpace(root)?.name;
}

/** The change that adds cells to a cell file, under names that it does not have; undefined where there is no place for them. */
export function addCells(
  text: string,
  language: FileLanguage,
  taken: ReadonlySet<string>,
  cells: readonly NamedArchitecture[],
  options: ParseOptions,
): TextEdit | undefined {
  const names = new Set(taken);
  let changed = text;
  for (const { name, architecture } of cells) {
    let free = name;
    for (let n = 2; names.has(free); n++) free = `imported-${n}`;
    names.add(free);
    const edit = insertCell(changed, language, { name: free, architecture }, options);
    if (!edit) return undefined;
    changed = applyTextEdits(changed, [edit]);
  }
  return difference(text, changed);
}

/** The shortest single replacement between two texts. */
function difference(before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { range: { start, end: before.length - end }, newText: after.slice(start, after.length - end) };
}
