import type { Architecture } from '../../spec/architecture';
import { nasBench201Edges } from './operations';

/** One `operation~input` of an architecture string and where its two halves stand in it. */
export interface ArchStringEdge {
  readonly operation: string;
  readonly operationStart: number;
  readonly input: number;
  readonly inputStart: number;
  /** The node that the edge leads to: 1 for the first group. */
  readonly to: number;
}

/** What is wrong with an architecture string, with offsets into it. */
export interface ArchStringError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

const GROUP_SEPARATOR = '|+|';
const MAX_LENGTH = 4096;

/**
 * Reads an architecture string as NAS-Bench-201 writes it, `|op~0|+|op~0|op~1|+|op~0|op~1|op~2|`: one group for each node
 * after the input, in each group the operations on the edges into it. Operation names and node counts are not
 * judged here.
 */
export function readArchString(text: string): readonly ArchStringEdge[] | ArchStringError {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  const fail = (message: string, from = start, to = end): ArchStringError => ({ message, start: from, end: to });
  if (end - start > MAX_LENGTH) return fail(`an architecture string has at most ${MAX_LENGTH} characters`);
  if (end - start < 2 || text[start] !== '|' || text[end - 1] !== '|') {
    return fail(
      'an architecture string begins and ends with "|", for instance |nor_conv_3x3~0|+|none~0|skip_connect~1|+|...|',
    );
  }
  const edges: ArchStringEdge[] = [];
  let position = start + 1;
  for (const [group, content] of text
    .slice(start + 1, end - 1)
    .split(GROUP_SEPARATOR)
    .entries()) {
    for (const item of content.split('|')) {
      const match = /^([^~|+]+)~(\d{1,3})$/.exec(item);
      if (!match)
        return fail(`expected operation~input, found ${JSON.stringify(item)}`, position, position + item.length);
      const operation = match[1]!;
      edges.push({
        operation,
        operationStart: position,
        input: Number(match[2]),
        inputStart: position + operation.length + 1,
        to: group + 1,
      });
      position += item.length + 1;
    }
    // `split` above already stepped over the "|" that closes the group.
    position += GROUP_SEPARATOR.length - 1;
  }
  return edges;
}

/** The architecture whose edges are those of a string, in the string's order. Nodes are named `0`, `1`, ... */
export function architectureFromEdges(edges: readonly ArchStringEdge[]): Architecture {
  const nodeCount = Math.max(1, ...edges.map((edge) => Math.max(edge.to, edge.input) + 1));
  return {
    parts: [
      {
        role: 'cell',
        cell: {
          nodes: Array.from({ length: nodeCount }, (_, node) => ({ name: String(node) })),
          edges: edges.map(({ input, to, operation }) => ({ from: input, to, operation })),
        },
      },
    ],
  };
}

/** The architecture of an architecture string, or undefined when the text is not one. */
export function parseArchString(text: string): Architecture | undefined {
  const edges = readArchString(text);
  return 'message' in edges ? undefined : architectureFromEdges(edges);
}

/** The cell with these six operations, given in the order of the architecture string. */
export function nasBench201Architecture(operations: readonly string[]): Architecture {
  return architectureFromEdges(
    nasBench201Edges.map(([input, to], index) => ({
      operation: operations[index] ?? 'none',
      operationStart: 0,
      input,
      inputStart: 0,
      to,
    })),
  );
}

/** The operation on each edge of the cell in the order of the architecture string; edges that are not there are `none`. */
export function edgeOperations(architecture: Architecture): string[] {
  const edges = architecture.parts[0]?.cell.edges ?? [];
  return nasBench201Edges.map(
    ([from, to]) => edges.find((edge) => edge.from === from && edge.to === to)?.operation ?? 'none',
  );
}
