import { describe, expect, it } from 'vitest';
import { bundledSpaces } from '../../../../../src/core/spaces/registry';
import { conversionForms } from '../../../../../src/core/spec/edit/convertCell';
import { describeEdit, editCell } from '../../../../../src/core/spec/edit/editCell';
import { applyTextEdits } from '../../../../../src/core/spec/edit/textEdit';
import { insertCell, writeCellFile } from '../../../../../src/core/spec/edit/writeCells';
import { parseCellDocument, parseCellFile } from '../../../../../src/core/spec/parseCellDocument';
import { seededNumbers } from '../../../../support/randomCell';

describe('editing a cell into a neighbour', () => {
  const cases = bundledSpaces.flatMap((space) =>
    conversionForms(space).flatMap(({ id }) =>
      (['json', 'yaml'] as const).map((language) => [space.name, id, language] as const),
    ),
  );

  it.each(cases)('%s, %s, %s', (name, form, language) => {
    const space = bundledSpaces.find((candidate) => candidate.name === name)!;
    const architecture = space.sample(seededNumbers(11));
    const text = writeCellFile([{ name: 'c', architecture }], space, language, { form });
    const file = parseCellFile(text, language);
    const before = file.document;
    expect(before.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const read = before.cells[0]!.architecture!;
    expect(space.canonicalKey(read)).toBe(space.canonicalKey(architecture));
    for (const neighbour of space.neighbours(read).slice(0, 60)) {
      const edits = editCell(text, file, 0, neighbour)!;
      const after = parseCellDocument(applyTextEdits(text, edits), language).cells[0]!;
      expect(after).toMatchObject({ valid: true, form });
      expect(space.canonicalKey(after.architecture!)).toBe(space.canonicalKey(neighbour.architecture));
      expect(describeEdit(before.cells[0]!, neighbour.edit, space)).toMatch(/\w/);
    }
  });

  it('changes one token where that is enough', () => {
    const text =
      'space: nas-bench-201\ncells:\n  c: { edges: { 0 -> 1: none, 0 -> 2: none, 1 -> 2: none, 0 -> 3: none, 1 -> 3: none, 2 -> 3: "none" } }\n';
    const file = parseCellFile(text, 'yaml');
    const { space, cells } = file.document;
    const last = space!
      .neighbours(cells[0]!.architecture!)
      .find(({ edit }) => edit.kind === 'set-operation' && edit.place.kind === 'edge' && edit.place.edge === 5)!;
    expect(applyTextEdits(text, editCell(text, file, 0, last)!)).toBe(text.replace('"none"', '"skip_connect"'));
    expect(describeEdit(cells[0]!, last.edit, space!)).toBe('skip_connect on 2 -> 3');
  });

  it('is not possible in a cell that is not there', () => {
    const { space, cells } = parseCellDocument('space: nas-bench-101\ncells: {c: "101:0"}', 'yaml');
    const [neighbour] = space!.neighbours(cells[0]!.architecture!);
    const text = 'space: nas-bench-101\ncells: {}';
    expect(editCell(text, parseCellFile(text, 'yaml'), 0, neighbour!)).toBeUndefined();
  });
});

describe('writing cells', () => {
  const [nasBench101] = bundledSpaces;
  const architecture = nasBench101!.sample(seededNumbers(5));

  it('makes a file that reads as what was written', () => {
    for (const language of ['json', 'yaml'] as const) {
      const text = writeCellFile([{ name: 'a: "b"', architecture }], nasBench101!, language, {
        spaceReference: 'nasbench101',
      });
      const { space, cells } = parseCellDocument(text, language);
      expect(space).toBe(nasBench101);
      expect(cells).toMatchObject([{ name: 'a: "b"', valid: true }]);
    }
    expect(() => writeCellFile([{ name: 'a', architecture }], nasBench101!, 'yaml', { form: 'edges' })).toThrow(
      RangeError,
    );
  });

  it.each([
    ['yaml', 'space: nas-bench-101\ncells:\n  a: "101:0" # one\n'],
    ['yaml', 'space: nas-bench-101\ncells:\n  a:\n    arch: "101:0"\n\n# end\n'],
    ['yaml', 'space: nas-bench-101\ncells: { a: "101:0" }\n'],
    ['yaml', 'space: nas-bench-101\ncells: {}\n'],
    ['json', '{"space": "nas-bench-101", "cells": {"a": "101:0"}}'],
    ['json', '{\n  "space": "nas-bench-101",\n  "cells": {\n    "a": "101:0"\n  }\n}\n'],
    ['json', '{"space": "nas-bench-101", "cells": {}}'],
  ] as const)('adds a cell to a file: %s %#', (language, text) => {
    const before = parseCellDocument(text, language);
    const after = applyTextEdits(text, [insertCell(text, language, { name: 'new', architecture })!]);
    const { cells, problems } = parseCellDocument(after, language);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(cells.map(({ name, valid }) => [name, valid])).toEqual([
      ...before.cells.map(({ name }) => [name, true]),
      ['new', true],
    ]);
  });

  it('adds nothing where there are no cells to add to', () => {
    expect(insertCell('space: nas-bench-101\ncells: []', 'yaml', { name: 'new', architecture })).toBeUndefined();
    expect(insertCell('cells: {}', 'yaml', { name: 'new', architecture })).toBeUndefined();
  });
});
