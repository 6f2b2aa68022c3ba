import { formatPairs, genotypeCell, parseGenotypeRow } from '../../src/core/spaces/darts/genotype';
import { compactCell, parseCompactCell } from '../../src/core/spaces/nasBench101/compactString';
import { parseArchString } from '../../src/core/spaces/nasBench201/archString';
import { nasBench201 } from '../../src/core/spaces/nasBench201/nasBench201';
import type { Architecture } from '../../src/core/spec/architecture';
import { architectureText } from '../../src/core/spec/edit/architectureText';

/** Columns of a published table by name. */
export type NativeColumns = Readonly<Record<string, string | undefined>>;

/**
 * The architecture of a row of one of the benchmarks' tables, from the benchmark's own columns: `arch` (nas-bench-201),
 * `adjacency` and `ops` (nas-bench-101), `normal` and `reduce` (darts). Membership in the space is not checked.
 */
export function parseNativeRow(space: string, { arch, adjacency, ops, normal, reduce }: NativeColumns): Architecture {
  const architecture =
    space === 'nas-bench-101'
      ? parseCompactCell(adjacency ?? '', ops ?? '')
      : space === 'darts'
        ? parseGenotypeRow(normal ?? '', reduce ?? '')
        : parseArchString(arch ?? '');
  if (!architecture) throw new Error(`no architecture of ${space}`);
  return architecture;
}

/** The columns that `parseNativeRow` reads, written as the benchmark writes them. */
export function formatNativeRow(space: string, architecture: Architecture): NativeColumns {
  if (space === 'nas-bench-101') {
    const { adjacency, operations } = compactCell(architecture);
    return { adjacency, ops: operations };
  }
  if (space === 'darts') {
    const [normal, reduce] = architecture.parts.map((part) => formatPairs(genotypeCell(part).pairs));
    return { normal, reduce };
  }
  return { arch: architectureText(nasBench201, architecture) };
}
