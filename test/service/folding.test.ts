import { describe, expect, it } from 'vitest';
import { foldingRanges } from '../../src/service/folding';
import { cellFile, nb101Json, nb201 } from './support/cellFile';

const lines = (text: string): string[] =>
  foldingRanges(cellFile(text)).map(
    ({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ''}`,
  );

describe('foldingRanges', () => {
  it('folds cells and their edges in YAML', () => {
    expect(lines(nb201)).toEqual(['1-11', '2-9', '3-9', '10-11']);
    expect(lines('- a: 1\n  b: 2\n- c: 3\n')).toEqual(['0-1']);
  });

  it('keeps closing brackets visible in JSON', () => {
    expect(lines(nb101Json)).toEqual(['0-10', '2-9', '3-8', '4-7']);
  });

  it('folds comments of several lines', () => {
    expect(lines('# one\n# two\n\n# three\nspace: darts\n')).toEqual(['0-1 comment']);
    expect(lines('{\n  /* a\n  b */\n  "space": "darts"\n}')).toContain('1-2 comment');
  });

  it('is empty for broken and refused text', () => {
    expect(lines('')).toEqual([]);
    expect(lines('['.repeat(5000))).toEqual([]);
  });
});
