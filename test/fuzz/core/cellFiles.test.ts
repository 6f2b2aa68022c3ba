import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundledSpaces } from '../../../src/core/spaces/registry';
import { parseSpaceDocument } from '../../../src/core/spaces/userSpace/readSpace';
import type { CellDocument, TextRange } from '../../../src/core/spec/document';
import { convertAllCells, conversionForms } from '../../../src/core/spec/edit/convertCell';
import { applyTextEdits } from '../../../src/core/spec/edit/textEdit';
import { writeCellFile } from '../../../src/core/spec/edit/writeCells';
import { parseCellDocument } from '../../../src/core/spec/parseCellDocument';
import { problemCodes } from '../../../src/core/spec/problemCodes';
import type { FileLanguage } from '../../../src/core/spec/syntax/parseSyntax';
import { seededNumbers } from '../../support/randomCell';

const root = resolve(import.meta.dirname, '../../..');
const language = fc.constantFrom<FileLanguage>('json', 'yaml');

/** Real files, mistakes included, as seeds for mutation. */
const seeds = ['examples', 'examples/mistakes', 'examples/spaces'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => /\.(ya?ml|json)$/.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8')),
);

/** Signs that mean something to the parsers or to the forms. */
const fragment = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    "'",
    '\n',
    '\r\n',
    '\t',
    ' ',
    '- ',
    '? ',
    '| ',
    '> ',
    '# ',
    '&a ',
    '*a ',
    '<<: *a',
  ),
  fc.constantFrom(
    '|',
    '~',
    '~0',
    '|+|',
    '->',
    '0 -> 1',
    'nor_conv_3x3',
    'none',
    'input',
    'output',
    'Genotype(normal=[(',
    'range(2, 6)',
  ),
  fc.constantFrom(
    'space',
    'cells',
    'edges',
    'nodes',
    'arch',
    'matrix',
    'ops',
    'normal',
    'reduce',
    'adjacency',
    'link',
    'inputs',
    'op',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '\uFEFF',
    '\0',
    '\uD83D',
    '😀',
    '1e999',
    '-0',
    '0x10',
    '.inf',
    '!!binary',
    '%YAML 1.2',
    '---',
    '...',
  ),
  fc.string({ maxLength: 6 }),
);

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join('')),
);

/** A real file with a few pieces cut out, doubled, or replaced. */
const mutatedFile = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(4000), fc.nat(60), fragment), { minLength: 1, maxLength: 6 }),
  )
  .map(([text, changes]) =>
    changes.reduce((current, [at, length, insert]) => {
      const start = current.length === 0 ? 0 : at % current.length;
      return current.slice(0, start) + insert + current.slice(start + length);
    }, text),
  );

function expectInside(range: TextRange, text: string): void {
  expect(range.start).toBeGreaterThanOrEqual(0);
  expect(range.end).toBeGreaterThanOrEqual(range.start);
  expect(range.end).toBeLessThanOrEqual(text.length);
}

function expectSound(document: CellDocument, text: string): void {
  for (const { range, code, related } of document.problems) {
    expectInside(range, text);
    expect(problemCodes).toHaveProperty(code);
    for (const other of related ?? []) expectInside(other.range, text);
  }
  for (const cell of document.cells) {
    expectInside(cell.range, text);
    expectInside(cell.nameRange, text);
    for (const { range } of cell.spans) expectInside(range, text);
    if (!cell.valid || !cell.architecture || !document.space) continue;
    // A member of its space has a graph, an identity and a cost.
    const { graph, origins } = document.space.toGraph(cell.architecture);
    expect(origins).toHaveLength(graph.operations.length);
    expect(document.space.canonicalKey(cell.architecture)).not.toBe('');
    document.space.cost(cell.architecture);
  }
}

describe('reading a cell file', () => {
  it('never throws, on any text', () => {
    fc.assert(
      fc.property(anyText, language, (text, kind) => expectSound(parseCellDocument(text, kind), text)),
      { numRuns: 600 },
    );
  });

  it('never throws on files that were good once, and all ranges lie in the text', () => {
    fc.assert(
      fc.property(mutatedFile, language, (text, kind) => expectSound(parseCellDocument(text, kind), text)),
      { numRuns: 600 },
    );
  }, 60_000);

  it('reads a space file without throwing, too', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, mutatedFile), language, (text, kind) => {
        const { space, problems } = parseSpaceDocument(text, kind);
        for (const { range } of problems) expectInside(range, text);
        if (space) expect(space.operations.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });

  it('converts what can be converted without throwing, and the result is sound', () => {
    fc.assert(
      fc.property(
        mutatedFile,
        language,
        fc.constantFrom('edges', 'nodes', 'matrix', 'arch-string', 'pairs', 'link'),
        (text, kind, form) => {
          const before = parseCellDocument(text, kind);
          convertAllCells(text, kind, form).forEach((conversion, index) => {
            if (conversion.kind === 'refused') return;
            const after = applyTextEdits(text, conversion.edits);
            const cell = parseCellDocument(after, kind).cells[index];
            expect(cell?.valid).toBe(true);
            expect(before.space!.canonicalKey(cell!.architecture!)).toBe(
              before.space!.canonicalKey(before.cells[index]!.architecture!),
            );
          });
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);
});

describe('JSON and YAML', () => {
  const cellName = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .filter((name) => !/^(__proto__|constructor|prototype)$/.test(name));

  it('give the same cells', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...bundledSpaces),
        fc.nat(10_000),
        fc.nat(10),
        fc.uniqueArray(cellName, { minLength: 1, maxLength: 4 }),
        (space, seed, form, names) => {
          const random = seededNumbers(seed);
          const forms = conversionForms(space);
          const cells = names.map((name) => ({ name, architecture: space.sample(random) }));
          const [json, yaml] = (['json', 'yaml'] as const).map((kind) => {
            const text = writeCellFile(cells, space, kind, { form: forms[form % forms.length]!.id });
            return parseCellDocument(text, kind);
          });
          expect(yaml!.cells.map(({ name }) => name)).toEqual(names);
          const essence = ({ name, form: id, architecture, valid }: CellDocument['cells'][number]): unknown[] => [
            name,
            id,
            architecture,
            valid,
          ];
          expect(json!.cells.map(essence)).toEqual(yaml!.cells.map(essence));
          expect(json!.cells.every(({ valid }) => valid)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);

  it('read the same text the same way, where both can', () => {
    const value = fc.json({ maxDepth: 3 });
    fc.assert(
      fc.property(value, (text) => {
        const [json, yaml] = (['json', 'yaml'] as const).map((kind) => parseCellDocument(text, kind));
        if (yaml!.problems.some(({ code }) => code === 'syntax' || code === 'merge-key')) return;
        expect(yaml!.cells.map(({ name }) => name)).toEqual(json!.cells.map(({ name }) => name));
      }),
      { numRuns: 300 },
    );
  });
});
