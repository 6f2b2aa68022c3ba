import type { GraphEdge } from '../../graph/graph';
import type { Architecture, ArchitecturePart, ArchitecturePlace } from '../../spec/architecture';
import { vocabularyIndex } from '../defineOperation';
import type { EncodedArchitecture, Operation } from '../space';
import type { SpaceDefinition } from './spaceDefinition';

/**
 * The graph of an architecture of a user's space. Operations on nodes: the cell's own nodes and edges. Operations on edges: a node for
 * each input, each edge and the output, joined where one ends and the other starts. Of several cells, each one's output
 * feeds all inputs of the next.
 */
export function userGraph(
  architecture: Architecture,
  definition: SpaceDefinition,
  vocabulary: readonly Operation[],
): EncodedArchitecture {
  const operations: number[] = [];
  const edges: GraphEdge[] = [];
  const origins: ArchitecturePlace[] = [];
  let previousOutput: number | undefined;
  architecture.parts.forEach((part, index) => {
    const offset = operations.length;
    const graph = definition.placement === 'node' ? nodeGraph(part, index) : edgeGraph(part, index, definition);
    operations.push(...graph.names.map((name) => vocabularyIndex(vocabulary, name)));
    origins.push(...graph.origins);
    for (const [from, to] of graph.edges) edges.push([from + offset, to + offset]);
    if (previousOutput !== undefined) {
      for (let input = 0; input < definition.layout.inputs.length; input++)
        edges.push([previousOutput, input + offset]);
    }
    previousOutput = operations.length - 1;
  });
  return { graph: { operations, edges }, origins };
}

interface PartGraph {
  readonly names: readonly string[];
  readonly edges: readonly GraphEdge[];
  readonly origins: readonly ArchitecturePlace[];
}

function nodeGraph({ cell }: ArchitecturePart, part: number): PartGraph {
  return {
    names: cell.nodes.map(({ operation }) => operation ?? ''),
    edges: cell.edges.map(({ from, to }) => [from, to] as const),
    origins: cell.nodes.map((_, node) => ({ kind: 'node', part, node })),
  };
}

function edgeGraph({ cell }: ArchitecturePart, part: number, { layout }: SpaceDefinition): PartGraph {
  const inputs = layout.inputs.length;
  const last = cell.nodes.length - 1;
  const names: string[] = layout.inputs.map((_, input) => inputName(input));
  const origins: ArchitecturePlace[] = layout.inputs.map((_, node) => ({ kind: 'node', part, node }));
  /** Graph nodes whose sum a cell node is. */
  const sources: number[][] = cell.nodes.map((_, node) => (node < inputs ? [node] : []));
  const carriers = cell.edges.map((edge, index) => {
    if (layout.output !== 'last' && edge.to === last) return undefined;
    origins.push({ kind: 'edge', part, edge: index });
    names.push(edge.operation ?? '');
    sources[edge.to]!.push(names.length - 1);
    return names.length - 1;
  });
  const output = names.length;
  names.push('output');
  origins.push({ kind: 'node', part, node: last });
  const edges = new Map<string, GraphEdge>();
  const join = (from: number, to: number): void => void edges.set(`${from},${to}`, [from, to]);
  cell.edges.forEach((edge, index) => {
    const target = carriers[index] ?? output;
    for (const source of sources[edge.from]!) join(source, target);
  });
  if (layout.output === 'last') for (const source of sources[last]!) join(source, output);
  return { names, origins, edges: [...edges.values()] };
}

/** Vocabulary name of the input at this position. */
export function inputName(position: number): string {
  return position === 0 ? 'input' : `input${position + 1}`;
}
