import { CompletionItemKind, InsertTextFormat, type CompletionItem } from 'vscode-languageserver-types';
import { toRange } from '../positions';
import type { CellFile } from '../serviceTypes';
import { plainTemplate, templatesFor } from './templates';

/** Whole files, offered where nothing but the beginning of a word is written. */
export function templateItems(
  { document, parsed }: CellFile,
  offset: number,
  takesSnippets: boolean,
): CompletionItem[] {
  const word = /^[\uFEFF\s]*([\w-]*)\s*$/.exec(document.getText())?.[1];
  if (word === undefined) return [];
  const start = word === '' ? offset : document.getText().indexOf(word);
  const end = start + word.length;
  if (offset < start || offset > end) return [];
  return templatesFor(document.uri, parsed.language).map((template) => ({
    label: template.label,
    kind: CompletionItemKind.Snippet,
    detail: template.detail,
    documentation: plainTemplate(template),
    sortText: `~${template.label}`,
    filterText: template.label,
    insertTextFormat: takesSnippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: {
      range: toRange(document, { start, end }),
      newText: takesSnippets ? template.lines.join('\n') : plainTemplate(template),
    },
  }));
}
