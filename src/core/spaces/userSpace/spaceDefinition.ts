import type { CellLayout, Cost, Operation } from '../space';

/** An operation of a user's space, with its cost where the user gave one. */
export interface DefinedOperation extends Operation {
  readonly cost: Cost;
}

/** What a `*.space.yaml` says, checked and with defaults filled in. */
export interface SpaceDefinition {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly placement: 'node' | 'edge';
  readonly roles: readonly string[];
  readonly layout: CellLayout;
  /** Nodes between the inputs and the node `output`; with `output: last` all but the inputs. */
  readonly nodes: { readonly min: number; readonly max: number };
  readonly operations: readonly DefinedOperation[];
  readonly maxEdges: number;
  /** Edges that may be there, by node index in a cell of the greatest size; undefined where every edge forward may. */
  readonly allowedEdges?: readonly (readonly [from: number, to: number])[];
  /** Whether every allowed edge has to be there. */
  readonly isFixed: boolean;
  /** Cost of everything around the cells. */
  readonly skeletonCost: Cost;
}

/** Bounds of a definition itself. */
export const definitionLimits = { operations: 64, nodes: 200, inputs: 8, roles: 4, nameLength: 100 } as const;
