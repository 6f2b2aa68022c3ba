import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Flow constants in the form of the notebook of FGP's authors, which `flowcell surrogate --constants` reads. */
export interface PublishedConstants {
  readonly k: number;
  readonly std: number;
  readonly alpha: number;
  readonly num_ops: number;
  /** [k] */
  readonly r: readonly number[];
  /** [num_ops][k] */
  readonly P: readonly (readonly number[])[];
  /** [2k][k] */
  readonly W: readonly (readonly number[])[];
}

/** The authors' own constants of a benchmark's space. */
export function publishedConstants(space: 'nas-bench-101' | 'nas-bench-201' | 'darts'): PublishedConstants {
  const file = join(__dirname, '../../bench/paper/flowConstants.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<typeof space, PublishedConstants>>)[space];
}
