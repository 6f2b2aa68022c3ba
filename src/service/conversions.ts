import type { CellDocument, CellEntry } from '../core/spec/document';
import { conversionForms, convertParsedCell } from '../core/spec/edit/convertCell';
import type { TextEdit } from '../core/spec/edit/textEdit';
import { parseCellFile, type ParsedCellFile } from '../core/spec/parseCellDocument';
import type { CellFile } from './serviceTypes';

/** What writes a cell in another form of its space. */
export interface FormConversion {
  /** Identifier of the form, as `flowcell convert --to` has it. */
  readonly form: string;
  /** Of the form. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** What the new form cannot hold. */
  readonly losses: readonly string[];
}

/** At least one conversion, or why there is none. */
export type CellConversions =
  | { readonly kind: 'convertible'; readonly cell: string; readonly conversions: readonly FormConversion[] }
  | { readonly kind: 'refused'; readonly cell: string; readonly reason: string };

/** A cell of the file in every other form that it can be written in, the usual form first. */
export function cellConversions(file: CellFile, entry: CellEntry): CellConversions {
  const { space, cells } = file.parsed;
  const text = file.document.getText();
  const parsed = parsedFile(file);
  const conversions: FormConversion[] = [];
  let reason = space ? 'its search space has no other form' : 'its search space is not known';
  for (const { id, title } of space ? conversionForms(space) : []) {
    const conversion = convertParsedCell(text, parsed, cells.indexOf(entry), id);
    if (conversion.kind === 'refused') {
      reason = conversion.reason;
    } else if (id !== entry.form) {
      conversions.push({ form: id, title, edits: conversion.edits, losses: conversion.losses });
    }
  }
  const cell = entry.name;
  return conversions.length > 0 ? { kind: 'convertible', cell, conversions } : { kind: 'refused', cell, reason };
}

/** The syntax of each version of a file: the light bulb asks with every move of the cursor. */
const parsedFiles = new WeakMap<CellDocument, ParsedCellFile>();

function parsedFile({ document, parsed }: CellFile): ParsedCellFile {
  let file = parsedFiles.get(parsed);
  if (!file) {
    const { space, language } = parsed;
    const options = { allowLarge: true, ...(space ? { resolveSpace: () => ({ space }) } : {}) };
    file = parseCellFile(document.getText(), language, options);
    parsedFiles.set(parsed, file);
  }
  return file;
}
