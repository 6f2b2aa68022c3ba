import { append } from '../append';
import { quote } from '../spaces/checking';
import { closestNames } from '../spaces/closestNames';
import type { SearchSpace } from '../spaces/space';
import { findEntries } from './cellEntries';
import type { RawEntry } from './cellEntries';
import type { CellDocument, CellEntry, DocumentProblem } from './document';
import { findDuplicateCells } from './duplicateCells';
import { formOf } from './forms/forms';
import { Reading } from './forms/reading';
import { findContradiction } from './otherForms';
import { PlaceIndex, placeProblem } from './placeProblems';
import type { ProblemCode } from './problemCodes';
import { resolveDocumentSpace } from './resolveSpace';
import type { SpaceResolver } from './resolveSpace';
import { defaultReadLimits } from './syntax/limits';
import type { ReadLimits } from './syntax/limits';
import { parseSyntax } from './syntax/parseSyntax';
import type { FileLanguage } from './syntax/parseSyntax';
import { findPair } from './syntax/syntaxTree';
import type { SyntaxNode, SyntaxTree } from './syntax/syntaxTree';
import { suggestNames } from './suggestNames';
import { unknownForm } from './unknownForm';

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

/** Documents travel alone, and edits of one need its syntax again: it is not read twice. */
const filesByDocument = new WeakMap<CellDocument, ParsedCellFile>();

/** The file that a document was read from; undefined for a document that no text was parsed for. */
export function parsedFileOf(document: CellDocument): ParsedCellFile | undefined {
  return filesByDocument.get(document);
}

/**
 * Reads a cell file. Never throws and never takes long, whatever the text: what was understood is in `cells`, everything
 * else is in `problems`, each with a range inside the text.
 */
export function parseCellDocument(text: string, language: FileLanguage, options: ParseOptions = {}): CellDocument {
  return parseCellFile(text, language, options).document;
}

export function parseCellFile(text: string, language: FileLanguage, options: ParseOptions = {}): ParsedCellFile {
  const file = readFile(text, language, options);
  filesByDocument.set(file.document, file);
  return file;
}

function readFile(text: string, language: FileLanguage, options: ParseOptions): ParsedCellFile {
  const limits = options.limits ?? defaultReadLimits;
  const tree = parseSyntax(text, language, limits, options.allowLarge);
  const problems: DocumentProblem[] = [...tree.problems];
  const root = tree.root;
  if (!root || (root.kind === 'scalar' && root.value === null)) {
    if (problems.length === 0) problems.push(noCells(text));
    return { document: { language, cells: [], problems }, tree, entries: [] };
  }
  const { space, range } = resolveDocumentSpace(root, options.resolveSpace, problems);
  const misspelled = misspelledKeys(root, space !== undefined);
  // Without the misspelt key the file does name its space.
  if (misspelled.some(({ suggestions }) => suggestions?.[0] === 'space')) drop(problems, 'missing-space');
  append(problems, misspelled);
  const entries = findEntries(root, space, text, limits, problems);
  if (entries.length === 0 && problems.every(({ severity }) => severity !== 'error')) problems.push(noCells(text));
  const cells = entries.map((entry) => readEntry(entry, space, text, limits, problems));
  if (space) append(problems, findDuplicateCells(cells, space));
  const spaceFields = { ...(space ? { space } : {}), ...(range ? { spaceRange: range } : {}) };
  return { document: { language, ...spaceFields, cells, problems }, tree, entries };
}

function noCells(text: string): DocumentProblem {
  const message = 'the file has no cells; write them under "cells", each under its name';
  return { code: 'no-cells', severity: 'information', message, range: { start: 0, end: Math.min(1, text.length) } };
}

/** Keys that are almost `space` or `cells` were meant to be it. Without a space nothing else of the file can be read. */
function misspelledKeys(root: SyntaxNode, hasSpace: boolean): DocumentProblem[] {
  if (root.kind !== 'mapping') return [];
  const expected = ['space', 'cells'].filter((name) => findPair(root, name) === undefined);
  return root.pairs.flatMap(({ key }): DocumentProblem[] => {
    const [meant] = key.text.length < 12 ? closestNames(key.text, expected) : [];
    if (meant === undefined) return [];
    const severity = meant === 'space' && !hasSpace ? 'error' : 'warning';
    const message = `${quote(key.text)} means nothing here; did you mean ${meant}?`;
    return [{ code: 'unknown-key', severity, message, isGuess: true, ...suggestNames(key, [meant]) }];
  });
}

function drop(problems: DocumentProblem[], code: ProblemCode): void {
  const rest = problems.filter((problem) => problem.code !== code);
  problems.splice(0, problems.length, ...rest);
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
  if (architecture && own.every(({ severity }) => severity !== 'error')) {
    const contradiction = findContradiction(raw, form, architecture, space, limits);
    if (contradiction) own.push(contradiction);
  }
  append(problems, own);
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
