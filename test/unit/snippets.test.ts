import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSpaceDocument } from '../../src/core/spaces/userSpace/readSpace';
import { parseCellDocument } from '../../src/core/spec/parseCellDocument';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** What stands in the editor when nothing is filled in: the first choice or the default of every place. */
function expanded({ body }: Snippet): string {
  return body
    .join('\n')
    .replace(/\$\{\d+\|([^,|]+)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '');
}

describe.each(['yaml', 'json'] as const)('snippets of %s', (language) => {
  const file = resolve(import.meta.dirname, `../../snippets/cells-${language}.json`);
  const snippets = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Snippet>);

  it.each(snippets)('%s is good as it is', (_name, snippet) => {
    const text = expanded(snippet);
    expect(snippet.description).toMatch(/\w/);
    if (snippet.prefix === 'search-space') {
      expect(parseSpaceDocument(text, language).problems).toEqual([]);
      return;
    }
    const inFile =
      snippet.prefix === 'edges' ? `space: nas-bench-201\ncells:\n  c:\n${text.replace(/^/gm, '    ')}` : text;
    const { cells, problems } = parseCellDocument(inFile, language);
    expect(problems).toEqual([]);
    expect(cells[0]).toMatchObject({ valid: true });
  });
});
