import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  CodeLensRequest,
  DocumentSymbolRequest,
  HoverRequest,
  LSPErrorCodes,
  DidChangeWatchedFilesNotification,
  type CodeLens,
  type DocumentSymbol,
} from 'vscode-languageserver-protocol/node';
import { LanguageClient, waitFor } from '../../scripts/lsp/languageClient';
import { documentKindNotification, readLargeFileRequest } from '../../src/protocol/server';
import { buildPrograms } from './support/programs';

const programs = buildPrograms('server');
const folder = mkdtempSync(join(tmpdir(), 'flowcell-documents-'));
const uri = pathToFileURL(join(folder, 'a.cell.yaml')).href;
const arch = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|';
const text = `space: nas-bench-201\ncells:\n  first:\n    arch: "${arch}"\n  second:\n    arch: "${arch.replace('none', 'skip_connect')}"\n`;

let client: LanguageClient;
beforeEach(async () => {
  client = new LanguageClient({ programs });
  await client.initialize();
});
afterEach(() => client.dispose());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lenses = async (of = uri): Promise<CodeLens[]> =>
  (await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: of } })) ?? [];
const symbols = async (): Promise<string[]> =>
  ((await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } })) ?? []).map(
    (symbol) => (symbol as DocumentSymbol).name,
  );
const codes = async (version?: number): Promise<unknown[]> =>
  (await client.diagnosticsOf(uri, version)).diagnostics.map(({ code }) => code);
const cellCount = async (): Promise<number> => (await lenses()).length / 3;

