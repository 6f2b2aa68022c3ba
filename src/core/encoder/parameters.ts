import type * as tfjs from '@tensorflow/tfjs-core';
import type { RandomGenerator } from '../random/random';
import type { TensorFlow } from './graphOps';

/** Name, shape and initial distribution of a weight tensor. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  /** Weights start uniform in [-bound, bound]; 0 starts them at zero. */
  readonly bound: number;
}

/** Weights by name, in plain memory: the master copy that optimisers change and checkpoints keep. */
export type Parameters = Map<string, Parameter>;

export interface Parameter {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Weights as tensors, for one step. */
export type ParameterTensors = ReadonlyMap<string, tfjs.Tensor>;

export const elements = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** A linear layer [inputs, outputs] with the usual fan-in bound 1 / sqrt(inputs) for weights and bias. */
export function linearSpecs(name: string, inputs: number, outputs: number): ParameterSpec[] {
  const bound = 1 / Math.sqrt(inputs);
  return [
    { name: `${name}.kernel`, shape: [inputs, outputs], bound },
    { name: `${name}.bias`, shape: [outputs], bound },
  ];
}

/** Draws initial weights from the project's own generator: TensorFlow.js initialisers ignore their seed. */
export function initialise(specs: readonly ParameterSpec[], random: RandomGenerator): Parameters {
  const parameters: Parameters = new Map();
  for (const { name, shape, bound } of specs) {
    const values = new Float32Array(elements(shape));
    if (bound > 0) for (let i = 0; i < values.length; i++) values[i] = random.uniform(-bound, bound);
    parameters.set(name, { shape, values });
  }
  return parameters;
}

/** Overwrites the parameters of these names with those of `from`, for instance an encoder's with pre-trained ones; missing ones stay. */
export function adoptWeights(
  parameters: Parameters,
  specs: readonly ParameterSpec[],
  from: Parameters | undefined,
): void {
  for (const { name } of specs) {
    const values = from?.get(name)?.values;
    if (values) parameters.get(name)!.values.set(values);
  }
}

/** A deep copy. */
export function copyParameters(parameters: Parameters): Parameters {
  return new Map([...parameters].map(([name, { shape, values }]) => [name, { shape, values: values.slice() }]));
}

/** Tensors of all weights; the caller disposes them (`tf.tidy`). */
export function toTensors(tf: TensorFlow, parameters: Parameters): ParameterTensors {
  return new Map([...parameters].map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]));
}

/** The tensor of a name. @throws Error if there is none: a mistake in the program, not in its input. */
export function tensorOf<R extends tfjs.Rank>(tensors: ParameterTensors, name: string): tfjs.Tensor<R> {
  const tensor = tensors.get(name);
  if (!tensor) throw new Error(`no parameter named ${name}`);
  return tensor as tfjs.Tensor<R>;
}
