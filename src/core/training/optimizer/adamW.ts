import type { Parameters } from '../../encoder/parameters';

export interface AdamWOptions {
  readonly learningRate: number;
  readonly weightDecay: number;
}

/** First and second moment of each parameter's gradient, and how many updates there were: kept in checkpoints. */
export interface AdamWState {
  readonly step: number;
  readonly moments: ReadonlyMap<string, { readonly first: Float32Array; readonly second: Float32Array }>;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** AdamW (Loshchilov & Hutter 2019), weight decay decoupled from the gradient, over weights in plain memory. */
export class AdamW {
  readonly #options: AdamWOptions;
  readonly #moments = new Map<string, { first: Float32Array; second: Float32Array }>();
  #step = 0;

  constructor(options: AdamWOptions, state?: AdamWState) {
    this.#options = options;
    if (!state) return;
    this.#step = state.step;
    for (const [name, { first, second }] of state.moments) {
      this.#moments.set(name, { first: first.slice(), second: second.slice() });
    }
  }

  /**
   * Changes `parameters` in place. `gradients` has one array of the parameter's length for each name to update; `rateFactor` scales
   * the learning rate of this step (schedules).
   */
  update(parameters: Parameters, gradients: ReadonlyMap<string, Float32Array>, rateFactor = 1): void {
    const { weightDecay } = this.#options;
    const learningRate = this.#options.learningRate * rateFactor;
    this.#step++;
    const correction1 = 1 - BETA1 ** this.#step;
    const rootCorrection2 = Math.sqrt(1 - BETA2 ** this.#step);
    const rate = learningRate / correction1;
    const decay = 1 - learningRate * weightDecay;
    for (const [name, gradient] of gradients) {
      const values = parameters.get(name)?.values;
      if (!values) throw new Error(`no parameter named ${name}`);
      let moments = this.#moments.get(name);
      if (!moments) {
        moments = { first: new Float32Array(values.length), second: new Float32Array(values.length) };
        this.#moments.set(name, moments);
      }
      const { first, second } = moments;
      for (let i = 0; i < values.length; i++) {
        const g = gradient[i]!;
        const m = (first[i] = BETA1 * first[i]! + (1 - BETA1) * g);
        const v = (second[i] = BETA2 * second[i]! + (1 - BETA2) * g * g);
        values[i] = values[i]! * decay - (rate * m) / (Math.sqrt(v) / rootCorrection2 + EPSILON);
      }
    }
  }

  /** A copy of the state. */
  state(): AdamWState {
    return {
      step: this.#step,
      moments: new Map(
        [...this.#moments].map(([name, m]) => [name, { first: m.first.slice(), second: m.second.slice() }]),
      ),
    };
  }
}
