import { flowConstantsOf } from '../flow/placeFlow';
import { flowLayers, type FlowDirection, type FlowLayers } from '../flow/flowLayers';
import type { GraphEdge } from '../graph/graph';
import { nodeLiveness, type Liveness } from '../graph/prune';
import { findOperation } from '../spaces/defineOperation';
import type { Operation, OperationKind, SearchSpace } from '../spaces/space';
import type { Architecture, ArchitecturePart, Cell } from '../spec/architecture';
import type { Diagram, DiagramLink, DiagramPart, DiagramVertex, DrawnPlace, FlowShares, SourceSpan } from './flowView';
import { edgeTitle, isDrawnPlace, placeId } from './places';

export interface DiagramOptions {
  /** Whether the architecture is a member of the space; others are drawn without flow and cost. */
  readonly isMember: boolean;
  readonly sourcesOf?: (place: DrawnPlace) => readonly SourceSpan[];
}

/**
 * The picture of an architecture, before it has coordinates. Every node is a vertex, and so is every operation that stands on an
 * edge; links join them in the direction of the flow. Edges whose ends do not exist are left out.
 */
export function diagramOf(
  space: SearchSpace,
  architecture: Architecture,
  { isMember, sourcesOf = () => [] }: DiagramOptions,
): Diagram {
  const flow = isMember ? new PlacedFlow(space, architecture) : undefined;
  return {
    parts: architecture.parts.map((part, index) => {
      const outline = outlinePart(space, part, index);
      return new PartDiagram({ space, architecture, outline, flow, sourcesOf }).draw();
    }),
    generations: flow?.layers.generationCount ?? 0,
    surrogate: flow?.layers.surrogate ?? [],
  };
}

/** The flow of the encoder's graph by the places that its nodes came from. */
class PlacedFlow {
  readonly layers: FlowLayers;
  readonly #nodes = new Map<string, number>();

  constructor(space: SearchSpace, architecture: Architecture) {
    const { graph, origins } = space.toGraph(architecture);
    this.layers = flowLayers(graph, flowConstantsOf(space));
    origins.forEach((place, node) => {
      if (!isDrawnPlace(place)) return;
      const id = placeId(place);
      if (!this.#nodes.has(id)) this.#nodes.set(id, node);
    });
  }

  nodeOf(id: string): number | undefined {
    return this.#nodes.get(id);
  }

  /** The sum of what several places pass on. Messages are measured by the largest single one: a sum that is larger counts as it. */
  sum(direction: FlowDirection, ids: readonly string[]): number {
    const nodes = ids.flatMap((id) => this.nodeOf(id) ?? []);
    return Math.min(1, this.layers.together(direction, nodes));
  }
}

interface Outline {
  readonly role: string;
  readonly cell: Cell;
  readonly vertices: readonly VertexOutline[];
  readonly links: readonly LinkOutline[];
}

interface VertexOutline {
  readonly id: string;
  readonly place: DrawnPlace;
  readonly title: string;
  readonly label: string;
  readonly kind: OperationKind;
  readonly description: string;
}

type LinkOutline = Pick<DiagramLink, 'id' | 'from' | 'to' | 'place' | 'title' | 'isWholeEdge'>;

/** Vertices and links of one part. */
function outlinePart(space: SearchSpace, { role, cell }: ArchitecturePart, part: number): Outline {
  const vertices: VertexOutline[] = cell.nodes.map((node, index) => {
    const place: DrawnPlace = { kind: 'node', part, node: index };
    const operation = findOperation(space.vocabulary, node.operation ?? '');
    const kind = operation?.kind ?? nodeKind(space, cell, index);
    const label = kind === 'input' || kind === 'output' ? node.name : (node.operation ?? node.name);
    return {
      ...{ id: placeId(place), place, title: node.name, label, kind },
      description: operation?.description ?? kindDescriptions[kind] ?? '',
    };
  });
  const links: LinkOutline[] = [];
  cell.edges.forEach(({ from, to, operation: name }, edge) => {
    const place: DrawnPlace = { kind: 'edge', part, edge };
    const [start, end] = [vertices[from]?.id, vertices[to]?.id];
    if (start === undefined || end === undefined) return;
    const id = placeId(place);
    const title = edgeTitle(cell, from, to);
    if (name === undefined) {
      links.push({ id, from: start, to: end, place, title, isWholeEdge: true });
      return;
    }
    const operation = findOperation(space.vocabulary, name);
    vertices.push({
      ...{ id, place, title, label: name, kind: operation?.kind ?? 'other' },
      description: operation?.description ?? '',
    });
    links.push({ id: `${id}<`, from: start, to: id, place, title, isWholeEdge: false });
    links.push({ id: `${id}>`, from: id, to: end, place, title, isWholeEdge: false });
  });
  return { role, cell, vertices, links };
}

/** Kind of a node without an operation: spaces with operations on edges have inputs, sums and an output. */
function nodeKind(space: SearchSpace, cell: Cell, node: number): OperationKind {
  if (space.placement === 'node') return 'other';
  if (node < space.layout.inputs.length) return 'input';
  return node === cell.nodes.length - 1 ? 'output' : 'aggregation';
}

const kindDescriptions: Partial<Record<OperationKind, string>> = {
  input: 'What the cell is given.',
  output: 'What the cell returns.',
  aggregation: 'Adds up what arrives.',
};

interface PartContext {
  readonly space: SearchSpace;
  readonly architecture: Architecture;
  readonly outline: Outline;
  readonly flow: PlacedFlow | undefined;
  readonly sourcesOf: (place: DrawnPlace) => readonly SourceSpan[];
}

/** Adds liveness, flow, cost and sources to an outline. */
class PartDiagram {
  readonly #flows = new Map<string, FlowShares>();
  readonly #states = new Map<string, Liveness>();
  readonly #generations = new Map<string, number>();

