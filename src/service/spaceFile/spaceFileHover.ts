import { guessKind } from '../../core/spaces/userSpace/guessKind';
import { readSpace, type SpaceReading } from '../../core/spaces/userSpace/readSpace';
import { formatFlops, formatParameters } from '../../core/model/numberFormat';
import type { TextRange } from '../../core/spec/document';
import { findPair, type SyntaxNode } from '../../core/spec/syntax/syntaxTree';
import { codeSpan, escapeMarkdown, lines, paragraphs } from '../hover/markdown';
import { operationTitle } from '../hover/describe';
import { spaceHover } from '../hover/spaceHover';
import type { CellFile } from '../serviceTypes';
import { syntaxPlaceAt, type SyntaxPlace } from '../syntaxPath';
import { syntaxOf } from '../syntaxRanges';
import { kinds } from './spaceFileHelp';
import { definitionPath, isSpaceFile, placementIn, spacePlaceAt } from './spacePlaces';

export interface HelpAt {
  readonly markdown: string;
  readonly range: TextRange;
}

/** Explains a key, a value, an operation or an edge of a space's definition: in a space file, or under `space` in a cell file. */
export function spaceFileHover(file: CellFile, offset: number): HelpAt | undefined {
  const isWhole = isSpaceFile(file.document.uri);
  const { root } = syntaxOf(file);
  const found = syntaxPlaceAt(root, offset);
  const path = found && definitionPath(found.path, found.kind, isWhole);
  const definition = isWhole ? root : findPair(root, 'space')?.value;
  if (!found || !path || !definition) return undefined;
  const markdown = explain({ ...found, path }, definition, file.document.getText());
  return markdown === undefined ? undefined : { markdown, range: found.range };
}

function explain({ kind, path, scalar }: SyntaxPlace, definition: SyntaxNode, text: string): string | undefined {
  const reading = (): SpaceReading => readSpace(definition, { inline: true });
  if (kind === 'value' && path.length === 1 && path[0] === 'name') {
    const { space } = reading();
    return space && spaceHover(space);
  }
  const place = spacePlaceAt(kind, path, placementIn(text));
  if (place?.kind === 'operation-name') return operationHelp(scalar.text, reading());
  if (place?.kind === 'edge') return edgeHelp(scalar.text, reading());
  const word = place?.words.find((known) => known.text === scalar.text);
  if (!word) return undefined;
  const listed = place?.kind === 'keys' && word.text === 'kind' ? kinds : [];
  const choices = listed.map((choice) => `- ${codeSpan(choice.text)}: ${escapeMarkdown(choice.help)}`);
  return paragraphs(`**${escapeMarkdown(word.text)}**`, escapeMarkdown(word.help, 400), choices.join('\n'));
}

/** What is known of an operation, and what is only guessed. */
function operationHelp(name: string, { definition }: SpaceReading): string {
  const operation = definition?.operations.find((known) => known.name === name);
  if (!operation) {
    const kind = guessKind(name);
    return `**${escapeMarkdown(name)}** · ${kind} (by its name)`;
  }
  const { cost, aliases, description } = operation;
  const costs = [formatParameters(cost), formatFlops(cost)].filter((part) => part !== undefined);
  return paragraphs(
    operationTitle(operation),
    escapeMarkdown(description, 400),
    lines(
      costs.length > 0
        ? `Cost of one use: ${costs.map((part) => escapeMarkdown(part)).join(', ')}`
        : 'Without "parameters" and "flops" cells with this operation have no cost\\.',
      aliases.length > 0 ? `Also written ${aliases.map((alias) => codeSpan(alias)).join(', ')}` : undefined,
    ),
  );
}

function edgeHelp(edge: string, { definition }: SpaceReading): string {
  return `edge ${codeSpan(edge)}: ${definition?.isFixed ? 'every cell has it' : 'a cell may have it'}`;
}