describe('documents', () => {
  it('has lenses for each cell of a file, and none for other files', async () => {
    await client.open(uri, text);
    expect(await cellCount()).toBe(2);
    expect(await codes()).toEqual([]);
    const other = 'file:///docker-compose.yaml';
    await client.open(other, 'space: kitchen\ncells: {}\n');
    expect(await lenses(other)).toEqual([]);
    expect((await client.diagnosticsOf(other)).diagnostics).toEqual([]);
  });

  it('reads any YAML or JSON that names a known space', async () => {
    const other = 'file:///anything.json';
    await client.open(other, JSON.stringify({ space: 'nas-bench-201', cells: { one: { arch } } }));
    expect(await lenses(other)).toHaveLength(3);
  });

  it('follows incremental edits with CRLF and surrogate pairs', async () => {
    const lines = ['# 🧬 cells', 'space: nas-bench-201', 'cells:', '  "🧬": { arch: "X" }', ''];
    await client.open(uri, lines.join('\r\n'));
    const at = { line: 3, character: lines[3]!.indexOf('X') };
    const version = await client.change(uri, {
      range: { start: at, end: { ...at, character: at.character + 1 } },
      text: arch,
    });
    expect(await codes(version)).toEqual([]);
    expect(await symbols()).toEqual(['🧬']);
    const [lens] = await lenses();
    expect(lens?.range.start).toEqual({ line: 3, character: 3 });
    expect(lens?.range.end).toEqual({ line: 3, character: 5 });
  });

  it('keeps the lenses while the text is broken, at their places', async () => {
    await client.open(uri, text);
    const before = await lenses();
    const start = { line: 0, character: 0 };
    await client.change(uri, { range: { start, end: start }, text: 'broken: [\n' });
    const after = await lenses();
    expect(after.map(({ range }) => range.start.line)).toEqual(before.map(({ range }) => range.start.line + 1));
    expect(after.map(({ command }) => command?.title)).toEqual(before.map(({ command }) => command?.title));
  });

  it('answers for the last of a thousand rapid edits, and says nothing about the others', async () => {
    await client.open(uri, text);
    await client.diagnosticsOf(uri);
    const seen = client.diagnostics.length;
    let version = 0;
    for (let i = 0; i < 1000; i++) {
      const at = { line: 2, character: 2 };
      version = await client.change(uri, {
        range: { start: at, end: { line: 2, character: i === 0 ? 7 : 2 + `c${i - 1}`.length } },
        text: `c${i}`,
      });
    }
    expect(await symbols()).toEqual(['c999', 'second']);
    await client.diagnosticsOf(uri, version);
    expect(client.diagnostics.length - seen).toBeLessThan(5);
  });

  it('reads a large file when it is asked to, until it is closed; never one above the hard limit', async () => {
    const large = (kilobytes: number): string => `${text}# ${'x'.repeat(kilobytes * 1024)}\n`;
    const kinds: unknown[] = [];
    client.connection.onNotification(documentKindNotification, ({ kind }: { kind: unknown }) => void kinds.push(kind));
    await client.open(uri, large(300));
    expect(await codes()).toEqual(['file-large']);
    await waitFor(() => kinds.at(-1) === 'large' || undefined, 'what the document is');
    await client.connection.sendRequest(readLargeFileRequest, { uri });
    await waitFor(() => client.diagnostics.at(-1)?.diagnostics.length === 0 || undefined, 'no diagnostics');
    expect(await symbols()).toEqual(['first', 'second']);
    await waitFor(() => kinds.at(-1) === 'cells' || undefined, 'what the document is now');
    const version = await client.change(uri, { text: large(1100) });
    expect(await codes(version)).toEqual(['file-too-large']);
    await client.close(uri);
    await client.open(uri, large(300));
    expect(await symbols()).toEqual([]);
    const other = client.connection.sendRequest(readLargeFileRequest, { uri: 'file:///never-opened.json' });
    await expect(other).rejects.toThrow(/no cell file/);
  });

  it('clears the diagnostics of a closed document', async () => {
    await client.open(uri, 'space: nas-bench-999\ncells: {}\n');
    expect(await codes()).toContain('unknown-space');
    await client.close(uri);
    await waitFor(() => client.diagnostics.at(-1)?.diagnostics.length === 0 || undefined, 'empty diagnostics');
    expect(await lenses()).toEqual([]);
  });

  it('cancels', async () => {
    await client.open(uri, text);
    const source = new CancellationTokenSource();
    const request = client.connection.sendRequest(
      HoverRequest.type,
      { textDocument: { uri }, position: { line: 0, character: 8 } },
      source.token,
    );
    source.cancel();
    expect(await request.catch((error: { code: number }) => error.code)).toBe(LSPErrorCodes.RequestCancelled);
  });

  it('explains the space under the mouse', async () => {
    await client.open(uri, text);
    const hover = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line: 0, character: 8 },
    });
    expect(JSON.stringify(hover?.contents)).toContain('15,625');
  });

  it('reads space files from disk and from the editor', async () => {
    const space = 'name: tiny\nplacement: node\ninputs: 1\nnodes: 3\noperations: [conv, pool]\n';
    const spaceFile = join(folder, 'tiny.space.yaml');
    await client.open(uri, `space: ./tiny.space.yaml\ncells:\n  a: {}\n`);
    expect(await codes()).toContain('unknown-space');
    writeFileSync(spaceFile, space);
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: pathToFileURL(spaceFile).href, type: 1 }],
    });
    await waitFor(
      () => client.diagnostics.at(-1)?.diagnostics.every(({ code }) => code !== 'unknown-space') || undefined,
      'the space',
    );
    await client.open(pathToFileURL(spaceFile).href, 'name: [');
    await waitFor(
      () =>
        client.diagnostics
          .findLast((found) => found.uri === uri)
          ?.diagnostics.some(({ code }) => code === 'broken-space') || undefined,
      'the broken space',
    );
  });

  it('keeps the lenses of a broken text when a cell file is saved', async () => {
    await client.open(uri, text);
    await lenses();
    const start = { line: 0, character: 0 };
    await client.change(uri, { range: { start, end: start }, text: 'broken: [\n' });
    // no engine runs here: what a lens says instead of a number may still change, where it stands and what it is about may not
    const shown = async (): Promise<unknown> =>
      (await lenses()).map(({ range, command }) => [range, command?.command, command?.arguments]);
    const before = await shown();
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type: 2 }] });
    expect(before).toHaveLength(6);
    expect(await shown()).toEqual(before);
  });

  it.each([
    ['1,000 brackets', '['.repeat(1000)],
    ['an alias bomb', `a: &a [x]\n${Array.from({ length: 60 }, (_v, i) => `b${i}: &b${i} [*a, *a]`).join('\n')}`],
    ['10 MB', 'a: b\n'.repeat(2_000_000)],
    ['__proto__', '{"space": "nas-bench-201", "__proto__": {"cells": 1}, "cells": {"__proto__": {}}}'],
    ['NUL', '\0'.repeat(100)],
  ])('survives %s', async (_what, hostile) => {
    await client.open(uri, hostile);
    await client.diagnosticsOf(uri);
    await lenses();
    await client.close(uri);
    await client.open(uri, text);
    expect(await cellCount()).toBe(2);
  });
});
