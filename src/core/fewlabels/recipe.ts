import type { KernelGroup } from '../gaussianprocess/kernels';
import type { Block, CellDescriber } from './cellDescriber';

/** Which blocks each kernel of the process compares, each multiplied by its weight. */
export type ProcessRecipe = readonly {
  readonly kind: KernelGroup['kind'];
  readonly blocks: Readonly<Partial<Record<Block, number>>>;
}[];

/** Chosen on labels of the training parts; docs/few-labels.md lists what else was tried. */
export const processRecipes = {
  'nas-bench-201': [
    { kind: 'matern-3/2', blocks: { graph: 1, paths: 1, kernels: 3, expression: 1 } },
    { kind: 'linear', blocks: { shortcut: 1 } },
  ],
  'nas-bench-101': [
    { kind: 'matern-3/2', blocks: { graph: 1, paths: 1, kernels: 3, expression: 1 } },
    { kind: 'matern-3/2', blocks: { pooling: 1 } },
  ],
} as const satisfies Readonly<Record<string, ProcessRecipe>>;

const anySpace: ProcessRecipe = [{ kind: 'matern-3/2', blocks: { graph: 1, paths: 1 } }];

/** The recipe for what a describer says. */
export const recipeFor = (space: string, { blocks }: CellDescriber): ProcessRecipe =>
  (blocks.has('kernels') ? (processRecipes as Readonly<Record<string, ProcessRecipe>>)[space] : undefined) ?? anySpace;
