import { quote } from '../spaces/checking';
import { closestNames } from '../spaces/closestNames';
import type { SearchSpace } from '../spaces/space';
import { findEntries } from './cellEntries';
import type { RawEntry } from './cellEntries';
import type { CellDocument, CellEntry, DocumentProblem } from './document';
import { findDuplicateCells } from './duplicateCells';
import { formOf, formsOf } from './forms/forms';
import { Reading } from './forms/reading';
import { PlaceIndex, placeProblem } from './placeProblems';
import { resolveDocumentSpace } from './resolveSpace';
import type { SpaceResolver } from './resolveSpace';
import { defaultReadLimits } from './syntax/limits';
import type { ReadLimits } from './syntax/limits';
import { parseSyntax } from './syntax/parseSyntax';
import type { FileLanguage } from './syntax/parseSyntax';
import { describeNode } from './syntax/syntaxTree';
import type { SyntaxTree } from './syntax/syntaxTree';

export interface ParseOptions {
  /** Finds space files; without it only bundled and inline spaces are known. */
  readonly resolveSpace?: SpaceResolver;
  readonly limits?: ReadLimits;
  /** Read files above the soft limit too. */
  readonly allowLarge?: boolean;
}

/** A cell file with the syntax that it was read from; edits need both. */
export interface ParsedCellFile {
  readonly document: CellDocument;
  readonly tree: SyntaxTree;
  /** Name and value of each cell of the document, in the same order. */
  readonly entries: readonly RawEntry[];
}

/**
 * Reads a cell file. Never throws and never takes long, whatever the text: what was understood is in `cells`, everything
 * else is in `problems`, each with a range inside the text.
 */
export function parseCellDocument(text: string, language: FileLanguage, options: ParseOptions = {}): CellDocument {
  return parseCellFile(text, language, options).document;
}

export function parseCellFile(text: string, language: FileLanguage, options: ParseOptions = {}): ParsedCellFile {
  const limits = options.limits ?? defaultReadLimits;
  const tree = parseSyntax(text, language, limits, options.allowLarge);
  const problems: DocumentProblem[] = [...tree.problems];
  const root = tree.root;
  if (!root || (root.kind === 'scalar' && root.value === null)) {
    if (problems.length === 0) problems.push(noCells(text));
    return { document: { language, cells: [], problems }, tree, entries: [] };
  }
  const { space, range } = resolveDocumentSpace(root, options.resolveSpace, problems);
  reportMisspelledKeys(root, problems);
  const entries = findEntries(root, space, text, limits, problems);
  if (entries.length === 0 && problems.every(({ severity }) => severity !== 'error')) problems.push(noCells(text));
  const cells = entries.map((entry) => readEntry(entry, space, text, limits, problems));
  if (space) problems.push(...findDuplicateCells(cells, space));
  const spaceFields = { ...(space ? { space } : {}), ...(range ? { spaceRange: range } : {}) };
  return { document: { language, ...spaceFields, cells, problems }, tree, entries };
}

function noCells(text: string): DocumentProblem {
  const message = 'the file has no cells; write them under "cells", each under its name';
  return { code: 'no-cells', severity: 'information', message, range: { start: 0, end: Math.min(1, text.length) } };
}

/** A key that is almost `space` or `cells` was meant to be it. */
function reportMisspelledKeys(root: Parameters<typeof findEntries>[0], problems: DocumentProblem[]): void {
  if (root.kind !== 'mapping') return;
  const expected = ['space', 'cells'].filter((name) => !root.pairs.some(({ key }) => key.text === name));
  for (const { key } of root.pairs) {
    const [meant] = key.text.length < 12 ? closestNames(key.text, expected) : [];
    if (meant === undefined) continue;
    const message = `did you mean ${meant}?`;
    const guess = { suggestions: [meant], isGuess: true } as const;
    problems.push({ code: 'unknown-key', severity: 'warning', message, range: key.range, ...guess });
  }
}

function readEntry(
  raw: RawEntry,
  space: SearchSpace | undefined,
  text: string,
  limits: ReadLimits,
  problems: DocumentProblem[],
): CellEntry {
  const { name, nameRange, range, value } = raw;
  const unread = { name, nameRange, range, form: '', spans: [], valid: false };
  if (!space) return unread;
  const form = formOf(value, space);
  if (!form) {
    problems.push(unknownForm(raw, space));
    return unread;
  }
  const reading = new Reading(space, limits);
  const architecture = form.read(value, reading);
  const own: DocumentProblem[] = reading.problems.map((problem) => ({ ...problem, cell: name }));
  if (architecture) {
    const places = new PlaceIndex(reading.spans);
    const isBroken = own.some(({ severity }) => severity === 'error');
    for (const problem of space.check(architecture)) {
      // What follows from a part that could not be read is no news.
      if (isBroken && problem.code !== 'unknown-operation' && problem.code !== 'cycle') continue;
      own.push(placeProblem(problem, places, text, raw));
    }
  }
  problems.push(...own);
  reading.mark({ kind: 'architecture' }, 'whole', range);
  reading.mark({ kind: 'architecture' }, 'name', nameRange);
  const valid = architecture !== undefined && own.every(({ severity }) => severity !== 'error');
  return {
    name,
    nameRange,
    range,
    form: form.id,
    ...(architecture ? { architecture } : {}),
    spans: reading.spans,
    valid,
  };
}

function unknownForm({ name, nameRange, value }: RawEntry, space: SearchSpace): DocumentProblem {
  const forms = formsOf(space);
  if (value.kind === 'mapping') {
    const keys = [...new Set(forms.flatMap((form) => form.keys))];
    for (const { key } of value.pairs) {
      const close = closestNames(key.text, keys);
      if (close.length === 0) continue;
      const message = `${quote(key.text)} means nothing here; did you mean ${close[0]}?`;
      const guess = { suggestions: close, isGuess: true } as const;
      return { code: 'unknown-key', severity: 'error', message, range: key.range, cell: name, ...guess };
    }
  }
  const known = forms.map((form) => form.keys.slice(0, 2).join(' and ')).join('; ');
  const message = `a cell of ${space.name} is written with ${known}; this one is ${describeNode(value)}`;
  return { code: 'unknown-form', severity: 'error', message, range: nameRange, cell: name };
}
