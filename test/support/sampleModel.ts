import { createHash } from 'node:crypto';
import type { Digest } from '../../src/core/model/modelCodec';
import type { Model } from '../../src/core/model/model';

export const sha256: Digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A small model with two members, both precisions, and weights made from `seed`. */
export function sampleModel(id = 'sample', seed = 1): Model {
  const weights = (length: number) => Float32Array.from({ length }, (_, i) => Math.fround(Math.sin(seed + i)));
  const halves = (length: number) => Float32Array.from({ length }, (_, i) => ((seed + i) % 7) / 4);
  return {
    id,
    title: 'Sample',
    space: { name: 'nas-bench-201' },
    graphs: 'simplified',
    members: [
      { encoder: { kind: 'res-gated-gcn', width: 8, layers: 1, operations: 7 }, tensorsPrefix: '0/' },
      { encoder: { kind: 'gin', width: 8, layers: 1, operations: 7 }, tensorsPrefix: '1/' },
    ],
    targets: [
      {
        target: { name: 'cifar10_test', title: 'CIFAR-10', unit: 'percent', higherIsBetter: true },
        head: { kind: 'mlp', width: 4 },
        tensorsPrefix: 'head.cifar10_test',
        calibration: {
          curve: { x: [-1, 0, 1.5], y: [80, 90, 94.25] },
          below: [2, 1, 0.5],
          above: [1, 0.5, 0.25],
          coverage: 80,
          minimum: 0,
          maximum: 100,
        },
        quantiles: { shares: [0, 0.5, 0.9], scores: [-2, 0, 1], count: 15_625 },
        heldOut: { n: 500, tau: 81.5, p1: 40, p5: 62, p10: 70.25, spearman: 94, coverage: 79.9 },
      },
    ],
    training: {
      trainedOn: '500 cells of NAS-Bench-201, CIFAR-10 test accuracy after 200 epochs.',
      cells: 'Indices 0 to 499.',
      labels: 500,
      seed,
      settings: { kind: 'fgp', epochs: 60, learningRate: 0.001, pruned: true },
    },
    created: '2026-01-02T03:04:05.000Z',
    tensors: new Map([
      ['0/input.kernel', { shape: [7, 8], values: weights(56), storage: 'float32' }],
      ['0/head.cifar10_test.0.kernel', { shape: [3, 1], values: halves(3), storage: 'float16' }],
      ['1/input.kernel', { shape: [2, 2, 2], values: halves(8), storage: 'float16' }],
      ['1/scale', { shape: [], values: weights(1), storage: 'float32' }],
    ]),
  };
}
