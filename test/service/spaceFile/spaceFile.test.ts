import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionItem, MarkupContent, TextEdit } from 'vscode-languageserver-types';
import { parseSpaceDocument } from '../../../src/core/spaces/userSpace/readSpace';
import { codeActions } from '../../../src/service/actions/codeActions';
import { complete } from '../../../src/service/completion/completion';
import { diagnostics } from '../../../src/service/diagnostics';
import { documentSymbols } from '../../../src/service/documentSymbols';
import { hover } from '../../../src/service/hover/hover';
import type { CellFile } from '../../../src/service/serviceTypes';
import {
  boundsKeys,
  edgesKeys,
  kinds,
  listedOperationKeys,
  spaceKeys,
} from '../../../src/service/spaceFile/spaceFileHelp';
import { applied, dependencies, marked as markedCells, textOf } from '../support/cellFile';

const nodeSpace = `name: tiny
placement: node
nodes: { min: 1, max: 3 }
output: leaves
operations:
  conv3x3: { kind: convolution, parameters: 9248, flops: 9437184 }
  maxpool: { kind: pooling }
  skip: { kind: identity, aliases: [identity] }
`;
const edgeSpace = `{
  "name": "two-path",
  "placement": "edge",
  "nodes": 2,
  "output": "last",
  "edges": { "fixed": true, "allowed": ["0 -> 1", "1 -> 2"] },
  "operations": [{ "name": "none", "kind": "zero" }, "conv3x3"]
}
`;

/** A space file with its cursor at `<|>`. */
function spaceFile(text: string): { file: CellFile; offset: number } {
  const offset = text.indexOf('<|>');
  const plain = text.replace('<|>', '');
  const language = plain.startsWith('{') ? 'json' : 'yaml';
  return {
    file: {
      document: TextDocument.create(`file:///tiny.space.${language}`, language, 1, plain),
      parsed: { language, cells: [], problems: parseSpaceDocument(plain, language).problems },
    },
    offset,
  };
}

function itemsAt(text: string): { file: CellFile; items: CompletionItem[] } {
  const { file, offset } = spaceFile(text);
  return { file, items: complete(file, undefined, offset, dependencies()).items };
}
const labels = (text: string): string[] => itemsAt(text).items.map(({ label }) => label);
const words = (list: readonly { readonly text: string }[]): string[] => list.map(({ text }) => text);

function accept(text: string, label: string): string {
  const { file, items } = itemsAt(text);
  const item = items.find((candidate) => candidate.label === label);
  if (!item?.textEdit) throw new Error(`no ${label} among ${items.map((other) => other.label).join(', ')}`);
  return applied(file, [item.textEdit as TextEdit]);
}

function hoverAt(text: string): { value: string; word: string } | undefined {
  const { file, offset } = spaceFile(text);
  const found = hover(file, offset, dependencies());
  if (!found?.range) return undefined;
  return {
    value: (found.contents as MarkupContent).value.replaceAll('\\', ''),
    word: textOf(file, found.range),
  };
}

