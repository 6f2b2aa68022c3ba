import { describe, expect, it } from 'vitest';
import { bundledSpaces } from '../../../../../src/core/spaces/registry';
import { architectureText } from '../../../../../src/core/spec/edit/architectureText';
import { resolveArchitecture } from '../../../../../src/core/spec/resolveArchitecture';
import { seededNumbers } from '../../../../support/randomCell';

describe('architectureText', () => {
  it.each(bundledSpaces)('writes one line that is read back, in $name', (space) => {
    const random = seededNumbers(12);
    for (let draw = 0; draw < 50; draw++) {
      const architecture = space.sample(random);
      const line = architectureText(space, architecture);
      expect(line).not.toContain('\n');
      expect(resolveArchitecture(space, new Map([['arch', line]]))).toMatchObject({ architecture });
    }
  });
});
