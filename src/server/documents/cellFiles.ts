import type { CellEntry } from '../../core/spec/document';
import type { CellFile, ScoredCell } from '../../service/serviceTypes';
import { isSpaceFile } from '../../service/spaceFile/spacePlaces';

const cellFileName = /\.cell\.(?:json|ya?ml)$/i;

/**
 * Whether Flowcell has a say about a document: it is named like a cell file, or its top level names a known space. Other JSON and YAML
 * files may well have a key `space` that means something else.
 */
export function isCellFile({ document, parsed }: CellFile): boolean {
  const isNamed = cellFileName.test(document.uri) || isSpaceFile(document.uri);
  return isNamed || (parsed.space !== undefined && parsed.spaceRange !== undefined);
}

/** The cells that can be predicted. */
export function scoredCells({ parsed: { space, cells } }: CellFile): ScoredCell[] {
  if (space === undefined) return [];
  return cells.flatMap(({ valid, architecture }: CellEntry) =>
    valid && architecture ? [{ space, architecture }] : [],
  );
}