describe('completion in a space file', () => {
  it('offers the keys that are missing', () => {
    expect(labels('<|>')).toEqual([...words(spaceKeys), 'search-space']);
    expect(labels('name: tiny\n<|>')).toEqual(words(spaceKeys).filter((key) => key !== 'name'));
    expect(labels(edgeSpace.replace('"nodes"', '"<|>"'))).toEqual([
      'title',
      'description',
      'inputs',
      'nodes',
      'nodeInputs',
      'cells',
      'cost',
    ]);
    expect(accept('name: tiny\npl<|>', 'placement')).toBe('name: tiny\nplacement: ');
  });

  it.each([
    ['placement: <|>', ['node', 'edge']],
    ['placement: node\noutput: <|>', ['explicit', 'leaves', 'all']],
    ['placement: edge\noutput: <|>', ['last', 'leaves', 'all']],
    ['nodes: { <|>', words(boundsKeys)],
    ['nodeInputs:\n  <|>', words(boundsKeys)],
    ['edges:\n  <|>', words(edgesKeys)],
    ['edges: { fixed: <|>', ['true', 'false']],
    ['cost: { <|>', ['parameters', 'flops']],
    ['operations:\n  - { kind: <|>', words(kinds)],
    ['operations:\n  conv: { kind: <|>', words(kinds)],
    ['operations:\n  conv:\n    kind: p<|>', words(kinds)],
    ['operations:\n  - name: conv\n    <|>', words(listedOperationKeys).filter((key) => key !== 'name')],
    ['cells: [<|>', ['normal', 'reduce']],
  ])('knows what stands where %#', (text, expected) => expect(labels(text)).toEqual(expected));

  it('offers names of operations that other spaces use, with what is guessed of them', () => {
    const { items } = itemsAt('operations:\n  - <|>');
    expect(items.find(({ label }) => label === 'max_pool_3x3')?.detail).toBe('pooling');
    expect(labels('operations:\n  conv3x3: {}\n  <|>')).not.toContain('conv3x3');
  });

  it('offers the edges of the largest cell', () => {
    expect(labels(edgeSpace.replace('"0 -> 1", "1 -> 2"', '"<|>"'))).toEqual(['0 -> 1', '0 -> 2', '1 -> 2']);
    expect(labels(edgeSpace.replace('"0 -> 1"', '"<|>"'))).toEqual(['0 -> 1', '0 -> 2']);
    expect(labels(nodeSpace.replace('output: leaves', 'edges:\n  allowed:\n  - inp<|>'))).toContain('input -> 3');
    const nodes = `${nodeSpace}edges: { allowed: [<|>] }\n`;
    expect(labels(nodes)).toContain('input -> 3');
    expect(labels(nodes)).toContain('3 -> output');
  });

  it('offers items behind a dash, each once', () => {
    expect(labels(`${nodeSpace}cells:\n  - n<|>`)).toContain('normal');
    const listed = nodeSpace.slice(0, nodeSpace.indexOf('  conv3x3'));
    expect(labels(`${listed}  - co<|>`)).toEqual(expect.arrayContaining(['conv3x3', 'name']));
    expect(labels(`${listed}  - conv3x3\n  - <|>`)).not.toContain('conv3x3');
  });

  it('writes quotes where they are needed', () => {
    expect(accept(edgeSpace.replace('true', '<|>'), 'false')).toContain('"fixed": false,');
    expect(accept(edgeSpace.replace('"edge"', '<|>'), 'node')).toContain('"placement": "node",');
    expect(accept('placement: e<|>', 'edge')).toBe('placement: edge');
  });

  it('explains every word that it offers', () => {
    for (const { documentation } of itemsAt('operations: [{ kind: <|>').items)
      expect((documentation as MarkupContent).value).toMatch(/\w/);
  });

  it('offers nothing where anything may stand', () => {
    expect(labels('name: <|>')).toEqual([]);
    expect(labels('description: <|>')).toEqual([]);
    expect(labels('operations:\n  conv: { parameters: <|>')).toEqual([]);
  });

  it('works in the place of the space of a cell file', () => {
    const { file, offset } = markedCells('space:\n  placement: node\n  output: <|>\ncells: {}\n');
    const { items } = complete(file, undefined, offset, dependencies());
    expect(items.map(({ label }) => label)).toEqual(['explicit', 'leaves', 'all']);
  });
});

