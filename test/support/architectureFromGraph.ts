import { predecessorLists } from '../../src/core/graph/generations';
import type { ArchitectureGraph } from '../../src/core/graph/graph';
import type { Architecture } from '../../src/core/spec/architecture';
import { architectureFromGenotype } from '../../src/core/spaces/darts/genotype';
import type { GenotypeCell, GenotypePair } from '../../src/core/spaces/darts/genotype';
import { DARTS_ARITY, DARTS_INNER, DARTS_INPUTS } from '../../src/core/spaces/darts/operations';
import { nasBench201Architecture } from '../../src/core/spaces/nasBench201/archString';
import type { SearchSpace } from '../../src/core/spaces/space';
import { inputName } from '../../src/core/spaces/userSpace/userGraph';

/**
 * The architecture that a graph of `SearchSpace.toGraph` was made from, up to the names of nodes. Undefined for spaces of
 * the user with operations on edges, whose graphs do not tell where two edges met.
 */
export function architectureFromGraph(space: SearchSpace, graph: ArchitectureGraph): Architecture | undefined {
  if (space.name === 'darts') return dartsFromGraph(space, graph);
  if (space.name === 'nas-bench-201') {
    return nasBench201Architecture(graph.operations.slice(1, -1).map((operation) => space.vocabulary[operation]!.name));
  }
  if (space.placement === 'edge' || space.roles.length > 1) return undefined;
  const inputs = space.layout.inputs.length;
  const last = graph.operations.length - 1;
  const nodes = graph.operations.map((operation, node) => ({
    name:
      node < inputs
        ? (space.layout.inputs[node] ?? inputName(node))
        : node === last
          ? 'output'
          : String(node - inputs + 1),
    operation: space.vocabulary[operation]!.name,
  }));
  const edges = graph.edges.map(([from, to]) => ({ from, to }));
  return { parts: [{ role: space.roles[0]!, cell: { nodes, edges } }] };
}

/** Nodes of one cell in the order of `dartsGraph`: inputs; for each inner node its operations and their sum; the output. */
const NODES_PER_PART = DARTS_INPUTS + DARTS_INNER * (DARTS_ARITY + 1) + 1;

function dartsFromGraph(space: SearchSpace, graph: ArchitectureGraph): Architecture {
  const predecessors = predecessorLists(graph.operations.length, graph.edges);
  const cellAt = (offset: number): GenotypeCell => {
    const cellNode = (node: number): number => {
      const local = node - offset;
      return local < DARTS_INPUTS ? local : DARTS_INPUTS + (local - DARTS_INPUTS - DARTS_ARITY) / (DARTS_ARITY + 1);
    };
    const pairs: GenotypePair[] = [];
    for (let local = DARTS_INPUTS; local < NODES_PER_PART - 1; local++) {
      const isSum = (local - DARTS_INPUTS) % (DARTS_ARITY + 1) === DARTS_ARITY;
      if (isSum) continue;
      const node = offset + local;
      const operation = space.vocabulary[graph.operations[node]!]!.name;
      pairs.push({ operation, input: cellNode(predecessors[node]![0]!) });
    }
    return { pairs };
  };
  return architectureFromGenotype(cellAt(0), cellAt(NODES_PER_PART));
}
