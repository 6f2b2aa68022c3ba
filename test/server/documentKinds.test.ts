import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseCellDocument } from '../../src/core/spec/parseCellDocument';
import type { DocumentKind } from '../../src/protocol/server';
import { DocumentKinds } from '../../src/server/documentKinds';
import type { CellFile } from '../../src/service/serviceTypes';

const file = (uri: string, text: string): CellFile => ({
  document: TextDocument.create(uri, 'json', 1, text),
  parsed: parseCellDocument(text, 'json'),
});

/** What is told of files that are read one after the other. */
function told(work: (kinds: DocumentKinds) => void): DocumentKind[] {
  const messages: DocumentKind[] = [];
  work(new DocumentKinds((document) => void messages.push(document)));
  return messages;
}

const uri = 'file:///anything.json';
const cells = '{ "space": "darts", "cells": {} }';

it('tells of files whose content is that of a cell file, once, and of their end', () => {
  const messages = told((kinds) => {
    kinds.read(file('file:///kitchen.json', '{ "space": "kitchen" }'));
    kinds.read(file(uri, cells));
    kinds.read(file(uri, cells));
    kinds.closed(uri);
  });
  expect(messages).toEqual([
    { uri, kind: 'cells' },
    { uri, kind: 'other' },
  ]);
});

it('tells of files that become cell files or cease to be, not of text that is broken for a moment', () => {
  const messages = told((kinds) => {
    for (const text of ['{}', cells, '{ "space": ', '{ "space": "kitchen" }']) kinds.read(file(uri, text));
  });
  expect(messages.map(({ kind }) => kind)).toEqual(['cells', 'other']);
});

it('tells of files by their names, of space files nothing, and of what is too large', () => {
  const large = file(uri, `{ "space": "darts" } // ${'x'.repeat(300 * 1024)}`);
  const messages = told((kinds) => {
    kinds.read(file('file:///a.cell.json', '{}'));
    kinds.read(file('file:///a.space.json', '{}'));
    kinds.read(large);
  });
  expect(messages.map(({ kind }) => kind)).toEqual(['cells', 'large']);
});
