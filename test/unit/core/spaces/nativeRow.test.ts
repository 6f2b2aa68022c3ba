import { describe, expect, it } from 'vitest';
import {
  formatNativeLine,
  formatNativeRow,
  parseNativeLine,
  parseNativeRow,
} from '../../../../src/core/spaces/nativeRow';
import { bundledSpaces } from '../../../../src/core/spaces/registry';
import { seededNumbers } from '../../../support/randomCell';

describe("the benchmarks' own columns", () => {
  it.each(bundledSpaces)('of $name are read as they are written', (space) => {
    const random = seededNumbers(12);
    for (let draw = 0; draw < 50; draw++) {
      const architecture = space.sample(random);
      expect(parseNativeRow(space.name, formatNativeRow(space.name, architecture))).toEqual(architecture);
      const line = formatNativeLine(space.name, architecture);
      expect(line).not.toContain('\n');
      expect(parseNativeLine(space.name, line)).toEqual(architecture);
      expect(parseNativeRow(space.name, { arch: line })).toEqual(architecture);
    }
  });

  it('that are missing or of another space give nothing', () => {
    expect(parseNativeRow('nas-bench-201', {})).toBeUndefined();
    expect(parseNativeRow('nas-bench-101', { ops: '0' })).toBeUndefined();
    expect(parseNativeRow('darts', { normal: 'skip_connect~0' })).toBeUndefined();
    expect(parseNativeLine('darts', 'a~0 | b~0 | c~0')).toBeUndefined();
    expect(parseNativeLine('nowhere', '|none~0|')).toBeUndefined();
  });
});
