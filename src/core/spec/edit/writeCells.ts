import type { SearchSpace } from '../../spaces/space';
import type { Architecture } from '../architecture';
import { formsOf } from '../forms/forms';
import { blockObject, text as textValue } from '../forms/outputTree';
import type { OutputPair } from '../forms/outputTree';
import { parseCellFile } from '../parseCellDocument';
import type { ParseOptions } from '../parseCellDocument';
import { findPair } from '../syntax/syntaxTree';
import type { FileLanguage } from '../syntax/parseSyntax';
import { printJson, printJsonPairs, printYamlPairs, yamlIndent } from './printValue';
import { isWellFormed } from './rewriteCell';
import { lineEnd, lineStart, textStyle } from './textEdit';
import type { TextEdit } from './textEdit';

export interface NamedArchitecture {
  readonly name: string;
  readonly architecture: Architecture;
}

/**
 * A new cell file.
 *
 * @param space what the file is to say under `space`, where that is not the space's name: the path of its file.
 * @throws RangeError when the space has no form of this identifier.
 */
export function writeCellFile(
  cells: readonly NamedArchitecture[],
  space: SearchSpace,
  language: FileLanguage,
  { form, spaceReference = space.name }: { readonly form?: string; readonly spaceReference?: string } = {},
): string {
  const pairs: OutputPair[] = [
    ['space', textValue(spaceReference)],
    [
      'cells',
      blockObject(cells.map(({ name, architecture }) => [name, blockObject(formPairs(architecture, space, form))])),
    ],
  ];
  const style = { endOfLine: '\n', indent: '  ' };
  if (language === 'yaml') return `${printYamlPairs(pairs, '', style)}\n`;
  return `${printJson(blockObject(pairs), '', style, false)}\n`;
}

/** An edit that adds a cell at the end of the file's `cells`; undefined where there is no such mapping to add to. */
export function insertCell(
  text: string,
  language: FileLanguage,
  { name, architecture }: NamedArchitecture,
  options: ParseOptions & { readonly form?: string } = {},
): TextEdit | undefined {
  const { document, tree } = parseCellFile(text, language, options);
  const cells = findPair(tree.root, 'cells');
  if (!isWellFormed(tree) || !document.space || cells?.value.kind !== 'mapping') return undefined;
  const style = textStyle(text);
  const last = cells.value.pairs[cells.value.pairs.length - 1];
  const pair: OutputPair = [name, blockObject(formPairs(architecture, document.space, options.form))];
  const isFlow = language === 'json' || text[cells.value.range.start] === '{';
  if (last) {
    const trimmed = last.range.start + text.slice(last.range.start, last.range.end).trimEnd().length;
    // A comment at the end of a line belongs to that line.
    const end = isFlow ? trimmed : lineEnd(text, trimmed);
    const indent = text.slice(lineStart(text, last.range.start), last.range.start);
    const isOneLine = isFlow && indent.trim() !== '';
    const separator = isFlow ? (isOneLine ? ', ' : `,${style.endOfLine}${indent}`) : style.endOfLine + indent;
    const printed = isFlow ? printJsonPairs([pair], indent, style, isOneLine) : printYamlPairs([pair], indent, style);
    return { range: { start: end, end }, newText: separator + printed };
  }
  if (isFlow) {
    const printed = ` ${printJsonPairs([pair], '', style, true)} `;
    return { range: { start: cells.value.range.start + 1, end: cells.value.range.end - 1 }, newText: printed };
  }
  const indent = yamlIndent(style);
  const end = cells.key.range.end + 1;
  return { range: { start: end, end }, newText: style.endOfLine + indent + printYamlPairs([pair], indent, style) };
}

function formPairs(architecture: Architecture, space: SearchSpace, id: string | undefined): readonly OutputPair[] {
  const form = id === undefined ? formsOf(space)[0] : formsOf(space).find((candidate) => candidate.id === id);
  if (!form) throw new RangeError(`${space.name} has no form ${JSON.stringify(id)}`);
  return form.write(architecture, space);
}
