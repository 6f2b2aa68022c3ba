import { describe, expect, it } from 'vitest';
import { pictureName } from '../../../../src/extension/flowView/pictureName';

describe('the name of a picture', () => {
  it.each([
    ['candidate.svg', 'candidate.svg'],
    ['../../etc/passwd.svg', '-..-etc-passwd.svg'],
    ['a\\b:c*?.png', 'a-b-c-.png'],
    ['naïve cell.png', 'naïve-cell.png'],
    ['aux.svg', 'cell-aux.svg'],
    ['COM1.png', 'cell-COM1.png'],
    ['nul.v2.png', 'cell-nul.v2.png'],
    ['console.png', 'console.png'],
    ['....svg', 'cell.svg'],
    ['v1..svg', 'v1.svg'],
  ])('%s is %s', (name, expected) => {
    expect(pictureName(name)).toBe(expected);
  });

  it('is not longer than a disk takes', () => {
    const name = pictureName(`${'𝒜'.repeat(400)}.png`);
    expect([...name]).toHaveLength(104);
    expect(name).toMatch(/^\u{1D49C}+\.png$/u);
  });
});