describe('hover in a space file', () => {
  it.each([
    ['pla<|>cement: node', 'placement', /Where operations sit/],
    ['placement: no<|>de', 'node', /NAS-Bench-101/],
    ['nodes: { m<|>in: 1, max: 2 }', 'min', /The least/],
    ['output: le<|>aves', 'leaves', /feeds no other/],
    ['operations:\n  conv: { ki<|>nd: other }', 'kind', /`identity`: Passes its input on/],
    ['operations:\n  conv: { kind: po<|>oling }', 'pooling', /neighbours/],
    ['operations: [max_<|>pool]', 'max_pool', /pooling \(by its name\)/],
  ])('explains words %#', (text, word, expected) => {
    const found = hoverAt(text);
    expect(found?.word).toBe(word);
    expect(found?.value).toMatch(expected);
  });

  it('explains an operation with its cost', () => {
    const found = hoverAt(nodeSpace.replace('conv3x3:', 'con<|>v3x3:'));
    expect(found?.word).toBe('conv3x3');
    expect(found?.value).toContain('**conv3x3** · convolution');
    expect(found?.value).toContain('Cost of one use: 9.25 k params, 9.44 M FLOPs');
    expect(hoverAt(nodeSpace.replace('skip:', 'sk<|>ip:'))?.value).toContain('Also written `identity`');
    expect(hoverAt(nodeSpace.replace('maxpool:', 'max<|>pool:'))?.value).toContain('have no cost');
  });

  it('sums the space up on its name', () => {
    expect(hoverAt(nodeSpace.replace('tiny', 'ti<|>ny'))?.value).toContain('Operations on the nodes:');
  });

  it('says whether an edge has to be there', () => {
    const found = hoverAt(edgeSpace.replace('1 -> 2', '1 -<|>> 2'));
    expect(found?.value).toBe('edge `1 -> 2`: every cell has it');
    expect(found?.word).toBe('"1 -> 2"');
  });

  it('escapes what the file says', () => {
    expect(hoverAt('operations: ["[x](c<|>ommand:y)"]')?.value).toContain('**[x](command:y)**');
  });

  it('is silent elsewhere', () => {
    expect(hoverAt('description: some<|>thing')).toBeUndefined();
    expect(hoverAt(`# com<|>ment\n${nodeSpace}`)).toBeUndefined();
  });
});

describe('the outline of a space file', () => {
  it.each([
    [
      nodeSpace,
      [
        ['conv3x3', 'convolution'],
        ['maxpool', 'pooling'],
        ['skip', 'identity'],
      ],
    ],
    [
      edgeSpace,
      [
        ['none', 'zero'],
        ['conv3x3', undefined],
      ],
    ],
  ])('has its keys and operations %#', (text, operations) => {
    const { file } = spaceFile(text);
    const symbols = documentSymbols(file);
    expect(symbols.find(({ name }) => name === 'placement')?.detail).toMatch(/node|edge/);
    const listed = symbols.find(({ name }) => name === 'operations')?.children ?? [];
    expect(listed.map(({ name, detail }) => [name, detail])).toEqual(operations);
    for (const { name, selectionRange } of listed) expect(textOf(file, selectionRange)).toContain(name);
  });

  it('has nothing of what is not there', () => {
    expect(documentSymbols(spaceFile('[1, 2]').file)).toEqual([]);
    expect(documentSymbols(spaceFile('operations: 3').file)[0]?.children).toEqual([]);
  });
});

describe('diagnostics in a space file', () => {
  it.each([
    ['placement: nodes\nname: x\nnodes: 1\noperations: [a]', 'wrong-type', 'nodes'],
    ['name: x\nplacement: node\nnodes: 900\noperations: [a]', 'wrong-type', '900'],
    ['name: x\nplacement: node\nnodes: 1\noperations: [a]\nopertions: 1', 'unknown-key', 'opertions'],
    ['name: x\nplacement: node\nnodes: 1\noperations: { a: { kind: pool } }', 'wrong-type', 'pool'],
    ['name: x\nplacement: node\nnodes: 1\noperations: [a, b, a]', 'duplicate-name', 'a'],
    ['name: x\nplacement: edge\nnodes: 2\nedges: { allowed: [0 - 1] }\noperations: [a]', 'wrong-shape', '0 - 1'],
  ])('has exact ranges %#', (text, code, underlined) => {
    const { file } = spaceFile(text);
    const found = diagnostics(file, dependencies()).map((problem) => [problem.code, textOf(file, problem.range)]);
    expect(found).toEqual([[code, underlined]]);
  });

  it('comes with repairs', () => {
    const { file } = spaceFile('name: x\nplacement: nod\nnodes: 1\noperations: [a]');
    const range = { start: 20, end: 21 };
    const [fix] = codeActions(file, range, ['quickfix'], dependencies());
    const edits = fix?.edit?.documentChanges ?? [];
    expect(JSON.stringify(edits)).toContain('"newText":"node"');
  });
});