  constructor(private readonly context: PartContext) {}

  draw(): DiagramPart {
    const { space, architecture, outline, flow, sourcesOf } = this.context;
    const liveness = outlineLiveness(outline);
    outline.vertices.forEach(({ id }, index) => this.#states.set(id, liveness[index] ?? 'live'));
    const vertices = outline.vertices.map((vertex, index): DiagramVertex => {
      this.#findFlow(vertex.id);
      const shares = this.#flows.get(vertex.id);
      const generation = this.#generations.get(vertex.id);
      return {
        ...vertex,
        liveness: liveness[index] ?? 'live',
        ...(generation === undefined ? {} : { generation }),
        ...(shares ? { flow: shares } : {}),
        cost: flow ? space.costOf(architecture, vertex.place) : {},
        sources: sourcesOf(vertex.place),
      };
    });
    const isLive = new Map(vertices.map(({ id, liveness: state }) => [id, state === 'live']));
    const links = outline.links.map((link): DiagramLink => {
      const [from, to] = [this.#flows.get(link.from), this.#flows.get(link.to)];
      return {
        ...link,
        isLive: isLive.get(link.from) === true && isLive.get(link.to) === true,
        ...(from && to ? { flow: { forward: from.forward, backward: to.backward } } : {}),
        sources: link.isWholeEdge ? sourcesOf(link.place) : [],
      };
    });
    return { role: outline.role, vertices, links };
  }

  /** A vertex of the graph has messages of its own; one that only adds up passes on the sum of what arrives from living ones. */
  #findFlow(id: string): void {
    const { flow, outline } = this.context;
    if (!flow) return;
    const node = flow.nodeOf(id);
    if (node !== undefined) {
      const { forward, backward, generations } = flow.layers;
      this.#flows.set(id, { forward: forward[node] ?? 0, backward: backward[node] ?? 0 });
      this.#generations.set(id, generations[node] ?? 0);
      return;
    }
    const before = outline.links.filter(({ to }) => to === id).map(({ from }) => from);
    const after = outline.links.filter(({ from }) => from === id).map(({ to }) => to);
    const alive = (ids: readonly string[]): string[] => ids.filter((other) => this.#states.get(other) === 'live');
    this.#flows.set(id, { forward: flow.sum('forward', alive(before)), backward: flow.sum('backward', alive(after)) });
    const generations = before.map((other) => flow.layers.generations[flow.nodeOf(other) ?? -1] ?? 0);
    this.#generations.set(id, Math.max(0, ...generations));
  }
}

/** Liveness in the picture, which has vertices where the encoder's graph may have none, and exists for cells that have no graph. */
function outlineLiveness({ vertices, links }: Outline): Liveness[] {
  const index = new Map(vertices.map(({ id }, position) => [id, position]));
  const vocabulary = vertices.map(({ kind }): Operation => ({ name: '', kind, description: '', aliases: [] }));
  const edges = links.map(({ from, to }): GraphEdge => [index.get(from) ?? 0, index.get(to) ?? 0]);
  return nodeLiveness({ operations: vertices.map((_, position) => position), edges }, vocabulary);
}
