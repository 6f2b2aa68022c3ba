import { describe, expect, it } from 'vitest';
import { closestNames } from '../../../../src/core/spaces/closestNames';
import { bundledSpaces } from '../../../../src/core/spaces/registry';

const operations = (name: string): string[] =>
  bundledSpaces.find((space) => space.name === name)!.operations.map((operation) => operation.name);

describe('closestNames', () => {
  it.each([
    ['nas-bench-201', 'skip_conect', 'skip_connect'],
    ['nas-bench-201', 'skip', 'skip_connect'],
    ['nas-bench-201', 'NOR_CONV_3X3', 'nor_conv_3x3'],
    ['nas-bench-201', 'nor-conv-3x3', 'nor_conv_3x3'],
    ['nas-bench-201', 'conv3x3', 'nor_conv_3x3'],
    ['nas-bench-201', 'avg_pol', 'avg_pool_3x3'],
    ['nas-bench-201', 'nnoe', 'none'],
    ['darts', 'sep_conv3x3', 'sep_conv_3x3'],
    ['darts', 'dilconv_5x5', 'dil_conv_5x5'],
    ['nas-bench-101', 'maxpol3x3', 'maxpool3x3'],
    ['nas-bench-101', 'conv3x3-bn', 'conv3x3-bn-relu'],
  ])('of %s to %j is %s', (space, name, meant) => {
    expect(closestNames(name, operations(space))[0]).toBe(meant);
  });

  it('guesses nothing where nothing is near', () => {
    expect(closestNames('transformer', operations('nas-bench-201'))).toEqual([]);
    expect(closestNames('x'.repeat(1000), operations('nas-bench-201'))).toEqual([]);
    expect(closestNames('', operations('nas-bench-201'))).toEqual([]);
  });

  it('offers a few, best first', () => {
    expect(closestNames('sep_conv_4x4', operations('darts'))).toEqual(['sep_conv_3x3', 'sep_conv_5x5']);
    expect(closestNames('sep_conv_4x4', operations('darts'), 1)).toHaveLength(1);
  });
});
