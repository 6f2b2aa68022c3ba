import { describe, expect, it } from 'vitest';
import type { Parameters } from '../../../../../src/core/encoder/parameters';
import { AdamW } from '../../../../../src/core/training/optimizer/adamW';
import { clipGradients } from '../../../../../src/core/training/optimizer/clipGradients';

const one = (value: number): Parameters => new Map([['w', { shape: [1], values: Float32Array.of(value) }]]);
const gradient = (value: number): Map<string, Float32Array> => new Map([['w', Float32Array.of(value)]]);

describe('AdamW', () => {
  it('moves by the learning rate in the first step, whatever the size of the gradient', () => {
    for (const g of [1e-3, 1, 1e3]) {
      const parameters = one(1);
      new AdamW({ learningRate: 0.1, weightDecay: 0 }).update(parameters, gradient(g));
      expect(parameters.get('w')!.values[0]).toBeCloseTo(0.9, 4);
    }
  });

  it('decays weights apart from the gradient', () => {
    const parameters = one(2);
    new AdamW({ learningRate: 0.1, weightDecay: 0.5 }).update(parameters, gradient(0));
    expect(parameters.get('w')!.values[0]).toBeCloseTo(2 * (1 - 0.05), 6);
  });

  it('goes on from its state as if it had not stopped', () => {
    const options = { learningRate: 0.01, weightDecay: 0.1 };
    const [whole, broken] = [one(1), one(1)];
    const first = new AdamW(options);
    [0.5, -0.2, 0.3].forEach((g) => first.update(whole, gradient(g)));
    const second = new AdamW(options);
    second.update(broken, gradient(0.5));
    const third = new AdamW(options, second.state());
    [-0.2, 0.3].forEach((g) => third.update(broken, gradient(g)));
    expect(broken).toEqual(whole);
  });
});

describe('clipGradients', () => {
  it('scales the joint norm down to the limit and leaves smaller ones alone', () => {
    const gradients = new Map([
      ['a', Float32Array.of(3)],
      ['b', Float32Array.of(0, 4)],
    ]);
    expect(clipGradients(gradients, 10)).toBe(5);
    expect([...gradients.get('b')!]).toEqual([0, 4]);
    clipGradients(gradients, 1);
    expect(gradients.get('a')![0]).toBeCloseTo(0.6, 5);
  });
});
