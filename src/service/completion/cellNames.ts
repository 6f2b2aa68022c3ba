import { spaceByName } from '../../core/spaces/registry';
import type { SearchSpace } from '../../core/spaces/space';
import type { Cell } from '../../core/spec/architecture';
import type { CellEntry } from '../../core/spec/document';
import type { CellFile } from '../serviceTypes';
import { isBroken } from '../spans';
import type { KeyPath } from './cursorContext';

/** The file's space: as parsed, or by its name where the text is broken, or as it was before. */
export function spaceOf(file: CellFile, lastGood: CellFile | undefined): SearchSpace | undefined {
  if (file.parsed.space) return file.parsed.space;
  const named = /^[\s{]*["']?space["']?\s*:\s*["']?([\w.-]+)/m.exec(file.document.getText().slice(0, 16_384))?.[1];
  return (named === undefined ? undefined : spaceByName(named)) ?? lastGood?.parsed.space;
}

/** The part of an architecture that a path leads into, as the file has it now or had it before the text was broken. */
export function cellAtPath(
  file: CellFile,
  lastGood: CellFile | undefined,
  path: KeyPath,
  space: SearchSpace,
): Cell | undefined {
  const [first, second] = path;
  const key = first === 'cells' ? second : first;
  const versions = isBroken(file.parsed) ? [lastGood, file] : [file, lastGood];
  for (const { parsed } of versions.filter((version) => version !== undefined)) {
    const entry = entryOf(parsed.cells, key, first === 'cells' || typeof first === 'number');
    const part = space.roles.findIndex((role) => path.includes(role));
    const cell = entry?.architecture?.parts[Math.max(0, part)]?.cell;
    if (cell) return cell;
  }
  return undefined;
}

function entryOf(
  cells: readonly CellEntry[],
  key: string | number | undefined,
  isNamed: boolean,
): CellEntry | undefined {
  if (typeof key === 'number') return cells[key];
  return cells.find(({ name }) => name === key) ?? (isNamed ? undefined : cells[0]);
}
