import { generationOfNodes, predecessorLists } from '../graph/generations';
import type { ArchitectureGraph } from '../graph/graph';
import { pruneGraph } from '../graph/prune';
import type { Operation } from '../spaces/space';
import { convolutionTaps } from './convolutionTaps';

/** `factor` times a source's value after `smoothings` average poolings. */
export interface Term {
  /** 0 is the input of the cell, i the i-th convolution. */
  readonly source: number;
  readonly smoothings: number;
  readonly factor: number;
}

/** A value as a sum of terms, at most one for each source and number of poolings, in ascending order. */
export type Form = readonly Term[];

/** A convolution of a cell: its weights are its own, which makes its output independent of all others. */
export interface Source {
  /** Positions that it reads. */
  readonly taps: number;
  readonly input: Form;
}

/**
 * What a cell computes, as far as operations commute: identities are gone, poolings are powers, and paths that carry the same value are added up.
 * Two paths from one source add coherently, two convolutions do not; a network's kernel tells the difference.
 */
export interface CellExpression {
  /** The convolutions in topological order; `Term.source` counts them from 1. */
  readonly sources: readonly Source[];
  /** Parts of the output and their share of the channels: one of share 1 for a sum. Empty where nothing arrives. */
  readonly outputs: readonly { readonly form: Form; readonly share: number }[];
}

/** How the cells of a space are wired. */
export interface CellConvention {
  /** Every reader of the cell's input has a 1x1 convolution of its own before it (NAS-Bench-101). */
  readonly projectsInput: boolean;
  /**
   * How the output joins what arrives: `sum`, or `concatenation` with an equal share of the channels for each node; the input, where
   * it arrives directly, is added in both cases.
   */
  readonly join: 'sum' | 'concatenation';
  /** What a pooling multiplies its input with; 1 for average pooling. */
  readonly poolingGain: number;
}

/** Dong and Yang, ICLR 2020, section 2.1: sums everywhere, average pooling. */
export const nasBench201Convention: CellConvention = { projectsInput: false, join: 'sum', poolingGain: 1 };

/** Ying et al., ICML 2019, section 2.2. Max pooling is taken for an average pooling that keeps a little more of its input's size. */
export const nasBench101Convention: CellConvention = {
  projectsInput: true,
  join: 'concatenation',
  poolingGain: 1.15,
};

/** @throws RangeError if the graph has a cycle. */
export function cellExpression(
  whole: ArchitectureGraph,
  vocabulary: readonly Operation[],
  convention: CellConvention = nasBench201Convention,
): CellExpression {
  const { graph } = pruneGraph(whole, vocabulary);
  const { operations, edges } = graph;
  const generations = generationOfNodes(operations.length, edges);
  if (!generations) throw new RangeError('a graph with a cycle has no expression');
  const order = generations.map((_, node) => node).sort((a, b) => generations[a]! - generations[b]! || a - b);
  const before = predecessorLists(operations.length, edges);
  const sources: Source[] = [];
  const convolve = (taps: number, input: Form): Form => {
    sources.push({ taps, input: withoutCommonFactor(input) });
    return [{ source: sources.length, smoothings: 0, factor: 1 }];
  };
  const forms: Form[] = operations.map(() => []);
  const isInput = (node: number): boolean => vocabulary[operations[node]!]?.kind === 'input';
  const read = (node: number): Form =>
    convention.projectsInput && isInput(node) ? convolve(1, forms[node]!) : forms[node]!;
  const outputs: { form: Form; share: number }[] = [];
  for (const node of order) {
    const operation = vocabulary[operations[node]!];
    const arriving = before[node]!.map((from) => ({ from, form: read(from) }));
    if (operation?.kind === 'output' && convention.join === 'concatenation') {
      const side = arriving.filter(({ from }) => !isInput(from)).length;
      outputs.push(...arriving.map(({ from, form }) => ({ form, share: isInput(from) ? 1 : 1 / side })));
      continue;
    }
    const sum = sumOf(arriving.map(({ form }) => form));
    if (isInput(node)) forms[node] = [{ source: 0, smoothings: 0, factor: 1 }];
    else if (sum.length === 0) continue;
    else if (operation?.kind === 'output') outputs.push({ form: sum, share: 1 });
    else if (operation?.kind === 'pooling') forms[node] = pooled(sum, convention.poolingGain);
    else if (operation?.kind === 'convolution' || operation?.kind === 'other')
      forms[node] = convolve(convolutionTaps(operation), sum);
    else forms[node] = sum;
  }
  return { sources, outputs };
}

function sumOf(forms: readonly Form[]): Form {
  const terms = new Map<number, Term>();
  for (const term of forms.flat()) {
    const key = term.source * 1_000 + term.smoothings;
    terms.set(key, { ...term, factor: term.factor + (terms.get(key)?.factor ?? 0) });
  }
  return [...terms].sort(([a], [b]) => a - b).map(([, term]) => term);
}

const pooled = (form: Form, gain: number): Form =>
  form.map((term) => ({ ...term, smoothings: term.smoothings + 1, factor: term.factor * gain }));

/** The input of a convolution is normalised after it: its scale does not matter. */
function withoutCommonFactor(form: Form): Form {
  const divisor = form.reduce((common, { factor }) => greatestCommonDivisor(common, factor), 0);
  return divisor > 1 ? form.map((term) => ({ ...term, factor: term.factor / divisor })) : form;
}

function greatestCommonDivisor(a: number, b: number): number {
  if (!Number.isInteger(a) || !Number.isInteger(b)) return 1;
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
