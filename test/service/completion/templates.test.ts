import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { parseSpaceDocument } from '../../../src/core/spaces/userSpace/readSpace';
import { parseCellDocument } from '../../../src/core/spec/parseCellDocument';
import { complete } from '../../../src/service/completion/completion';
import { dependencies } from '../support/cellFile';

type Language = 'json' | 'yaml';

/** What is offered at the end of a file of this name that holds nothing else. */
function itemsIn(name: string, text: string, takesSnippets = false): CompletionItem[] {
  const language: Language = name.endsWith('json') ? 'json' : 'yaml';
  const document = TextDocument.create(`file:///${name}`, language, 1, text);
  const file = { document, parsed: parseCellDocument(text, language) };
  const services = { ...dependencies(), takesSnippets: () => takesSnippets };
  return complete(file, undefined, text.length, services).items.filter(({ detail }) => detail !== undefined);
}

const labels = (name: string, text: string): string[] =>
  itemsIn(name, text)
    .filter(({ insertTextFormat }) => insertTextFormat !== undefined)
    .map(({ label }) => label);
const newText = (item: CompletionItem | undefined): string => (item?.textEdit as TextEdit | undefined)?.newText ?? '';

describe('templates', () => {
  it('stand in empty cell files and space files alone', () => {
    expect(labels('a.cell.yaml', '')).toEqual(['nas-bench-201', 'nas-bench-101', 'darts']);
    expect(labels('a.cell.json', '\n')).toEqual(['nas-bench-201', 'nas-bench-101']);
    expect(labels('a.cell.yaml', 'da')).toContain('darts');
    expect(labels('a.space.yaml', '')).toEqual(['search-space']);
    expect(labels('a.yaml', '')).toEqual([]);
    expect(labels('a.cell.yaml', 'space: ')).toEqual([]);
    expect(labels('a.cell.yaml', 'space: darts\n')).toEqual([]);
  });

  it.each(['a.cell.yaml', 'a.cell.json', 'a.space.yaml'])('are good as they are: %s', (name) => {
    const items = itemsIn(name, '').filter(({ insertTextFormat }) => insertTextFormat !== undefined);
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) {
      const text = newText(item);
      if (name.includes('space')) {
        expect(parseSpaceDocument(text, 'yaml').problems, text).toEqual([]);
      } else {
        const { cells, problems } = parseCellDocument(text, name.endsWith('json') ? 'json' : 'yaml');
        expect(problems, text).toEqual([]);
        expect(cells[0], text).toMatchObject({ valid: true });
      }
    }
  });

  it('have stops where the editor takes them', () => {
    const [first] = itemsIn('a.cell.yaml', '', true).filter(({ insertTextFormat }) => insertTextFormat === 2);
    expect(newText(first)).toContain('0 -> 1: ${2|nor_conv_3x3,nor_conv_1x1,avg_pool_3x3,skip_connect,none|}');
  });
});
