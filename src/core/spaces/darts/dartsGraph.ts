import type { GraphEdge } from '../../graph/graph';
import type { Architecture, ArchitecturePlace } from '../../spec/architecture';
import { findOperation, vocabularyIndex } from '../defineOperation';
import type { EncodedArchitecture } from '../space';
import { DARTS_INPUTS, dartsOperations, dartsVocabulary } from './operations';

/**
 * One graph for the pair of cells (FGP, appendix on NAS-Bench-301). In each cell: `input` and `input2`, for each inner node
 * its operations, each a node of its own, and a `sum` that joins them, then `output`, which concatenates the inner nodes. The
 * normal cell's `output` feeds both inputs of the reduction cell, so that only the normal cell's two inputs are sources.
 */
export function dartsGraph(architecture: Architecture): EncodedArchitecture {
  const operations: number[] = [];
  const edges: GraphEdge[] = [];
  const origins: ArchitecturePlace[] = [];
  const add = (name: string, origin: ArchitecturePlace): number => {
    operations.push(vocabularyIndex(dartsVocabulary, name));
    origins.push(origin);
    return operations.length - 1;
  };
  let previousOutput: number | undefined;
  architecture.parts.forEach(({ cell }, part) => {
    const output = cell.nodes.length - 1;
    const graphNode: number[] = [];
    for (let node = 0; node <= output; node++) {
      const origin: ArchitecturePlace = { kind: 'node', part, node };
      if (node < DARTS_INPUTS) {
        const input = add(node === 0 ? 'input' : 'input2', origin);
        if (previousOutput !== undefined) edges.push([previousOutput, input]);
        graphNode.push(input);
        continue;
      }
      const feeders = cell.edges.flatMap((cellEdge, edge) => {
        if (cellEdge.to !== node) return [];
        const source = graphNode[cellEdge.from]!;
        if (node === output) return [source];
        const name = findOperation(dartsOperations, cellEdge.operation ?? '')?.name ?? '';
        const operation = add(name, { kind: 'edge', part, edge });
        edges.push([source, operation]);
        return [operation];
      });
      const joint = add(node === output ? 'output' : 'sum', origin);
      for (const feeder of feeders) edges.push([feeder, joint]);
      graphNode.push(joint);
    }
    previousOutput = graphNode[output];
  });
  return { graph: { operations, edges }, origins };
}
