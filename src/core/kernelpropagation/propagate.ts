import type { CellExpression, Form } from '../expression/cellExpression';
import { smooth } from './convolve';
import { addState, emptyState, meanDiagonal, sizeOf, type KernelState } from './kernelState';
import type { MacroNetwork } from './macroNetwork';

/** What a network does to the data it was built for. */
export interface Propagation {
  /** After the last cell and the normalisation that follows it. */
  readonly output: KernelState;
  /** The same after the activation: what is pooled. */
  readonly features: KernelState;
  /** Mean variance and mean tangent kernel of the positions after each stage's cells. */
  readonly stages: readonly { readonly variance: number; readonly tangent: number }[];
}

/** Propagates the kernels of a data set through the network that has this cell everywhere. */
export function propagate(input: KernelState, cell: CellExpression, network: MacroNetwork): Propagation {
  const stages: { variance: number; tangent: number }[] = [];
  let state = network.stem(input);
  for (let stage = 0; stage < network.stages; stage++) {
    if (stage > 0) state = network.reduce(state);
    for (let i = 0; i < network.cellsPerStage; i++) state = propagateCell(state, cell, network);
    const size = sizeOf(state);
    stages.push({ variance: meanDiagonal(state.covariance, size), tangent: meanDiagonal(state.tangent, size) });
  }
  const output = network.normalise(state);
  return { output, features: network.activate(output), stages };
}

/** One cell. Convolutions with equal inputs have equal kernels: each is computed once. */
export function propagateCell(input: KernelState, cell: CellExpression, network: MacroNetwork): KernelState {
  const states = [input];
  const computed = new Map<string, KernelState>();
  for (const { taps, input: form } of cell.sources) {
    const key = `${taps} ${form.map(({ source, smoothings, factor }) => `${source} ${smoothings} ${factor}`).join()}`;
    let state = computed.get(key);
    if (!state) {
      state = network.convolution(evaluate(form, states), taps);
      computed.set(key, state);
    }
    states.push(state);
  }
  const output = emptyState(input.samples, input.positions);
  for (const { form, share } of cell.outputs) addState(output, evaluate(form, states), share);
  return output;
}

/** The state of a sum: terms of one source add coherently, those of different sources do not. */
function evaluate(form: Form, states: readonly KernelState[]): KernelState {
  const [first] = form;
  if (form.length === 1 && first!.smoothings === 0 && first!.factor === 1) return states[first!.source]!;
  const coefficients = new Map<number, number[]>();
  for (const { source, smoothings, factor } of form) {
    const list = coefficients.get(source) ?? [];
    while (list.length <= smoothings) list.push(0);
    list[smoothings]! += factor;
    coefficients.set(source, list);
  }
  const sum = emptyState(states[0]!.samples, states[0]!.positions);
  for (const [source, list] of coefficients) {
    const state = states[source]!;
    if (list.length === 1) addState(sum, state, list[0]! ** 2);
    else addState(sum, smooth(state, list), 1);
  }
  return sum;
}
