import { describe, expect, it } from 'vitest';
import { CodeActionKind, TextDocumentEdit, type CodeAction, type TextEdit } from 'vscode-languageserver-types';
import { codeActions, isWanted } from '../../../src/service/actions/codeActions';
import { applied, cellFile, dependencies, marked, nb101, nb101Json, nb201 } from '../support/cellFile';

/** Quick fixes at the cursor: title to text after it. */
function fixesAt(text: string): Map<string, string> {
  const { file, offset } = marked(text);
  const actions = codeActions(file, { start: offset, end: offset }, [CodeActionKind.QuickFix], dependencies());
  return new Map(actions.map((action) => [action.title, applied(file, editsOf(action))]));
}

function editsOf({ edit }: CodeAction): TextEdit[] {
  return (edit?.documentChanges ?? []).flatMap((change) =>
    TextDocumentEdit.is(change) ? change.edits.filter((single): single is TextEdit => 'newText' in single) : [],
  );
}

describe('quick fixes for unknown names', () => {
  it('offers what was meant, the best one preferred', () => {
    const text = nb201.replace('0 -> 1: nor_conv_3x3', '0 -> 1: nor_conv_3<|>x4');
    expect(fixesAt(text).get('Change to nor_conv_3x3')).toBe(nb201);
    const { file, offset } = marked(text);
    const [first] = codeActions(file, { start: offset, end: offset }, undefined, dependencies());
    expect(first).toMatchObject({ isPreferred: true, kind: 'quickfix', diagnostics: [{ code: 'unknown-operation' }] });
  });

  it('prefers none of the names of a space when none is close to what is written', () => {
    const { file, offset } = marked(nb201.replace('0 -> 1: nor_conv_3x3', '0 -> 1: q<|>qqqqqq'));
    const actions = codeActions(file, { start: offset, end: offset }, [CodeActionKind.QuickFix], dependencies());
    expect(actions.length).toBeGreaterThan(1);
    expect(actions.filter(({ isPreferred }) => isPreferred)).toEqual([]);
  });

  it('works for nodes, spaces and keys, in JSON and YAML', () => {
    expect(fixesAt(nb101Json.replace('["a", "input"]', '["a", "inp<|>ut2"]')).get('Change to input')).toBe(nb101Json);
    expect(fixesAt(nb201.replace('nas-bench-201', 'nas-bench-2<|>02')).get('Change to nas-bench-201')).toBe(nb201);
    expect(fixesAt(nb201.replace('edges:', 'ed<|>ge:')).get('Change to edges')).toBe(nb201);
    expect(fixesAt(nb201.replace('cells:', 'ce<|>ll:')).get('Change to cells')).toBe(nb201);
  });

  it('keeps quotes', () => {
    const json = nb101Json.replace('"maxpool3x3"', '"maxpo<|>l3x3"');
    expect(fixesAt(json).get('Change to maxpool3x3')).toBe(nb101Json);
  });
});

describe('quick fixes for duplicates', () => {
  const chain = nb101.slice(nb101.indexOf('  chain'));

  it('removes the second of two equal cells', () => {
    expect(fixesAt(nb101 + chain.replace('chain', 'ag<|>ain')).get('Remove cell again')).toBe(nb101);
  });

  it('gives the second of two equal names another', () => {
    const text = nb101 + chain.replace('chain', 'ch<|>ain').replace('maxpool3x3', 'conv1x1-bn-relu');
    expect(fixesAt(text).get('Rename to chain-2')).toContain('  chain-2:');
  });

  it('removes a line that repeats a key', () => {
    const text = nb201.replace('      1 -> 2', '      0 -<|>> 1: none\n      1 -> 2');
    expect(fixesAt(text).get('Remove this line')).toBe(nb201);
  });
});

describe('quick fixes for dead parts', () => {
  it('sets the operation of a dead edge to none', () => {
    const dead = nb201.replace('1 -> 3: nor_conv_3x3', '1 -> 3: none').replace('2 -> 3: avg_pool_3x3', '2 -> 3: none');
    const fixed = fixesAt(dead.replace('0 -> 1: nor', '0 -> 1: no<|>r')).get('Set to none');
    expect(fixed).toBe(dead.replace('0 -> 1: nor_conv_3x3', '0 -> 1: none'));
  });

  it('removes a dead node with every mention of it', () => {
    const dead = nb101.replace(
      '      b:',
      '      # of no use\n      d: { op: conv1x1-bn-relu, inputs: [a] }\n      b:',
    );
    const fixed = fixesAt(dead.replace('      d:', '      <|>d:')).get('Remove node d');
    expect(fixed).toBe(nb101.replace('      b:', '      # of no use\n      b:'));
  });

  it('removes an unreachable node and takes it from the lists of inputs', () => {
    const dead = nb101
      .replace('      b:', '      u: { op: conv1x1-bn-relu, inputs: [] }\n      b:')
      .replace('[a, input]', '[a, u, input]');
    expect(fixesAt(dead.replace('      u:', '      <|>u:')).get('Remove node u')).toBe(nb101);
  });

  it('writes a matrix anew without the node', () => {
    const text =
      'space: nas-bench-101\ncells:\n  m:\n    matrix: [[0, 1, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]]\n    ops: [input, conv3x3, maxp<|>ool3x3, output]\n';
    const [fixed] = [...fixesAt(text).values()];
    const file = cellFile(fixed ?? '');
    expect(file.parsed.cells[0]?.valid).toBe(true);
    expect(file.parsed.cells[0]?.architecture?.parts[0]?.cell.nodes.length).toBe(3);
  });
});

