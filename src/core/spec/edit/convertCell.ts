import type { SearchSpace } from '../../spaces/space';
import { formsOf } from '../forms/forms';
import type { NativeForm } from '../forms/nativeForm';
import { parseCellFile } from '../parseCellDocument';
import type { ParseOptions, ParsedCellFile } from '../parseCellDocument';
import type { FileLanguage } from '../syntax/parseSyntax';
import { isWellFormed, rewriteCell } from './rewriteCell';
import type { TextEdit } from './textEdit';

/** What a conversion of one cell does, or why it can not be done. */
export type Conversion =
  | {
      readonly kind: 'converted';
      readonly cell: string;
      readonly edits: readonly TextEdit[];
      readonly losses: readonly string[];
    }
  | { readonly kind: 'refused'; readonly cell: string; readonly reason: string };

/** Identifiers of the forms that cells of a space can be converted to, the usual one first. */
export function conversionForms(space: SearchSpace): readonly { readonly id: string; readonly title: string }[] {
  return formsOf(space).map(({ id, title }) => ({ id, title }));
}

/** Edits that write the cell of this name in another form of its space. Comments and all keys that are not part of the old form stay. */
export function convertCell(
  text: string,
  language: FileLanguage,
  cell: string,
  form: string,
  options: ParseOptions = {},
): Conversion {
  const file = parseCellFile(text, language, options);
  const index = file.document.cells.findIndex(({ name }) => name === cell);
  return index < 0 ? refuse(cell, 'the file has no such cell') : convertEntry(text, language, file, index, form);
}

/** The same for every cell of a file. Edits of different cells do not overlap. */
export function convertAllCells(
  text: string,
  language: FileLanguage,
  form: string,
  options: ParseOptions = {},
): Conversion[] {
  const file = parseCellFile(text, language, options);
  return file.document.cells.map((_, index) => convertEntry(text, language, file, index, form));
}

function convertEntry(
  text: string,
  language: FileLanguage,
  file: ParsedCellFile,
  index: number,
  formId: string,
): Conversion {
  const { space } = file.document;
  const { name, architecture, form: currentId, valid } = file.document.cells[index]!;
  if (!isWellFormed(file.tree)) return refuse(name, 'the file has syntax errors');
  if (!space) return refuse(name, 'its search space is not known');
  if (!architecture || !valid) return refuse(name, 'it has errors');
  const target = formNamed(formId, space);
  const current = formNamed(currentId, space);
  if (!target || !current) return refuse(name, `${space.name} has no form ${JSON.stringify(formId)}`);
  if (target === current) return { kind: 'converted', cell: name, edits: [], losses: [] };
  const pairs = target.write(architecture, space);
  const edits = rewriteCell(text, language, file.tree, file.entries[index]!, current.keys, pairs);
  if (!edits) return refuse(name, 'it is an alias of another cell');
  return { kind: 'converted', cell: name, edits, losses: target.losses(architecture, space) };
}

function formNamed(id: string, space: SearchSpace): NativeForm | undefined {
  return formsOf(space).find((form) => form.id === id);
}

function refuse(cell: string, reason: string): Conversion {
  return { kind: 'refused', cell, reason };
}
