import type { Location } from 'vscode-languageserver-types';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextRange } from '../core/spec/document';
import { defaultReadLimits } from '../core/spec/syntax/limits';
import { parseSyntax } from '../core/spec/syntax/parseSyntax';
import { findPair, scalarText, type SyntaxNode } from '../core/spec/syntax/syntaxTree';
import { toRange, touches } from './positions';
import { operationNameAt } from './references';
import type { CellFile, ServiceDependencies } from './serviceTypes';
import { syntaxOf } from './syntaxRanges';

/** From the path of a space file to its beginning, and from an operation of a space of the author's own to where that defines it. */
export function spaceTarget(
  file: CellFile,
  offset: number,
  { spaceFile }: Pick<ServiceDependencies, 'spaceFile'>,
): Location | undefined {
  const { document, parsed } = file;
  const space = findPair(syntaxOf(file).root, 'space')?.value;
  if (!space) return undefined;
  if (space.kind === 'mapping') {
    const range = operationRange(space, operationNameAt(parsed, offset));
    return range && { uri: document.uri, range: toRange(document, range) };
  }
  const path = scalarText(space);
  const isPath = touches(space.range, offset);
  const operation = isPath ? undefined : operationNameAt(parsed, offset);
  if (path === undefined || (!isPath && operation === undefined)) return undefined;
  const target = spaceFile?.(document.uri, path);
  if (!target) return undefined;
  const language = /\.json$/i.test(target.uri) ? 'json' : 'yaml';
  const range = isPath
    ? { start: 0, end: 0 }
    : operationRange(parseSyntax(target.text, language, defaultReadLimits).root, operation);
  const text = TextDocument.create(target.uri, language, 0, target.text);
  return range && { uri: target.uri, range: toRange(text, range) };
}

/** The name of an operation in a definition: a key, an item, or the value of `name`. */
function operationRange(definition: SyntaxNode | undefined, name: string | undefined): TextRange | undefined {
  const operations = findPair(definition, 'operations')?.value;
  if (name === undefined || !operations || operations.kind === 'scalar') return undefined;
  const names =
    operations.kind === 'mapping'
      ? operations.pairs.map(({ key }) => key)
      : operations.items.map((item) => (item.kind === 'mapping' ? findPair(item, 'name')?.value : item));
  return names.find((node) => scalarText(node) === name)?.range;
}
