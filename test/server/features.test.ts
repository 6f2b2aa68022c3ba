import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CodeActionKind,
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  DefinitionRequest,
  FoldingRangeRequest,
  HoverRequest,
  PrepareRenameRequest,
  RenameRequest,
  SelectionRangeRequest,
  type CodeAction,
  type CompletionList,
  type Location,
  type MarkupContent,
  type Position,
} from 'vscode-languageserver-protocol/node';
import { LanguageClient, waitFor } from '../../scripts/lsp/languageClient';
import { buildPrograms } from './support/programs';

// The programs as they are shipped, the real engine and the bundled models: what a person would see in the editor.

const programs = buildPrograms('server', 'engine');
const models = resolve(__dirname, '../../models');
const folder = mkdtempSync(join(tmpdir(), 'flowcell-features-'));
const uri = pathToFileURL(join(folder, 'a.cell.yaml')).href;
const text = `space: nas-bench-201
cells:
  residual:
    edges:
      0 -> 1: nor_conv_3x3
      0 -> 2: none
      1 -> 2: none
      0 -> 3: skip_connect
      1 -> 3: nor_conv_3x3
      2 -> 3: none
`;
const nodesUri = pathToFileURL(join(folder, 'b.cell.yaml')).href;
const nodes = `space: nas-bench-101
cells:
  small:
    nodes:
      input: {}
      wide: { op: conv3x3-bn-relu, inputs: [input] }
      output: { inputs: [wide, input] }
`;

let client: LanguageClient;
beforeAll(async () => {
  writeFileSync(join(folder, 'own.space.yaml'), '');
  client = new LanguageClient({ programs, modelFolders: [models] });
  await client.initialize();
  await client.open(uri, text);
  await client.open(nodesUri, nodes);
});
afterAll(() => {
  client.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** The position of the first character of `part`, or of the one behind it. */
function at(part: string, { of = text, behind = false } = {}): Position {
  const offset = of.indexOf(part) + (behind ? part.length : 0);
  const before = of.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}
const lensTitle = async (): Promise<string | undefined> =>
  (await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } }))?.[0]?.command?.title;

describe('the language features over the connection', () => {
  it('show a prediction with its range, rank and cost', async () => {
    let title: string | undefined;
    const poll = setInterval(() => void lensTitle().then((found) => (title = found)), 100);
    const shown = await waitFor(
      () => (title !== undefined && /\d %/.test(title) ? title : undefined),
      'a prediction',
      15_000,
    );
    clearInterval(poll);
    expect(shown).toMatch(
      /\d\d\.\d+ % CIFAR-10 .*\(\d\d\.\d+-\d\d\.\d+\) · top .* % of nas-bench-201 · \d+\.\d+ M params/,
    );
  });

  it('explain an operation with its cost and its source', async () => {
    const hover = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: at('skip_connect'),
    });
    expect((hover?.contents as MarkupContent).value).toMatch(/skip\\?_connect/);
  });

  it('complete operations and space files', async () => {
    const operations = await client.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position: at('none', { behind: true }),
    });
    expect((operations as CompletionList).items.map(({ label }) => label)).toContain('avg_pool_3x3');
    const spaces = await client.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position: at('nas-bench-201'),
    });
    expect((spaces as CompletionList).items.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['darts', './own.space.yaml']),
    );
  });

  it('offer edits with a predicted gain, and a fix for a misspelt operation', async () => {
    const poor = pathToFileURL(join(folder, 'c.cell.yaml')).href;
    const pool = 'avg_pool_3x3';
    await client.open(
      poor,
      `space: nas-bench-201\ncells:\n  poor:\n    arch: "|${pool}~0|+|${pool}~0|${pool}~1|+|${pool}~0|${pool}~1|skip_connect~2|"\n`,
    );
    const request = async (of: string, position: Position, kind: string): Promise<CodeAction[]> =>
      ((await client.connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri: of },
        range: { start: position, end: position },
        context: { diagnostics: [], only: [kind] },
      })) ?? []) as CodeAction[];
    // The first answer may come before the neighbours are scored.
    await request(poor, { line: 2, character: 4 }, CodeActionKind.RefactorRewrite);
    await new Promise((done) => setTimeout(done, 1_000));
    const rewrites = await request(poor, { line: 2, character: 4 }, CodeActionKind.RefactorRewrite);
    const gains = rewrites.filter(({ kind }) => kind === CodeActionKind.RefactorRewrite);
    expect(gains.length).toBeGreaterThan(0);
    expect(gains.length).toBeLessThanOrEqual(3);
    expect(gains[0]?.title).toMatch(/\d %/);

    const version = await client.change(uri, { text: text.replace('skip_connect', 'skip_conect') });
    await client.diagnosticsOf(uri, version);
    const fixes = await request(uri, at('skip_conn'), CodeActionKind.QuickFix);
    expect(JSON.stringify(fixes.map(({ edit }) => edit))).toContain('skip_connect');
    await client.change(uri, { text });
  });

  it('go to the declaration of a node and rename it', async () => {
    const textDocument = { uri: nodesUri };
    const position = at('wide, input', { of: nodes });
    const found = await client.connection.sendRequest(DefinitionRequest.type, { textDocument, position });
    expect((found as Location).range.start).toEqual(at('wide:', { of: nodes }));
    expect(await client.connection.sendRequest(PrepareRenameRequest.type, { textDocument, position })).toMatchObject({
      placeholder: 'wide',
    });
    const edit = await client.connection.sendRequest(RenameRequest.type, { textDocument, position, newName: 'narrow' });
    expect(JSON.stringify(edit).match(/narrow/g)).toHaveLength(2);
    const refused = client.connection.sendRequest(RenameRequest.type, { textDocument, position, newName: 'output' });
    await expect(refused).rejects.toThrow(/already/);
  });

  it('fold cells and grow selections', async () => {
    const folds = await client.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } });
    expect(folds?.map(({ startLine }) => startLine)).toContain(at('residual').line);
    const [selection] =
      (await client.connection.sendRequest(SelectionRangeRequest.type, {
        textDocument: { uri },
        positions: [at('avg', { of: text }), at('residual')],
      })) ?? [];
    expect(selection?.parent).toBeDefined();
  });
});
