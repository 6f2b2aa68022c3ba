import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, vi } from 'vitest';
import { Emitter, type TextDocumentChangeEvent, type TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { DocumentStore } from '../../../src/server/documents/documentStore';
import { followSavedTexts } from '../../../src/server/documents/savedTexts';
import { temporaryFolders } from '../../support/temporaryFolder';

const newFolder = temporaryFolders('saved-texts');

it('knows what is on disk, whoever wrote it', async () => {
  const path = join(newFolder(), 'a b.cell.yaml');
  const uri = pathToFileURL(path).href;
  writeFileSync(path, 'first');
  const document = TextDocument.create(uri, 'yaml', 1, 'typed');
  const opened = new Emitter<TextDocumentChangeEvent<TextDocument>>();
  const saved = new Emitter<TextDocumentChangeEvent<TextDocument>>();
  const documents = {
    get: (of: string) => (of === uri ? document : undefined),
    all: () => [document],
    onDidOpen: opened.event,
    onDidSave: saved.event,
  } as unknown as TextDocuments<TextDocument>;
  const store = new DocumentStore(() => ({ language: 'yaml', cells: [], problems: [] }));
  const onChange = vi.fn();
  const { changedOnDisk } = followSavedTexts({
    documents,
    store,
    host: { isInitialized: true, error: (message) => expect.fail(message) },
    onChange,
  });

  opened.fire({ document });
  await vi.waitFor(() => expect(store.savedText(uri)).toBe('first'));
  writeFileSync(path, 'written by something else');
  changedOnDisk([uri.replace('a%20b', '%61%20b')]);
  await vi.waitFor(() => expect(store.savedText(uri)).toBe('written by something else'));
  saved.fire({ document });
  expect(store.savedText(uri)).toBe('typed');
  expect(onChange).toHaveBeenCalledTimes(3);
});
