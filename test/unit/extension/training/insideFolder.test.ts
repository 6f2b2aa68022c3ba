import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isInside } from '../../../../src/extension/training/insideFolder';

const place = join('/', 'project', 'models');

describe('a path in a folder', () => {
  it.each([
    ['a model', join(place, 'tuned'), place],
    ['a folder written with a separator at its end', join(place, 'tuned'), `${place}/`],
    ['a folder written with detours', join(place, 'tuned'), '/project/other/../models'],
    ['a name that begins with dots', join(place, '..tuned'), place],
  ])('is found: %s', (_, path, folder) => expect(isInside(path, folder)).toBe(true));

  it.each([
    ['the folder itself', place, place],
    ['a folder beside it', join('/', 'work', 'models-2', 'tuned'), place],
    ['what is above it', join('/', 'work'), place],
  ])('is told from %s', (_, path, folder) => expect(isInside(path, folder)).toBe(false));
});
