import { expect, it } from 'vitest';
import { learntFrom, packLearnt } from '../../../../src/engine/training/learntRows';

it('tells architectures that were learnt from, whatever their order', () => {
  const packed = packLearnt(['a', 'b', 'c'])!;
  expect(packed).toBe(packLearnt(['c', 'a', 'b']));
  expect(packed.length).toBe(24);
  const isLearnt = learntFrom(packed);
  expect(['a', 'c', 'd', ''].map(isLearnt)).toEqual([true, true, false, false]);
  expect(packLearnt(Array.from({ length: 400_001 }, String))).toBeUndefined();
});
