import type { CodeLens } from 'vscode-languageserver-types';
import { changeAgainstSaved, summariseCell, summaryText } from './cellSummary';
import { cellCommand } from './commands';
import { toRange } from './positions';
import { type CancellationCheck, type CellFile, neverCancelled, type ServiceDependencies } from './serviceTypes';
import { shiftOffsets, shiftRange } from './shiftPositions';
import { isBroken } from './spans';

/**
 * The lenses above each cell: its prediction, Show Flow, Compare. While the text is broken, those of `lastGood` are given at the
 * places where its cells are now, so that lenses neither vanish nor jump; for the same reason a cell has as many lenses before its
 * prediction is there as after.
 *
 * @param lastGood the newest earlier version of the file that was not broken
 */
export function codeLenses(
  file: CellFile,
  lastGood: CellFile | undefined,
  { settings, scoreOf, savedVersion }: ServiceDependencies,
  cancellation: CancellationCheck = neverCancelled,
): CodeLens[] {
  const { uri } = file.document;
  const options = settings(uri);
  if (!options.codeLens.enabled) return [];
  const shown = lastGood && isBroken(file.parsed) ? lastGood : file;
  const shift = shiftOffsets(shown.document.getText(), file.document.getText());
  const saved = savedVersion(uri);
  const lenses: CodeLens[] = [];
  for (const entry of shown.parsed.cells) {
    if (cancellation.isCancellationRequested) return [];
    const summary = summariseCell(shown.parsed, entry, scoreOf);
    const change = changeAgainstSaved(entry, summary, saved, scoreOf, options.codeLens.targets);
    const range = toRange(file.document, shiftRange(entry.nameRange, shift));
    const cell = { uri, cell: entry.name };
    lenses.push(
      { range, command: cellCommand(withoutIcons(summaryText(summary, options, change)), 'showFlow', cell) },
      { range, command: cellCommand('Show Flow', 'showFlow', cell) },
      { range, command: cellCommand('Compare', 'compareCells', cell) },
    );
  }
  return lenses;
}

/** Reasons quote the file; editors draw `$(name)` in a lens as an icon, unless a backslash stands before it. */
function withoutIcons(title: string): string {
  return title.replaceAll('$(', '\\$(');
}
