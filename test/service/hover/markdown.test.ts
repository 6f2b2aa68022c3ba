import fc from 'fast-check';
import { marked, type Token } from 'marked';
import { describe, expect, it } from 'vitest';
import { codeSpan, escapeMarkdown, lines, paragraphs, shorten } from '../../../src/service/hover/markdown';

/** Kinds of tokens that the editor's renderer finds, with the text that a person reads. */
function rendered(markdown: string): { kinds: string[]; text: string } {
  const kinds: string[] = [];
  let text = '';
  const visit = (token: Token): void => {
    kinds.push(token.type);
    const children = (token as { tokens?: Token[] }).tokens;
    if (children) children.forEach(visit);
    else text += (token as { text?: string }).text ?? token.raw;
  };
  marked.lexer(markdown).forEach(visit);
  return { kinds, text };
}

const hostile = [
  '**bold** _em_ `code` ~~gone~~',
  '[link](command:workbench.action.quit)',
  '![image](https://example.org/x.png)',
  '<img src=x onerror=alert(1)>',
  '<https://example.org>',
  'https://example.org www.example.org someone@example.org',
  '# heading',
  '1. list',
  '- item',
  '+ item',
  '> quote',
  '| a | b |\n|---|---|',
  '```\ncode\n```',
  '&lt;b&gt; &#60;',
  '$(gear)',
  'back\\slash \\* two',
  'a\u2028b\u0000c',
  '====\n----',
];

describe('escapeMarkdown', () => {
  it.each(hostile)('shows %j as it is', (text) => {
    const { kinds, text: shown } = rendered(escapeMarkdown(text));
    expect(new Set(kinds)).toEqual(
      new Set([
        'paragraph',
        ...(kinds.includes('escape') ? ['escape'] : []),
        ...(kinds.includes('text') ? ['text'] : []),
      ]),
    );
    expect(shown).toBe(text.replace(/[\p{Cc}\s]+/gu, ' ').trim());
  });

  it('shows any text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab1 \\`*_{}[]()#+-.!|~<>&:@$^=/"\'\n\t') }), (text) => {
        const { kinds } = rendered(escapeMarkdown(text));
        expect(kinds.filter((kind) => !['paragraph', 'text', 'escape'].includes(kind))).toEqual([]);
      }),
    );
  });

  it('cuts long text', () => {
    expect(escapeMarkdown('x'.repeat(5000)).length).toBeLessThan(220);
    expect(shorten('abcdef', 5)).toBe('ab...');
    expect(shorten('a😀bcdef', 5)).toBe('a...');
  });
});

describe('codeSpan', () => {
  it.each(hostile)('shows %j as one code span', (text) => {
    const { kinds } = rendered(codeSpan(text));
    expect(kinds).toEqual(['paragraph', 'codespan']);
  });

  it('fences backticks and leaves nothing out', () => {
    expect(codeSpan('a``b')).toBe('```a``b```');
    expect(codeSpan('`a`')).toBe('`` `a` ``');
    expect(codeSpan('')).toBe('');
  });
});

describe('paragraphs and lines', () => {
  it('leave out what is missing', () => {
    expect(paragraphs('a', undefined, '', 'b')).toBe('a\n\nb');
    expect(lines('a', undefined, 'b')).toBe('a  \nb');
  });
});
