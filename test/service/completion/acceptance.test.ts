import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CompletionItemKind, type CompletionItem, type TextEdit } from 'vscode-languageserver-types';
import { parseSpaceDocument } from '../../../src/core/spaces/userSpace/readSpace';
import type { CellDocument } from '../../../src/core/spec/document';
import { parseCellDocument } from '../../../src/core/spec/parseCellDocument';
import { defaultReadLimits } from '../../../src/core/spec/syntax/limits';
import { parseSyntax } from '../../../src/core/spec/syntax/parseSyntax';
import { complete } from '../../../src/service/completion/completion';
import type { CellFile } from '../../../src/service/serviceTypes';
import { darts, dependencies, nb101, nb101Json, nb201 } from '../support/cellFile';

const lists = `space: nas-bench-101
cells:
  - name: first
    nodes:
      - name: a
        op: conv3x3-bn-relu
        inputs:
          - input
      - name: output
        inputs: # all of them
          - a
          - input

  - adjacency: "110101"
    ops: "02"
  - matrix: [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
    ops:
    - input
    - maxpool3x3
    - output
`;
const edges = `space: nas-bench-201
cells:
  flow: { edges: { 0 -> 1: none, 0 -> 2: none, 1 -> 2: none, 0 -> 3: none, 1 -> 3: none, 2 -> 3: none } }
  listed:
    edges:
      - [0, 1, none]
      - {from: 0, to: 2, op: none}
      - from: 1
        to: 2
        op: none
`;
const edgesJson = `{
  "space": "nas-bench-201",
  "cells": {
    "a": { "edges": { "0 -> 1": "none", "0 -> 2": { "op": "none" } } },
    "b": { "edges": [["0", "1", "none"], { "from": 0, "to": 2, "op": "none" }] },
    "c": "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_1x1~0|nor_conv_3x3~1|avg_pool_3x3~2|"
  }
}
`;
const nodeSpace = `name: tiny
placement: node
nodes: { min: 1, max: 3 }
inputs:
  - one
  - two
edges:
  allowed:
    - one -> 1
    - 1 -> 2
operations:
  - conv3x3
  - name: skip
    kind: identity
cells: [normal, reduce]
`;
const edgeSpaceJson = `{
  "name": "two-path",
  "placement": "edge",
  "nodes": 2,
  "inputs": 1,
  "edges": { "fixed": true },
  "operations": ["none", "conv3x3"]
}
`;

const isSpace = (text: string): boolean => /^\{?\s*"?name/.test(text);

/** Reads a text as what it is: a cell file or a space file. */
function read(text: string): CellFile {
  const language = text.startsWith('{') ? 'json' : 'yaml';
  const uri = `file:///tiny.${isSpace(text) ? 'space' : 'cell'}.${language}`;
  const parsed: CellDocument = isSpace(text)
    ? { language, cells: [], problems: parseSpaceDocument(text, language).problems }
    : parseCellDocument(text, language);
  return { document: TextDocument.create(uri, language, 1, text), parsed };
}

/** Codes that say that the text itself is not what completion took it for. */
const codes = ['syntax', 'wrong-type', 'duplicate-name', 'unknown-operation', 'unknown-node', 'reserved-name'];

function errorsOf({ parsed }: CellFile): number {
  return parsed.problems.filter(({ code, severity }) => severity === 'error' && codes.includes(code)).length;
}

/** Everything that was offered at any place of a text, each edit once, as the texts before and after the cursor's replacement. */
function accepted(text: string): { readonly item: CompletionItem; readonly after: string; readonly at: string }[] {
  const file = read(text);
  const { document } = file;
  const seen = new Set<string>();
  return Array.from({ length: text.length + 1 }, (_, offset) => offset).flatMap((offset) =>
    complete(file, file, offset, dependencies()).items.flatMap((item) => {
      const edit = item.textEdit as TextEdit;
      const [start, end] = [document.offsetAt(edit.range.start), document.offsetAt(edit.range.end)];
      const at = `${JSON.stringify(text.slice(Math.max(0, offset - 30), offset))} ‸ ${item.label}`;
      expect(start <= offset && offset <= end && edit.range.start.line === edit.range.end.line, at).toBe(true);
      const key = `${start} ${end} ${edit.newText}`;
      if (seen.has(key)) return [];
      seen.add(key);
      // A key is read with the value, and before another key in brackets with the comma, that are still to be written.
      const isKey = /:\s$/.test(edit.newText);
      const isBeforeKey = /^\s*["\w]/.test(text.slice(end)) && isInBrackets(text, offset);
      const value = isKey ? (text.startsWith('{') ? 'null' : '{}') + (isBeforeKey ? ',' : '') : '';
      return [{ item, after: text.slice(0, start) + edit.newText + value + text.slice(end), at }];
    }),
  );
}

function isInBrackets(text: string, offset: number): boolean {
  const brackets = text.slice(0, offset).replace(/[^{}[\]]/g, '');
  return [...brackets].reduce((depth, bracket) => depth + ('{['.includes(bracket) ? 1 : -1), 0) > 0;
}

const documents: readonly (readonly [name: string, text: string])[] = [
  ['nodes', nb101],
  ['nodes in JSON', nb101Json],
  ['edges', nb201],
  ['pairs', darts],
  ['lists', lists],
  ['edges in brackets and lists', edges],
  ['edges in JSON', edgesJson],
  ['a space', nodeSpace],
  ['a space in JSON', edgeSpaceJson],
  ['Windows line ends', lists.replaceAll('\n', '\r\n')],
];

describe('accepting what is offered', () => {
  it.each(documents)('leaves text that parses: %s', (_name, text) => {
    const before = errorsOf(read(text));
    const offers = accepted(text);
    expect(offers.length).toBeGreaterThan(20);
    const broken = offers.filter(({ item, after }) => {
      const language = text.startsWith('{') ? 'json' : 'yaml';
      const isParsed = parseSyntax(after, language, defaultReadLimits).problems.every(({ code }) => code !== 'syntax');
      // Another space or another key means something else by what it stands beside.
      const isEnd = /^(input|output)$/.test(item.label) && item.kind === CompletionItemKind.Function;
      const isValue = !isEnd && item.kind !== CompletionItemKind.Property && item.kind !== CompletionItemKind.Module;
      return !isParsed || (isValue && errorsOf(read(after)) > before);
    });
    expect(broken.map(({ at }) => at)).toEqual([]);
  });
});
