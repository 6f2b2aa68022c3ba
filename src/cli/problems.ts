import type { CellDocument, DocumentProblem } from '../core/spec/document';
import { isBroken } from '../service/spans';
import { exitCodes, type ExitCode } from './exitCodes';
import { visibleText } from './visibleText';

/** A problem with its place counted from 1, as editors count. */
export interface PlacedProblem {
  readonly file: string;
  readonly line: number;
  /** In UTF-16 units. */
  readonly column: number;
  readonly severity: DocumentProblem['severity'];
  readonly code: string;
  readonly message: string;
  readonly cell?: string;
}

export function placeProblems(file: string, text: string, problems: readonly DocumentProblem[]): PlacedProblem[] {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
  return problems.map(({ severity, code, message, range, cell }) => {
    const line = lineAt(starts, range.start);
    const column = range.start - (starts[line] ?? 0) + 1;
    return { file, line: line + 1, column, severity, code, message, ...(cell === undefined ? {} : { cell }) };
  });
}

/** Index of the last line that starts at or before the offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** `FILE:LINE:COLUMN: error: MESSAGE [CODE]`, which editors and CI systems recognise. */
export function problemText({ file, line, column, severity, code, message }: PlacedProblem): string {
  return `${file}:${line}:${column}: ${severity}: ${visibleText(message)} [${code}]`;
}

/** Warnings that are printed; tables of cells have thousands of equal ones. */
const MAX_WARNINGS = 20;

/** Every error and the first warnings, a line each. */
export function problemLines(problems: readonly PlacedProblem[]): string[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const lines = [...errors, ...warnings.slice(0, MAX_WARNINGS)].map(problemText);
  const left = warnings.length - MAX_WARNINGS;
  return left > 0 ? [...lines, `and ${left} more warnings; --json lists them all`] : lines;
}

/** 2 where the text is not well-formed, too large, or nothing of it was understood; 1 where it has errors. */
export function documentExitCode(document: CellDocument): ExitCode {
  const { cells, problems } = document;
  const hasErrors = problems.some(({ severity }) => severity === 'error');
  if (isBroken(document) || (cells.length === 0 && hasErrors)) return exitCodes.unreadable;
  return hasErrors || cells.length === 0 ? exitCodes.findings : exitCodes.success;
}

/** Says so of a file without cells, where nothing else was wrong with it: silence would look as if it had been scored. */
export function complainOfNoCells(
  path: string,
  { cells, problems }: CellDocument,
  { complain }: { readonly complain: (text: string) => void },
): void {
  if (cells.length === 0 && problems.every(({ severity }) => severity !== 'error')) complain(`${path}: no cells`);
}
