import type { TextRange } from '../../core/spec/document';
import { spaceFileHover } from '../spaceFile/spaceFileHover';
import type { CellFile } from '../serviceTypes';
import { entryAt } from '../spans';
import { syntaxPlaceAt } from '../syntaxPath';
import { syntaxOf } from '../syntaxRanges';
import { cellKeyHelp, fileKeys, nodeKeys } from './keyHelp';
import { escapeMarkdown, paragraphs } from './markdown';

/** Explains a key of a cell file, or anything in the definition of a space. */
export function keyHover(file: CellFile, offset: number): { markdown: string; range: TextRange } | undefined {
  const definition = spaceFileHover(file, offset);
  if (definition) return definition;
  const found = syntaxPlaceAt(syntaxOf(file).root, offset);
  if (found?.kind !== 'key') return undefined;
  const { path, scalar, range } = found;
  const form = entryAt(file.parsed, offset)?.form ?? '';
  const help =
    (path.length === 0 ? fileKeys.get(scalar.text) : undefined) ??
    (path.at(-2) === 'nodes' ? nodeKeys.get(scalar.text) : undefined) ??
    (path.at(-2) !== 'nodes' && isCellPath(path) ? cellKeyHelp(scalar.text, form) : undefined);
  return help === undefined
    ? undefined
    : { markdown: paragraphs(`**${escapeMarkdown(scalar.text)}**`, escapeMarkdown(help)), range };
}

/** A cell, or one of several under its role; without `cells` the file itself may be a cell, or hold some. */
function isCellPath(path: readonly (string | number)[]): boolean {
  const inner = path[0] === 'cells' ? path.slice(1) : path;
  const isRole = inner.length === 2 && /^(normal|reduce)$/.test(String(inner[1]));
  return path[0] === 'cells' ? inner.length === 1 || isRole : inner.length <= 1 || isRole;
}
