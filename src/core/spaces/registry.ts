import { darts } from './darts/darts';
import { nasBench101 } from './nasBench101/nasBench101';
import { nasBench201 } from './nasBench201/nasBench201';
import type { SearchSpace } from './space';

/** The spaces that Flowcell brings with it, in the order in which they are offered. */
export const bundledSpaces: readonly SearchSpace[] = [nasBench101, nasBench201, darts];

/** Other names that people give the bundled spaces in their files. */
const otherNames: ReadonlyMap<string, SearchSpace> = new Map([
  ['nasbench101', nasBench101],
  ['nb101', nasBench101],
  ['nasbench201', nasBench201],
  ['nb201', nasBench201],
  ['natsbenchtss', nasBench201],
  ['darts', darts],
  ['nasbench301', darts],
  ['nb301', darts],
]);

/** The bundled space of this name: `nas-bench-101`, `nas-bench-201`, `darts`, or another usual spelling of them. */
export function spaceByName(name: string): SearchSpace | undefined {
  return (
    bundledSpaces.find((space) => space.name === name) ?? otherNames.get(name.toLowerCase().replace(/[\s_-]+/g, ''))
  );
}
