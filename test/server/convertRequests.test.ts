import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CodeActionRequest,
  TextDocumentEdit,
  type CodeAction,
  type Position,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cellConversionsRequest, isCellConversions, type CellConversions } from '../../src/protocol/convertCell';
import { LanguageClient } from '../../scripts/lsp/languageClient';
import { buildPrograms } from './support/programs';

const programs = buildPrograms('server');
let client: LanguageClient;
beforeAll(() => {
  client = new LanguageClient({ programs });
});
afterAll(() => client.dispose());

const kind = 'refactor.rewrite.flowcell.convert';
const uri = 'file:///cells/a.cell.yaml';
const text = `space: nas-bench-101
cells:
  chain: # a chain
    nodes:
      a: { op: conv3x3-bn-relu, inputs: [input] } # wide
      output: { inputs: [a] }
  row: "1:"
`;
const inChain: Position = { line: 4, character: 8 };

const conversionsAt = async (position: Position): Promise<CellConversions | undefined> => {
  const answer: unknown = await client.connection.sendRequest(cellConversionsRequest, { uri, position });
  return isCellConversions(answer) ? answer : undefined;
};
const applied = (edits: readonly { range: TextEdit['range']; newText: string }[] = []): string =>
  TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 0, text), [...edits]);

describe('a cell in another form, over the connection', () => {
  it('is a code action of its own kind, for which nobody waits for an engine', async () => {
    const { capabilities } = await client.initialize();
    expect(capabilities.codeActionProvider).toMatchObject({
      codeActionKinds: expect.arrayContaining([kind]) as string[],
    });
    await client.open(uri, text);
    const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: inChain, end: inChain },
      context: { diagnostics: [], only: [kind] },
    })) as CodeAction[];
    expect(client.statuses.filter(({ state }) => state !== 'idle')).toEqual([]);
    expect(actions.map((action) => action.kind)).toEqual([kind, kind, kind, kind]);
    expect(actions[0]?.title).toBe('Convert to adjacency matrix and operations (loses the names of nodes: a)');
    const change = actions.at(-1)?.edit?.documentChanges?.[0];
    if (!TextDocumentEdit.is(change)) throw new Error('no edit');
    expect(applied(change.edits as TextEdit[])).toBe(`space: nas-bench-101
cells:
  chain: # a chain
    # wide
    arch: "101:0"
  row: "1:"
`);
  });

  it('is answered with its losses and the version that the edits fit', async () => {
    const found = await conversionsAt(inChain);
    if (found?.kind !== 'convertible') throw new Error('not convertible');
    expect(found.conversions.map(({ form }) => form)).toEqual(['matrix', 'module', 'compact', 'arch-string']);
    expect(found.conversions[2]?.losses).toEqual(['the names of nodes: a']);
    expect(applied(found.conversions[2]?.edits)).toContain('    adjacency: "101"\n    ops: "0"\n');
    const version = await client.change(uri, { text: `${text}# longer\n` });
    expect(await conversionsAt(inChain)).toMatchObject({ version });
    expect(version).toBeGreaterThan(found.version);
  });

  it('is refused with a reason where the text is broken', async () => {
    await client.change(uri, { text: text.replace('conv3x3-bn-relu', 'conv5x5') });
    expect(await conversionsAt(inChain)).toEqual({ kind: 'refused', cell: 'chain', reason: 'it has errors' });
    expect(await conversionsAt({ line: 6, character: 3 })).toMatchObject({ kind: 'convertible', cell: 'row' });
  });

  it('is nothing outside of cells and in other files, and malformed requests do no harm', async () => {
    const ask = (params: object): Promise<unknown> => client.connection.sendRequest(cellConversionsRequest, params);
    const position = { line: 0, character: 0 };
    expect(await ask({ uri, position })).toBe(null);
    expect(await ask({ uri: 'file:///nowhere.cell.yaml', position })).toBe(null);
    await client.open('file:///cells/other.yaml', 'a: 1\n');
    expect(await ask({ uri: 'file:///cells/other.yaml', position })).toBe(null);
    expect(await ask({ uri, position: { line: -1 } })).toBe(null);
    expect(await ask({ uri, position: { line: 900, character: 900 } })).toBe(null);
  });
});
