import type * as tfjs from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Tensor2D } from '../../../../src/core/encoder/graphOps';
import { indexedMoves, oneHotMoves } from '../../../../src/core/encoder/rowMoves';
import { testBackend } from '../../../support/backend';

describe('moves of rows', () => {
  it.each([
    ['several rows', 4, [3, 0, 0, 2, 1, 3]],
    ['a row that nobody names', 3, [2, 2]],
    ['a single row', 1, [0, 0, 0]],
  ])('are the same by index as by one-hot products, with their gradients: %s', async (_what, rows, list) => {
    const { tf } = await testBackend('cpu');
    const index = Int32Array.from(list);
    const table = tf.tensor2d(
      Float32Array.from({ length: rows * 2 }, (_, i) => i + 1),
      [rows, 2],
    );
    const values = tf.tensor2d(
      Float32Array.from({ length: list.length * 2 }, (_, i) => 10 - i),
      [list.length, 2],
    );
    const [expected, actual] = [oneHotMoves(tf), indexedMoves(tf)].map((moves) => {
      const chosen = tf.valueAndGrad((x: tfjs.Tensor) => tf.sum(tf.square(moves.choose(x as Tensor2D, index))))(table);
      const summed = tf.valueAndGrad((x: tfjs.Tensor) => tf.sum(tf.square(moves.sumInto(x as Tensor2D, index, rows))))(
        values,
      );
      return [chosen.value, chosen.grad, summed.value, summed.grad].map((tensor) => Array.from(tensor.dataSync()));
    });
    expect(actual).toEqual(expected);
    expect(Array.from(indexedMoves(tf).choose(table, index).dataSync()).slice(0, 2)).toEqual([
      list[0]! * 2 + 1,
      list[0]! * 2 + 2,
    ]);
  });
});
