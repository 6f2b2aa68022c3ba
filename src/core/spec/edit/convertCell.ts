import { quote } from '../../spaces/checking';
import type { SearchSpace } from '../../spaces/space';
import type { TextRange } from '../document';
import { formOf, formsOf } from '../forms/forms';
import type { NativeForm } from '../forms/nativeForm';
import { otherReadings } from '../otherForms';
import { parseCellFile } from '../parseCellDocument';
import type { ParseOptions, ParsedCellFile } from '../parseCellDocument';
import { defaultReadLimits } from '../syntax/limits';
import type { FileLanguage } from '../syntax/parseSyntax';
import type { SyntaxNode, SyntaxPair, SyntaxTree } from '../syntax/syntaxTree';
import { innerKeys } from './innerKeys';
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
  return index < 0 ? refuse(cell, 'the file has no such cell') : convertParsedCell(text, file, index, form, options);
}

/** The same for every cell of a file. Edits of different cells do not overlap. */
export function convertAllCells(
  text: string,
  language: FileLanguage,
  form: string,
  options: ParseOptions = {},
): Conversion[] {
  const file = parseCellFile(text, language, options);
  return file.document.cells.map((_, index) => convertParsedCell(text, file, index, form, options));
}

/** The same for a file that is parsed already, and for a cell by its place among the file's cells: names may occur twice. */
export function convertParsedCell(
  text: string,
  file: ParsedCellFile,
  index: number,
  formId: string,
  options: Pick<ParseOptions, 'limits'> = {},
): Conversion {
  const { space, language } = file.document;
  const { name, architecture, form: currentId, valid } = file.document.cells[index]!;
  const entry = file.entries[index]!;
  if (!isWellFormed(file.tree)) return refuse(name, 'the file has syntax errors');
  if (!space) return refuse(name, 'its search space is not known');
  if (!architecture || !valid) return refuse(name, 'it has errors');
  const target = formNamed(formId, space);
  const current = formNamed(currentId, space);
  if (!target || !current) return refuse(name, `${space.name} has no form ${JSON.stringify(formId)}`);
  if (target === current) return { kind: 'converted', cell: name, edits: [], losses: [] };
  // Other forms that say the same, which the check of the file has made sure of, would stay behind.
  const others = otherReadings(entry.value, current, space, options.limits ?? defaultReadLimits);
  const keys = [...new Set([current, ...others.map(({ form }) => form)].flatMap((form) => form.keys))];
  const rival = rivalKey(entry.value, keys, target, space);
  if (rival) return refuse(name, `its key ${quote(rival)} would be taken for a part of the architecture`);
  const pairs = target.write(architecture, space);
  const edits = rewriteCell(text, language, file.tree, entry, keys, pairs);
  if (!edits) return refuse(name, 'it is an alias of another cell');
  if (language === 'yaml' && edits.some(({ range }) => hasAnchor(text, file.tree, range))) {
    return refuse(name, 'it has a YAML anchor inside, which something else may refer to');
  }
  const losses = [...target.losses(architecture, space), ...keyLosses(entry.value, keys, space)];
  return { kind: 'converted', cell: name, edits, losses };
}

function keyLosses(value: SyntaxNode, keys: readonly string[], { roles }: SearchSpace): string[] {
  const own = value.kind === 'mapping' ? value.pairs.filter(({ key }) => keys.includes(key.text)) : [];
  const lost = innerKeys(own, roles);
  return lost.length === 0 ? [] : [`what its parts say under ${lost.map(quote).join(', ')}`];
}

/**
 * A key that the forms of the cell leave alone and that would be read as part of the architecture after the conversion: the target has a
 * key of this name, or the key alone makes a cell of another form.
 */
function rivalKey(
  value: SyntaxNode,
  own: readonly string[],
  target: NativeForm,
  space: SearchSpace,
): string | undefined {
  if (value.kind !== 'mapping') return undefined;
  const foreign = value.pairs.filter(({ key }) => !own.includes(key.text));
  const isRead = ({ key }: SyntaxPair): boolean => target.keys.includes(key.text);
  const makesCell = (pair: SyntaxPair): boolean => formOf({ ...value, pairs: [pair] }, space) !== undefined;
  return foreign.find((pair) => isRead(pair) || makesCell(pair))?.key.text;
}

function hasAnchor(text: string, { comments }: SyntaxTree, range: TextRange): boolean {
  return [...text.slice(range.start, range.end).matchAll(/(?<![^\s,:[{])&[^\s,[\]{}]/g)].some(({ index }) => {
    const offset = range.start + index;
    return !comments.some(({ start, end }) => offset >= start && offset < end);
  });
}

function formNamed(id: string, space: SearchSpace): NativeForm | undefined {
  return formsOf(space).find((form) => form.id === id);
}

function refuse(cell: string, reason: string): Conversion {
  return { kind: 'refused', cell, reason };
}
