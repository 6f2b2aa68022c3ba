import { findOperation } from '../spaces/defineOperation';
import { impliedOutputEdges, writtenEdges } from '../spaces/outputEdges';
import type { SearchSpace } from '../spaces/space';
import type { Architecture, Cell, CellEdge } from '../spec/architecture';
import type { DrawnPlace } from './flowView';
import { withCell } from './places';

/**
 * How a place was taken out. `removed`: it is not there; `zero`: its operation passes nothing on; `identity`: its operation passes
 * everything on unchanged; `bypassed`: the node is not there, and what it read goes straight to what it fed; `replaced`: another operation
 * of the space stands there, because the space has nothing that is less than the operation.
 */
export type AblationKind = 'removed' | 'zero' | 'identity' | 'bypassed' | 'replaced';

/** The architecture without one of its places. */
export interface Ablation {
  readonly place: DrawnPlace;
  readonly how: AblationKind;
  /** The operation in its place, where it was `replaced`. */
  readonly replacement?: string;
  readonly architecture: Architecture;
}

export interface AblationPlan {
  /** In the order of the architecture's parts, nodes and edges. A place that is `replaced` comes up once for each other operation. */
  readonly ablations: readonly Ablation[];
  /** Places whose absence, in whatever way, leaves no member of the space. */
  readonly necessary: readonly DrawnPlace[];
}

/** More architectures than this are not predicted for one picture; what comes later is left unjudged. */
const maxAblations = 2_000;

/** Every place of an architecture that can be taken out, and what is left: one batch to predict. */
export function planAblations(space: SearchSpace, architecture: Architecture): AblationPlan {
  const ablations: Ablation[] = [];
  const necessary: DrawnPlace[] = [];
  for (const place of ablatedPlaces(space, architecture)) {
    if (ablations.length >= maxAblations) break;
    const ablation = ablate(space, architecture, place);
    const found = ablation ? [ablation] : replacements(space, architecture, place);
    if (found.length > 0) ablations.push(...found);
    else necessary.push(place);
  }
  return { ablations, necessary };
}

/** Places that somebody chose: operations that do something, and edges that are written. */
function ablatedPlaces(space: SearchSpace, { parts }: Architecture): DrawnPlace[] {
  const isChosen = (name: string | undefined): boolean => {
    const operation = findOperation(space.operations, name ?? '');
    return operation !== undefined && operation.kind !== 'zero';
  };
  return parts.flatMap(({ cell }, part) => {
    const nodes = cell.nodes.flatMap(({ operation }, node): DrawnPlace[] =>
      isChosen(operation) ? [{ kind: 'node', part, node }] : [],
    );
    const written = new Set(writtenEdges(cell, space.layout));
    const edges = cell.edges.flatMap((edge, index): DrawnPlace[] => {
      const isCandidate = space.placement === 'edge' ? isChosen(edge.operation) : written.has(edge);
      return isCandidate ? [{ kind: 'edge', part, edge: index }] : [];
    });
    return [...nodes, ...edges];
  });
}

/** The architecture without one place, in the first way that leaves a member of the space; undefined where none does. */
export function ablate(space: SearchSpace, architecture: Architecture, place: DrawnPlace): Ablation | undefined {
  const cell = architecture.parts[place.part]?.cell;
  if (!cell) return undefined;
  for (const [how, changed] of ways(space, cell, place)) {
    const result = withCell(architecture, place.part, changed);
    if (!space.check(result).some(({ severity }) => severity === 'error')) return { place, how, architecture: result };
  }
  return undefined;
}

