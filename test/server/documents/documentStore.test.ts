import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CellDocument } from '../../../src/core/spec/document';
import { DocumentStore } from '../../../src/server/documents/documentStore';

const uri = 'file:///a.cell.yaml';
const problem = { code: 'syntax', severity: 'error', message: 'broken', range: { start: 0, end: 1 } } as const;

function start(): { store: DocumentStore; parsed: string[] } {
  const parsed: string[] = [];
  const store = new DocumentStore((document): CellDocument => {
    parsed.push(document.getText());
    return { language: 'yaml', cells: [], problems: document.getText().includes('!') ? [problem] : [] };
  });
  return { store, parsed };
}
const open = (text: string): TextDocument => TextDocument.create(uri, 'yaml', 1, text);
const edit = (document: TextDocument, text: string): TextDocument =>
  TextDocument.update(document, [{ text }], document.version + 1);

describe('DocumentStore', () => {
  it('parses each version once', () => {
    const { store, parsed } = start();
    const document = open('a');
    expect(store.get(document)).toBe(store.get(document));
    store.get(edit(document, 'b'));
    expect(parsed).toEqual(['a', 'b']);
  });

  it('keeps the last well-formed version as it was', () => {
    const { store } = start();
    const document = open('good');
    const good = store.get(document);
    store.get(edit(document, 'broken!'));
    store.get(edit(document, 'still broken!'));
    expect(store.lastGood(document)).toBe(good);
    expect(good.document.getText()).toBe('good');
    expect(store.get(document).document.getText()).toBe('still broken!');
    edit(document, 'good again');
    expect(store.lastGood(document)).toBe(store.get(document));
  });

  it('has no last good version of a document that was never well-formed', () => {
    const { store } = start();
    expect(store.lastGood(open('!'))).toBeUndefined();
  });

  it('parses the saved text only where it differs', () => {
    const { store, parsed } = start();
    const document = open('a');
    store.setSaved(uri, 'a');
    store.get(document);
    expect(store.saved(uri)).toBeUndefined();
    store.get(edit(document, 'b'));
    expect(store.saved(uri)).toBe(store.saved(uri));
    expect(parsed).toEqual(['a', 'b', 'a']);
    store.setSaved(uri, 'b');
    expect(store.saved(uri)).toBeUndefined();
  });

  it('parses anew after an invalidation', () => {
    const { store, parsed } = start();
    const document = open('a');
    store.get(document);
    store.invalidate();
    store.get(document);
    expect(parsed).toEqual(['a', 'a']);
  });

  it('keeps the last well-formed text over an invalidation, and parses it anew', () => {
    const { store, parsed } = start();
    const document = open('good');
    const before = store.get(document);
    store.get(edit(document, 'broken!'));
    store.invalidate();
    const kept = store.lastGood(document);
    expect(kept?.document.getText()).toBe('good');
    expect(kept).not.toBe(before);
    expect(store.lastGood(document)).toBe(kept);
    expect(parsed).toEqual(['good', 'broken!', 'broken!', 'good']);
  });
});
