import assert from 'node:assert/strict';
import { commands, languages, window, workspace, type CompletionList, type TextEditor, type Uri } from 'vscode';
import { closeAll, eventually, workspaceFile } from './support';

/** A cell file in JSON, which VS Code's own support checks as well. */
async function openJson(name: string, text: string): Promise<TextEditor> {
  const uri = workspaceFile(name);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return window.showTextDocument(await workspace.openTextDocument(uri));
}

const edges = (first: string): string =>
  `{ "edges": { "0 -> 1": ${first}, "0 -> 2": "none", "1 -> 2": "none", "0 -> 3": "none", "1 -> 3": "none", "2 -> 3": "none" } }`;

/** The findings of every source on a line, once there is one and no more come. */
async function findingsOn(uri: Uri, line: number): Promise<string[]> {
  const found = (): string[] =>
    languages
      .getDiagnostics(uri)
      .filter(({ range }) => range.start.line === line)
      .map(({ source, message }) => `${source}: ${message}`);
  await eventually(`findings on line ${line}`, () => (found().length > 0 ? true : undefined));
  await new Promise((done) => setTimeout(done, 2_000));
  return found();
}

describe('one mistake', () => {
  afterEach(async () => {
    await commands.executeCommand('workbench.action.files.revert');
    await closeAll();
  });

  it('is one finding, whether it is one of the language, of the file or of the cell', async () => {
    const { document } = await openJson(
      'one.cell.json',
      `{\n"space": "nas-bench-201", "cells": {\n"a": ${edges('"nor_conv_3x4"')},\n"b": { "edgs": {} },\n"c": 3,\n"d": { "arch" "x" }\n} }\n`,
    );
    const [operation, key, value, syntax] = await Promise.all(
      [2, 3, 4, 5].map((line) => findingsOn(document.uri, line)),
    );
    assert.equal(operation?.length, 1, String(operation));
    assert.match(String(operation), /flowcell: .*did you mean nor_conv_3x3/);
    assert.equal(key?.length, 1, String(key));
    assert.equal(value?.length, 1, String(value));
    assert.deepEqual(
      syntax?.filter((finding) => /colon/i.test(finding)).map((finding) => finding.split(':')[0]),
      ['json'],
    );
  });

  it('leads to what is written about it', async () => {
    const { document } = await openJson(
      'page.cell.json',
      `{ "space": "nas-bench-201", "cells": { "a": ${edges('"x"')} } }`,
    );
    const found = await eventually('a finding', () =>
      languages.getDiagnostics(document.uri).find(({ source }) => source === 'flowcell'),
    );
    assert.ok(typeof found.code === 'object');
    assert.equal(found.code.value, 'unknown-operation');
    const { target } = found.code;
    const page = (await workspace.openTextDocument(target.with({ fragment: '' }))).getText().split('\n');
    assert.equal(page[Number(target.fragment.slice(1)) - 1], '### unknown-operation');
  });

  it('and one choice is offered once', async () => {
    const { document } = await openJson(
      'choice.cell.json',
      `{ "space": "nas-bench-201", "cells": { "a": ${edges('"nor_conv_3x3"')} } }`,
    );
    const at = document.positionAt(document.getText().indexOf('nor_conv') + 3);
    const labels = await eventually('completions', async () => {
      const { items } = await commands.executeCommand<CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at,
      );
      const texts = items.map(({ label }) => (typeof label === 'string' ? label : label.label).replaceAll('"', ''));
      return texts.includes('skip_connect') ? texts : undefined;
    });
    assert.deepEqual([...new Set(labels)], labels);
  });
});

describe('a space file', () => {
  afterEach(closeAll);

  it('is completed, explained and checked', async () => {
    const { document } = await openJson(
      'own.space.json',
      '{ "name": "x", "placement": "nod", "operations": ["max_pool"] }',
    );
    const at = (text: string): ReturnType<typeof document.positionAt> =>
      document.positionAt(document.getText().indexOf(text) + 1);
    const found = await eventually('findings', () => {
      const all = languages.getDiagnostics(document.uri).filter(({ source }) => source === 'flowcell');
      return all.length > 0 ? all : undefined;
    });
    assert.ok(found.some(({ range }) => document.getText(range) === 'nod'));
    const { items } = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at('nod'),
    );
    assert.ok(items.some(({ label }) => label === 'edge'));
    const hovers = await commands.executeCommand<{ contents: { value: string }[] }[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at('max_pool'),
    );
    assert.ok(hovers.some(({ contents }) => contents.some(({ value }) => value.includes('pooling'))));
  });
});