/** The architecture with each other operation of the space at a place; nothing for edges without operations. */
export function replacements(space: SearchSpace, architecture: Architecture, place: DrawnPlace): Ablation[] {
  const cell = architecture.parts[place.part]?.cell;
  const item = place.kind === 'node' ? cell?.nodes[place.node] : cell?.edges[place.edge];
  if (!cell || item?.operation === undefined) return [];
  const current = findOperation(space.operations, item.operation);
  return space.operations.flatMap((operation): Ablation[] => {
    if (operation === current) return [];
    const changed = withOperation(cell, place, operation.name);
    const result = withCell(architecture, place.part, changed);
    if (space.check(result).some(({ severity }) => severity === 'error')) return [];
    return [{ place, how: 'replaced', replacement: operation.name, architecture: result }];
  });
}

function* ways(space: SearchSpace, cell: Cell, place: DrawnPlace): Generator<readonly [AblationKind, Cell]> {
  if (space.placement === 'node') {
    yield [
      'removed',
      place.kind === 'node' ? withoutNode(space, cell, place.node) : withoutEdge(space, cell, place.edge),
    ];
  }
  for (const kind of ['zero', 'identity'] as const) {
    const changed = withOperationOfKind(space, cell, place, kind);
    if (changed) yield [kind, changed];
  }
  if (space.placement === 'node' && place.kind === 'node') yield ['bypassed', bypassed(space, cell, place.node)];
}

/** The cell with the operation at a place replaced by the space's operation of a kind, where it has one and it is another. */
function withOperationOfKind(
  space: SearchSpace,
  cell: Cell,
  place: DrawnPlace,
  kind: 'zero' | 'identity',
): Cell | undefined {
  const replacement = space.operations.find((operation) => operation.kind === kind);
  const item = place.kind === 'node' ? cell.nodes[place.node] : cell.edges[place.edge];
  if (!replacement || item?.operation === undefined) return undefined;
  if (findOperation(space.operations, item.operation) === replacement) return undefined;
  return withOperation(cell, place, replacement.name);
}

function withOperation(cell: Cell, place: DrawnPlace, operation: string): Cell {
  if (place.kind === 'node') {
    return { ...cell, nodes: cell.nodes.map((node, at) => (at === place.node ? { ...node, operation } : node)) };
  }
  return { ...cell, edges: cell.edges.map((edge, at) => (at === place.edge ? { ...edge, operation } : edge)) };
}

function withoutEdge(space: SearchSpace, cell: Cell, index: number): Cell {
  const gone = cell.edges[index];
  return withImpliedEdges(
    space,
    cell.nodes,
    writtenEdges(cell, space.layout).filter((edge) => edge !== gone),
  );
}

function withoutNode(space: SearchSpace, cell: Cell, node: number): Cell {
  return dropNode(space, cell, node, writtenEdges(cell, space.layout));
}

function bypassed(space: SearchSpace, cell: Cell, node: number): Cell {
  const edges = writtenEdges(cell, space.layout);
  const has = (from: number, to: number): boolean => cell.edges.some((edge) => edge.from === from && edge.to === to);
  const shortcuts = edges
    .filter(({ to }) => to === node)
    .flatMap(({ from }) => edges.filter((edge) => edge.from === node).map(({ to }): CellEdge => ({ from, to })))
    .filter(({ from, to }) => !has(from, to));
  return dropNode(space, cell, node, [...edges, ...shortcuts]);
}

/** Without a node and its edges; later nodes move up. */
function dropNode(space: SearchSpace, cell: Cell, node: number, edges: readonly CellEdge[]): Cell {
  const renumber = (index: number): number => (index > node ? index - 1 : index);
  return withImpliedEdges(
    space,
    cell.nodes.filter((_, index) => index !== node),
    edges
      .filter(({ from, to }) => from !== node && to !== node)
      .map((edge) => ({ ...edge, from: renumber(edge.from), to: renumber(edge.to) })),
  );
}

/** Edges into the output that the space implies follow what is left. */
function withImpliedEdges(space: SearchSpace, nodes: Cell['nodes'], edges: readonly CellEdge[]): Cell {
  return { nodes, edges: [...edges, ...impliedOutputEdges({ nodes, edges }, space.layout)] };
}
