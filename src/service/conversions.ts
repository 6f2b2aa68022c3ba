import type { CellEntry } from '../core/spec/document';
import { conversionForms, convertParsedCell } from '../core/spec/edit/convertCell';
import type { TextEdit } from '../core/spec/edit/textEdit';
import { parsedFileOf } from '../core/spec/parseCellDocument';
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
  const parsed = parsedFileOf(file.parsed);
  if (!parsed) return { kind: 'refused', cell: entry.name, reason: 'its file was not read as a cell file' };
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
