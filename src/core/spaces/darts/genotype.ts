import type { Architecture, ArchitecturePart, CellEdge } from '../../spec/architecture';
import { DARTS_ARITY, DARTS_INPUTS, DARTS_OUTPUT } from './operations';

/** An operation of a genotype and the node that it reads: 0 and 1 are the two previous cells, 2.. inner nodes. */
export interface GenotypePair {
  readonly operation: string;
  readonly input: number;
}

/** One cell of a genotype. Pairs 2i and 2i+1 belong to inner node i; `concat` lists the nodes whose channels form the output. */
export interface GenotypeCell {
  readonly pairs: readonly GenotypePair[];
  readonly concat?: readonly number[];
}

/** A cell named `role` with nodes `0`, `1` (previous cells), `2`.. (inner nodes) and `output`: first the operations in order, then the concatenation. */
export function partFromGenotypeCell(role: string, { pairs, concat }: GenotypeCell): ArchitecturePart {
  const output = DARTS_INPUTS + Math.ceil(pairs.length / DARTS_ARITY);
  const nodes = Array.from({ length: output + 1 }, (_, node) => ({ name: node === output ? 'output' : String(node) }));
  const edges: CellEdge[] = pairs.map(({ operation, input }, index) => ({
    from: input,
    to: DARTS_INPUTS + Math.floor(index / DARTS_ARITY),
    operation,
  }));
  const joined = concat ?? Array.from({ length: output - DARTS_INPUTS }, (_, inner) => DARTS_INPUTS + inner);
  for (const node of joined) edges.push({ from: node, to: output });
  return { role, cell: { nodes, edges } };
}

export function architectureFromGenotype(normal: GenotypeCell, reduce: GenotypeCell): Architecture {
  return { parts: [partFromGenotypeCell('normal', normal), partFromGenotypeCell('reduce', reduce)] };
}

/** The operations and the concatenation of a part, in the order of its edges; nodes are given in ascending order. */
export function genotypeCell(part: ArchitecturePart): { pairs: GenotypePair[]; concat: number[] } {
  const output = part.cell.nodes.length - 1;
  const pairs = part.cell.edges
    .filter((edge) => edge.to !== output)
    .map((edge, index) => ({ edge, index }))
    .sort((a, b) => a.edge.to - b.edge.to || a.index - b.index)
    .map(({ edge }) => ({ operation: edge.operation ?? '', input: edge.from }));
  const concat = part.cell.edges.filter((edge) => edge.to === output).map((edge) => edge.from);
  return { pairs, concat };
}

/** Reads `op~input op~input ...`, the pairs of one cell as result tables write them. Undefined when the text is something else. */
export function parsePairs(text: string): GenotypePair[] | undefined {
  if (text.length > 4096) return undefined;
  const pairs: GenotypePair[] = [];
  for (const item of text.trim().split(/[\s,]+/)) {
    const match = /^([^~\s]+)~(\d{1,3})$/.exec(item);
    if (!match) return undefined;
    pairs.push({ operation: match[1]!, input: Number(match[2]) });
  }
  return pairs;
}

/** Writes the pairs of one cell as `op~input op~input ...`. */
export function formatPairs(pairs: readonly GenotypePair[]): string {
  return pairs.map(({ operation, input }) => `${operation}~${input}`).join(' ');
}

/** The architecture of a row of a result table, from the pairs of its two cells. */
export function parseGenotypeRow(normal: string, reduce: string): Architecture | undefined {
  const normalPairs = parsePairs(normal);
  const reducePairs = parsePairs(reduce);
  if (!normalPairs || !reducePairs) return undefined;
  return architectureFromGenotype({ pairs: normalPairs }, { pairs: reducePairs });
}

/** Whether a concatenation list is the default one: all inner nodes of a DARTS cell, in any order. */
export function isDefaultConcat(concat: readonly number[]): boolean {
  const sorted = [...concat].sort((a, b) => a - b);
  return sorted.length === DARTS_OUTPUT - DARTS_INPUTS && sorted.every((node, index) => node === DARTS_INPUTS + index);
}
