import type { Architecture } from '../spec/architecture';
import { architectureFromGenotype, formatPairs, genotypeCell, parseGenotypeRow, parsePairs } from './darts/genotype';
import { compactCell, formatCompactString, parseCompactCell, parseCompactString } from './nasBench101/compactString';
import { formatArchString, parseArchString } from './nasBench201/archString';

/** Columns of a result table by name. */
export type NativeColumns = Readonly<Record<string, string | undefined>>;

/**
 * The architecture of a row of one of the benchmarks' tables, from the benchmark's own columns: `arch` (nas-bench-201),
 * `adjacency` and `ops` (nas-bench-101), `normal` and `reduce` (darts), or from a one-line form in `arch` for each of them.
 * Undefined when the columns are missing or do not parse; membership in the space is not checked.
 */
export function parseNativeRow(space: string, columns: NativeColumns): Architecture | undefined {
  const { arch, adjacency, ops, normal, reduce } = columns;
  if (arch !== undefined && arch !== '') return parseNativeLine(space, arch);
  if (space === 'nas-bench-101' && adjacency !== undefined) return parseCompactCell(adjacency, ops ?? '');
  if (space === 'darts' && normal !== undefined && reduce !== undefined) return parseGenotypeRow(normal, reduce);
  return undefined;
}

/** The columns that `parseNativeRow` reads, for a member of the space. */
export function formatNativeRow(space: string, architecture: Architecture): NativeColumns {
  switch (space) {
    case 'nas-bench-101': {
      const { adjacency, operations } = compactCell(architecture);
      return { adjacency, ops: operations };
    }
    case 'darts': {
      const [normal, reduce] = architecture.parts.map((part) => formatPairs(genotypeCell(part).pairs));
      return { normal, reduce };
    }
    default:
      return { arch: formatArchString(architecture) };
  }
}

/**
 * The architecture of a one-line form: an architecture string (nas-bench-201), `adjacency:ops` (nas-bench-101), the pairs of both
 * cells separated by `|` (darts).
 */
export function parseNativeLine(space: string, text: string): Architecture | undefined {
  switch (space) {
    case 'nas-bench-201':
      return parseArchString(text);
    case 'nas-bench-101':
      return parseCompactString(text);
    case 'darts': {
      const cells = text.split('|').map(parsePairs);
      const [normal, reduce] = cells;
      if (cells.length !== 2 || !normal || !reduce) return undefined;
      return architectureFromGenotype({ pairs: normal }, { pairs: reduce });
    }
    default:
      return undefined;
  }
}

/** The one-line form that `parseNativeLine` reads. */
export function formatNativeLine(space: string, architecture: Architecture): string {
  switch (space) {
    case 'nas-bench-101':
      return formatCompactString(architecture);
    case 'darts':
      return architecture.parts.map((part) => formatPairs(genotypeCell(part).pairs)).join(' | ');
    default:
      return formatArchString(architecture);
  }
}
