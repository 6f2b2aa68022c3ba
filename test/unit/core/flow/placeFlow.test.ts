import { describe, expect, it } from 'vitest';
import { flowConstantsOf, flowOfPlaces } from '../../../../src/core/flow/placeFlow';
import { spaceByName } from '../../../../src/core/spaces/registry';
import type { SearchSpace } from '../../../../src/core/spaces/space';
import type { Architecture } from '../../../../src/core/spec/architecture';
import { resolveArchitecture } from '../../../../src/core/spec/resolveArchitecture';

function read(name: string, line: string): { space: SearchSpace; architecture: Architecture } {
  const space = spaceByName(name);
  const read = space && resolveArchitecture(space, new Map([['arch', line]]));
  if (!space || read?.kind !== 'architecture') throw new Error('not read');
  return { space, architecture: read.architecture };
}

describe('flowOfPlaces', () => {
  const { space, architecture } = read(
    'nas-bench-201',
    '|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|none~1|none~2|',
  );
  const flows = flowOfPlaces(space, architecture);

  it('has shares of the strongest message', () => {
    for (const direction of ['forward', 'backward'] as const) {
      expect(Math.max(...flows.map((flow) => flow[direction]))).toBe(1);
      expect(Math.min(...flows.map((flow) => flow[direction]))).toBeGreaterThanOrEqual(0);
    }
  });

  it('says where each node came from, when it is reached, and whether it carries anything', () => {
    expect(flows.map(({ place }) => place.kind)).toEqual([
      'node',
      'edge',
      'edge',
      'edge',
      'edge',
      'edge',
      'edge',
      'node',
    ]);
    expect(flows.map(({ generation }) => generation)).toEqual([0, 1, 1, 2, 1, 2, 3, 4]);
    expect(flows.map(({ liveness }) => liveness)).toEqual([
      'live',
      'dead-end',
      'zero',
      'dead-end',
      'live',
      'zero',
      'zero',
      'live',
    ]);
  });

  it('is the same every time', () => {
    expect(flowOfPlaces(space, architecture)).toEqual(flows);
    expect(flowConstantsOf(space)).toBe(flowConstantsOf(space));
    expect(flowConstantsOf(space).operationEmbedding.length).toBe(space.vocabulary.length);
  });

  it('works where the whole architecture is one graph of two cells', () => {
    const darts = read('darts', Array.from({ length: 2 }, () => 'skip_connect~0 sep_conv_3x3~1 '.repeat(4)).join('|'));
    const places = flowOfPlaces(darts.space, darts.architecture);
    expect(new Set(places.map(({ place }) => ('part' in place ? place.part : -1)))).toEqual(new Set([0, 1]));
  });
});
