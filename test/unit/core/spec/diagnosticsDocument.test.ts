import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCellDocument } from '../../../../src/core/spec/parseCellDocument';
import { problemCodes } from '../../../../src/core/spec/problemCodes';

const text = readFileSync(resolve(__dirname, '../../../../docs/diagnostics.md'), 'utf8');

/** What docs/diagnostics.md says of each code. */
const sections = text
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const [heading = '', ...lines] = section.split('\n');
    const example = /```(json|yaml)\n([\s\S]*?)```/.exec(lines.join('\n'));
    return { code: heading.trim(), severity: lines.join(' ').trim(), example };
  });

/** Codes that take too much text for an example, or another file. */
const withoutExample = new Set([
  'encoding',
  'file-too-large',
  'file-large',
  'nesting-too-deep',
  'too-many-aliases',
  'too-many-cells',
  'broken-space',
  'edge-not-allowed',
]);

describe('docs/diagnostics.md', () => {
  it('describes every code, in the order of the list', () => {
    expect(sections.map(({ code }) => code)).toEqual(Object.keys(problemCodes));
  });

  it('has an example of every code that one file can show', () => {
    const missing = sections.filter(({ code, example }) => !example && !withoutExample.has(code));
    expect(missing.map(({ code }) => code)).toEqual([]);
  });

  for (const { code, severity, example } of sections) {
    if (!example) continue;
    it(`shows ${code} by its example`, () => {
      const [, language, content] = example;
      const { problems } = parseCellDocument(content ?? '', language === 'json' ? 'json' : 'yaml');
      const found = problems.find((problem) => problem.code === code);
      expect(found, JSON.stringify(problems)).toBeDefined();
      expect(severity.toLowerCase()).toContain(found?.severity ?? '?');
    });
  }
});