describe('quick fixes for cycles', () => {
  it('removes an edge of the cycle', () => {
    const cyclic = nb101.replace(
      'a: { op: conv3x3-bn-relu, inputs: [input] }',
      '<|>a: { op: conv3x3-bn-relu, inputs: [input, b] }',
    );
    const fixes = fixesAt(cyclic);
    expect(fixes.get('Remove b -> a')).toBe(nb101);
    expect(fixes.get('Remove a -> b')).toBe(cyclic.replace('<|>', '').replace('[a, input]', '[input]'));
  });

  it('turns an edge that leads backward around', () => {
    const text = nb201.replace('1 -> 2: skip', '2 -> <|>1: skip');
    expect(fixesAt(text).get('Turn around: 1 -> 2')).toBe(nb201);
  });
});

describe('quick fixes for what is missing', () => {
  it('adds a missing edge', () => {
    const last = nb201.replace('      2 -> 3: avg_pool_3x3\n', '').replace('candidate', 'can<|>didate');
    expect(fixesAt(last).get('Add 2 -> 3: none')).toBe(nb201.replace('2 -> 3: avg_pool_3x3', '2 -> 3: none'));
    const json =
      '{"space": "nas-bench-201", "cells": {"<|>a": {"edges": {"0 -> 1": "none", "0 -> 2": "none", "1 -> 2": "none", "0 -> 3": "none", "1 -> 3": "none"}}}}';
    expect(fixesAt(json).get('Add 2 -> 3: none')).toContain('"1 -> 3": "none", "2 -> 3": "none"}');
  });

  it('names the space that a file was read as', () => {
    const text = '<|>module_adjacency: [[0, 1], [0, 0]]\nmodule_operations: [input, output]\n';
    const fixed = fixesAt(text).get('Add space: nas-bench-101');
    expect(fixed).toBe(`space: nas-bench-101\n${text.replace('<|>', '')}`);
    const json = '{<|>"module_adjacency": [[0, 1], [0, 0]], "module_operations": ["input", "output"]}';
    expect(fixesAt(json).get('Add space: nas-bench-101')).toMatch(/^\{ ?"space": "nas-bench-101", ?"module_adjacency"/);
  });
});

describe('quick fixes for large files', () => {
  it('have them read nevertheless, by a command', () => {
    const file = cellFile(`${nb201}# ${'x'.repeat(300_000)}\n`);
    const [action, ...others] = codeActions(file, { start: 0, end: 0 }, [CodeActionKind.QuickFix], dependencies());
    expect(others).toEqual([]);
    expect(action).toMatchObject({
      isPreferred: true,
      diagnostics: [{ code: 'file-large' }],
      command: { command: 'flowcell.readLargeFile', arguments: [{ uri: file.document.uri }] },
    });
  });
});

describe('codeActions', () => {
  it('offers nothing on good text', () => {
    expect([...fixesAt(nb201.replace('candidate', 'cand<|>idate'))]).toEqual([]);
  });

  it('obeys the kinds that are asked for', () => {
    expect(isWanted('quickfix', undefined)).toBe(true);
    expect(isWanted('quickfix', ['quickfix'])).toBe(true);
    expect(isWanted('refactor.rewrite', ['refactor'])).toBe(true);
    expect(isWanted('refactor', ['refactor.rewrite'])).toBe(false);
    expect(isWanted('quickfix', ['source'])).toBe(false);
    const { file, offset } = marked(nb201.replace('none', 'non<|>n'));
    expect(codeActions(file, { start: offset, end: offset }, ['source.fixAll'], dependencies())).toEqual([]);
  });

  it('ties edits to the version of the text', () => {
    const { file, offset } = marked(nb201.replace('none', 'non<|>n'));
    const [action] = codeActions(file, { start: offset, end: offset }, undefined, dependencies());
    expect(action?.edit?.documentChanges?.[0]).toMatchObject({ textDocument: { version: 1 } });
  });
});
