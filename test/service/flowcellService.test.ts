import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getFlowcellService } from '../../src/service/flowcellService';
import type { CellFile } from '../../src/service/serviceTypes';
import { cellFile, darts, dependencies, nb101, nb101Json, nb201, scoreByConvolutions } from './support/cellFile';

const service = getFlowcellService(dependencies({ scoreOf: scoreByConvolutions, saved: cellFile(nb201).parsed }));

/** Asks for everything at an offset. */
function askAll(file: CellFile, lastGood: CellFile | undefined, offset: number): number {
  const lenses = service.codeLenses(file, lastGood);
  const ranges = [
    ...lenses.map(({ range }) => range),
    ...service.diagnostics(file).map(({ range }) => range),
    ...service.foldingRanges(file).map(({ startLine, endLine }) => ({
      start: { line: startLine, character: 0 },
      end: { line: endLine, character: 0 },
    })),
    ...service.references(file, offset, true).map(({ range }) => range),
    ...service.documentHighlights(file, offset).map(({ range }) => range),
  ];
  service.hover(file, offset);
  service.hoverRequests(file, offset);
  service.codeActions(file, { start: offset, end: offset }, ['quickfix', 'refactor.rewrite.flowcell']);
  service.conversions(file, offset);
  service.complete(file, lastGood, offset);
  service.documentSymbols(file);
  service.definition(file, offset);
  service.prepareRename(file, offset);
  service.rename(file, offset, 'renamed');
  service.selectionRanges(file, [offset]);
  const lines = file.document.lineCount;
  for (const { start, end } of ranges) {
    expect(start.line).toBeLessThanOrEqual(end.line);
    expect(end.line).toBeLessThan(lines);
  }
  return ranges.length;
}

describe('the language service', () => {
  it('answers everything on good files', () => {
    for (const text of [nb201, nb101, nb101Json, darts]) {
      const file = cellFile(text);
      for (let offset = 0; offset <= text.length; offset += 7) askAll(file, undefined, offset);
    }
  });

  it('never throws while a file is typed, and keeps its lenses', () => {
    const good = cellFile(nb101Json);
    const lenses = service.codeLenses(good, undefined).length;
    for (let length = 0; length <= nb101Json.length; length += 3) {
      const text = `${nb101Json.slice(0, length)}`;
      const file = cellFile(text === '' ? '{' : text.padEnd(1));
      askAll(file, good, length);
      if (file.parsed.problems.some(({ code }) => code === 'syntax')) {
        expect(service.codeLenses(file, good).length).toBe(lenses);
      }
    }
  });

  it('never throws on damaged files', () => {
    const damage = fc.record({
      at: fc.nat(),
      remove: fc.nat(12),
      insert: fc.constantFrom('', '"', '{', ']', ':', '\n', ' -> ', '😀', '*x', '\r\n'),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(nb201, nb101, nb101Json, darts),
        fc.array(damage, { maxLength: 4 }),
        fc.nat(),
        (text, edits, where) => {
          let damaged = text;
          for (const { at, remove, insert } of edits) {
            const start = at % (damaged.length + 1);
            damaged = damaged.slice(0, start) + insert + damaged.slice(start + remove);
          }
          askAll(cellFile(damaged), cellFile(text), where % (damaged.length + 1));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('asks for neighbours only where edits are wanted', () => {
    const file = cellFile(nb201);
    const offset = nb201.indexOf('candidate');
    expect(service.neighbourRequests(file, offset).length).toBe(25);
    expect(service.neighbourRequests(file, 0)).toEqual([]);
    const none = getFlowcellService(dependencies({ settings: { maxSuggestions: 0 } }));
    expect(none.neighbourRequests(file, offset)).toEqual([]);
  });
});
