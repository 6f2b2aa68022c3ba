import { describe, expect, it } from 'vitest';
import { analyticSynflow } from '../../../../src/core/proxies/analyticSynflow';
import { parseArchString } from '../../../../src/core/spaces/nasBench201/archString';
import { nasBench201 } from '../../../../src/core/spaces/nasBench201/nasBench201';

const score = (text: string): number =>
  analyticSynflow(nasBench201.toGraph(parseArchString(text)!).graph, nasBench201.vocabulary);

describe('analyticSynflow', () => {
  it('multiplies gains along a path and adds paths', () => {
    // 0->1 conv3x3 (4), 1->3 conv1x1 (2), and 0->3 skip (1): 4 * 2 + 1
    expect(score('|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|nor_conv_1x1~1|none~2|')).toBeCloseTo(Math.log(9));
  });

  it('is minus infinity where nothing reaches the output', () => {
    expect(score('|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|none~2|')).toBe(-Infinity);
  });
});
