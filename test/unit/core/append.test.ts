import { expect, it } from 'vitest';
import { append } from '../../../src/core/append';

it('adds more items than fit on the stack', () => {
  const list = [0];
  append(
    list,
    Array.from({ length: 500_000 }, () => 1),
  );
  expect(list.length).toBe(500_001);
});
