import assert from 'node:assert/strict';
import {
  commands,
  Range,
  Selection,
  window,
  workspace,
  type CodeAction,
  type CompletionList,
  type DocumentSymbol,
} from 'vscode';
import { childOf, closeAll, diagnosticsOf, eventually, hoverOn, lenses, lensTitles, open, replace } from './support';

describe('a cell file', () => {
  afterEach(async () => {
    await commands.executeCommand('workbench.action.files.revert');
    await closeAll();
  });

  for (const [file, space, cells] of [
    ['candidates.cell.yaml', 'nas-bench-201', 4],
    ['inception.cell.json', 'nas-bench-101', 2],
    ['published.cell.yaml', 'darts', 2],
  ] as const) {
    it(`${file} has lenses above each cell, and no diagnostics`, async () => {
      const { document } = await open(file);
      const titles = await lensTitles(document.uri, /\d % .*\(\d.*params/);
      assert.equal(titles.filter((title) => title === 'Show Flow').length, cells);
      assert.match(await hoverOn(document, space), new RegExp(space.replaceAll('-', '.*'), 'i'));
      await diagnosticsOf(document.uri, (found) => found.length === 0);
    });
  }

  it('explains operations', async () => {
    const { document } = await open('candidates.cell.yaml');
    await lensTitles(document.uri, /./);
    assert.match(await hoverOn(document, 'avg_pool_3x3'), /pool/i);
  });

  it('has a lens that follows an edit and compares with the saved file', async () => {
    const editor = await open('candidates.cell.yaml');
    const { uri } = editor.document;
    const before = await lensTitles(uri, /\d % CIFAR-10/);
    assert.ok(!before.some((title) => title.includes('saved')));
    await replace(editor, '0 -> 3: skip_connect', '0 -> 3: nor_conv_3x3');
    const after = await lensTitles(uri, /\d % CIFAR-10.*saved/);
    assert.equal(after.length, before.length);
    assert.notEqual(after[3], before[3]);
    assert.equal(after[0], before[0]);
  });

  it('completes operations', async () => {
    const { document } = await open('candidates.cell.yaml');
    await lensTitles(document.uri, /./);
    const position = document.positionAt(document.getText().indexOf('skip_connect\n') + 4);
    const { items } = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    assert.ok(items.some(({ label }) => label === 'skip_connect'));
  });

  it('repairs a misspelt operation from the light bulb', async () => {
    const editor = await open('candidates.cell.yaml');
    const { document } = editor;
    await replace(editor, '0 -> 3: skip_connect', '0 -> 3: skip_conect');
    const [problem] = await diagnosticsOf(document.uri, (found) => found.length > 0);
    assert.ok(problem);
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
      'quickfix',
    );
    const fix = actions.find(({ edit }) => edit !== undefined)?.edit;
    assert.ok(fix && (await workspace.applyEdit(fix)));
    assert.ok(document.getText().includes('0 -> 3: skip_connect'));
    await diagnosticsOf(document.uri, (found) => found.length === 0);
  });

  it('writes a cell in another form from the light bulb, and keeps its comment', async () => {
    const { document } = await open('candidates.cell.yaml');
    await lensTitles(document.uri, /./);
    const at = document.positionAt(document.getText().indexOf('residual:') + 1);
    const [action, ...others] = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new Range(at, at),
      'refactor.rewrite.flowcell.convert',
    );
    assert.deepEqual([action?.title, others.length], ['Convert to architecture string', 0]);
    assert.ok(action?.edit && (await workspace.applyEdit(action.edit)));
    assert.match(document.getText(), /# A residual cell.*\n {2}residual:\n {4}arch: "\|nor_conv_3x3~0\|\+\|/);
    await diagnosticsOf(document.uri, (found) => found.length === 0);
  });

  it('writes the cell at the cursor in another form with Convert Cell', async () => {
    const editor = await open('candidates.cell.yaml');
    const { document } = editor;
    await lensTitles(document.uri, /./);
    const at = document.positionAt(document.getText().indexOf('best-known:') + 1);
    editor.selection = new Selection(at, at);
    const converted = commands.executeCommand('flowcell.convertCell');
    // as a person does who takes the first form
    const accept = setInterval(() => void commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'), 200);
    try {
      await converted;
    } finally {
      clearInterval(accept);
    }
    assert.match(document.getText(), /best-known:\n {4}edges:\n {6}0 -> 1: nor_conv_3x3\n/);
    await diagnosticsOf(document.uri, (found) => found.length === 0);
  });

  it('has numbers again after Restart Engine', async () => {
    const { document } = await open('candidates.cell.yaml');
    await lensTitles(document.uri, /\d % CIFAR-10/);
    await commands.executeCommand('flowcell.restartEngine');
    await lensTitles(document.uri, /\d % CIFAR-10/);
  });

  it('underlines a misspelt operation exactly, and nothing after the repair', async () => {
    const editor = await open('candidates.cell.yaml');
    await replace(editor, 'avg_pool_3x3\n', 'avg_pol_3x3\n');
    const [problem] = await diagnosticsOf(editor.document.uri, (found) => found.length > 0);
    assert.equal(typeof problem?.code === 'object' ? problem.code.value : problem?.code, 'unknown-operation');
    assert.equal(problem && editor.document.getText(problem.range), 'avg_pol_3x3');
    await replace(editor, 'avg_pol_3x3\n', 'avg_pool_3x3\n');
    await diagnosticsOf(editor.document.uri, (found) => found.length === 0);
  });

  it('keeps its lenses while the text is broken', async () => {
    const editor = await open('candidates.cell.yaml');
    const before = await lensTitles(editor.document.uri, /./);
    await replace(editor, 'cells:\n', 'cells:\n  broken: [\n');
    assert.equal((await lenses(editor.document.uri)).length, before.length);
  });

  it('has an outline', async () => {
    const { document } = await open('candidates.cell.yaml');
    await lensTitles(document.uri, /./);
    const symbols = await commands.executeCommand<DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.ok(symbols.some(({ name }) => name === 'residual'));
  });
});

describe('Open Example', () => {
  afterEach(() => commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('shows an unsaved file with lenses', async () => {
    await commands.executeCommand('flowcell.openExample');
    const document = window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    await lensTitles(document.uri, /\d % CIFAR-10/);
  });
});

describe('other files', () => {
  afterEach(async () => {
    await commands.executeCommand('workbench.action.files.revert');
    await closeAll();
  });

  it('get nothing from Flowcell', async () => {
    const document = await workspace.openTextDocument({ language: 'yaml', content: 'version: 3\nservices: {}\n' });
    assert.deepEqual(await lenses(document.uri), []);
  });

  it('become cell files when they name a space, from the start or later', async () => {
    const cells = '"cells": { "a": { "arch": "|none~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|none~2|" } } }';
    const named = await workspace.openTextDocument({
      language: 'json',
      content: `{ "space": "nas-bench-201", ${cells}`,
    });
    await lensTitles(named.uri, /Show Flow/);
    const unnamed = await workspace.openTextDocument({
      language: 'json',
      content: `{ "room": "nas-bench-201", ${cells}`,
    });
    const editor = await window.showTextDocument(unnamed);
    assert.deepEqual(await lenses(unnamed.uri), []);
    await replace(editor, 'room', 'space');
    await lensTitles(unnamed.uri, /Show Flow/);
  });
});

describe('a server that dies', () => {
  afterEach(closeAll);

  it('comes back with its documents', async function () {
    const { document } = await open('candidates.cell.yaml');
    await lensTitles(document.uri, /\d % CIFAR-10/);
    const server = childOf(process.pid, 'server.js');
    if (server === undefined) return this.skip();
    process.kill(server, 'SIGKILL');
    await eventually('another server', () => {
      const next = childOf(process.pid, 'server.js');
      return next !== undefined && next !== server ? next : undefined;
    });
    await lensTitles(document.uri, /\d % CIFAR-10/);
  });
});
