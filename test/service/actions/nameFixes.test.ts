import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CodeActionKind, TextDocumentEdit, type CodeAction, type TextEdit } from 'vscode-languageserver-types';
import { parseSpaceDocument } from '../../../src/core/spaces/userSpace/readSpace';
import { parseSyntax } from '../../../src/core/spec/syntax/parseSyntax';
import { defaultReadLimits } from '../../../src/core/spec/syntax/limits';
import { codeActions } from '../../../src/service/actions/codeActions';
import type { CellFile } from '../../../src/service/serviceTypes';
import { applied, cellFile, dependencies, nb101Json, nb201 } from '../support/cellFile';

function spaceFile(text: string): CellFile {
  const language = text.startsWith('{') ? 'json' : 'yaml';
  return {
    document: TextDocument.create(`file:///tiny.space.${language}`, language, 1, text),
    parsed: { language, cells: [], problems: parseSpaceDocument(text, language).problems },
  };
}

/** All quick fixes of a file, by title: the text after each. */
function fixesOf(file: CellFile): Map<string, string> {
  const everywhere = { start: 0, end: file.document.getText().length };
  const actions = codeActions(file, everywhere, [CodeActionKind.QuickFix], dependencies());
  return new Map(actions.map((action) => [action.title, applied(file, editsOf(action))]));
}

function editsOf({ edit }: CodeAction): TextEdit[] {
  return (edit?.documentChanges ?? []).flatMap((change) =>
    TextDocumentEdit.is(change) ? change.edits.filter((single): single is TextEdit => 'newText' in single) : [],
  );
}

const codesOf = ({ parsed }: CellFile): string[] => parsed.problems.map(({ code }) => code);

const nb201Json =
  '{"space": "nas-bench-201", "cells": {"a": {"arch": "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|"}}}';
const spaceJson = '{"name": "tiny", "placement": "node", "nodes": {"min": 1, "max": 2}, "operations": ["a", "b"]}';

describe('fixes of misspelt keys', () => {
  it('keeps the quotes of JSON', () => {
    expect(fixesOf(cellFile(nb101Json.replace('"nodes"', '"noodes"'))).get('Change to nodes')).toBe(nb101Json);
    expect(fixesOf(cellFile(nb201Json.replace('"space"', '"spaces"'))).get('Change to space')).toBe(nb201Json);
    expect(fixesOf(cellFile(nb201Json.replace('"cells"', '"cell"'))).get('Change to cells')).toBe(nb201Json);
    expect(fixesOf(spaceFile(spaceJson.replace('"placement"', '"placment"'))).get('Change to placement')).toBe(
      spaceJson,
    );
    expect(fixesOf(spaceFile(spaceJson.replace('"max"', '"maxx"'))).get('Change to max')).toBe(spaceJson);
  });

  it('keeps those of values, and writes them where something else stands', () => {
    expect(fixesOf(spaceFile(spaceJson.replace('"node"', '"nod"'))).get('Change to node')).toBe(spaceJson);
    expect(fixesOf(spaceFile(spaceJson.replace('"node"', '5'))).get('Change to node')).toBe(spaceJson);
    expect(fixesOf(cellFile(nb201Json.replace('"nas-bench-201"', '201'))).get('Change to nas-bench-201')).toBe(
      nb201Json,
    );
  });

  it('escapes where the old key does', () => {
    const escaped = nb101Json.replace('"nodes"', '"noo\\u0064es"');
    expect(fixesOf(cellFile(escaped)).get('Change to nodes')).toBe(nb101Json);
  });

  it('finds one mistake once', () => {
    expect(codesOf(cellFile(nb201Json.replace('"space"', '"spaces"')))).toEqual(['unknown-key']);
    expect(codesOf(cellFile(nb201.replace('space:', 'spaces:')))).toEqual(['unknown-key']);
    const file = cellFile('{"spaces": "nas-bench-101", "cells": {"a": {"nodes": {}}}}');
    expect(file.parsed.problems.filter(({ code }) => code === 'missing-space')).toEqual([]);
  });

  it('does not suggest what is there already', () => {
    const cell = 'space: nas-bench-101\ncells:\n  m: { ops: [input, conv3x3-bn-relu, output] }\n';
    const file = cellFile(cell);
    expect(file.parsed.problems).toMatchObject([
      { code: 'missing-key', message: '"matrix" or "adjacency" is missing beside "ops"' },
    ]);
    expect([...fixesOf(file)]).toEqual([]);
    const both = spaceFile(spaceJson.replace('"min": 1', '"mi": 1'));
    expect([...fixesOf(both).keys()]).toEqual(['Change to min']);
    expect(fixesOf(both).get('Change to min')).toBe(spaceJson);
  });
});

describe('fixes of missing values', () => {
  const yaml = 'name: tiny\nplacement: node\nnodes: 2\noutput: leaves\noperations: [a, b]\n';

  it('writes the value behind its colon', () => {
    expect(fixesOf(spaceFile(yaml.replace('output: leaves', 'output:'))).get('Change to leaves')).toBe(yaml);
    const json = '{"name": "tiny", "placement": "node", "nodes": 2, "edges": {"fixed": }, "operations": ["a"]}';
    for (const text of [json, json.replace('"fixed": }', '"fixed":}')]) {
      const fixed = fixesOf(spaceFile(text)).get('Change to true') ?? '';
      expect(parseSyntax(fixed, 'json', defaultReadLimits).problems, fixed).toEqual([]);
    }
  });
});

describe('fixes of edges that lead backward', () => {
  it('leaves nothing else to be done', () => {
    const file = cellFile(nb201.replace('1 -> 2: skip_connect', '2 -> 1: skip_connect'));
    expect(codesOf(file)).toEqual(['cycle']);
    expect(fixesOf(file).get('Turn around: 1 -> 2')).toBe(nb201);
  });
});
