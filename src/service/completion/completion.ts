import { CompletionItemKind, type CompletionItem, type CompletionList } from 'vscode-languageserver-types';
import type { SearchSpace } from '../../core/spaces/space';
import type { TextRange } from '../../core/spec/document';
import { toRange } from '../positions';
import type { CellFile, ServiceDependencies } from '../serviceTypes';
import {
  cellKeys,
  edgeCandidates,
  indexCandidates,
  keyCandidates,
  nodeCandidates,
  nodeKeys,
  operationCandidates,
  spaceCandidates,
  topLevelKeys,
  type Candidate,
} from './candidates';
import { cellAtPath, spaceOf } from './cellNames';
import { cursorContext, type CursorContext } from './cursorContext';
import { expectationAt, type Expectation } from './expectations';
import { spaceFileCandidates } from '../spaceFile/spaceCandidates';
import { definitionPath, isSpaceFile, placementIn, spacePlaceAt } from '../spaceFile/spacePlaces';

const nothing: CompletionList = { isIncomplete: false, items: [] };

/**
 * Completes spaces, operations, node names and keys, in JSON and YAML alike. Works from the text before the cursor, so that it does
 * while the text is broken; `lastGood` then lends the names of nodes.
 */
export function complete(
  file: CellFile,
  lastGood: CellFile | undefined,
  offset: number,
  { spaceFiles }: ServiceDependencies,
): CompletionList {
  const text = file.document.getText();
  const { language } = file.parsed;
  const context = cursorContext(text, offset, language);
  const space = spaceOf(file, lastGood);
  const expectation = context && (expectationInSpace(file, context) ?? expectationOutsideSpace(file, context, space));
  if (!expectation) return nothing;
  const place = expectation.kind === 'operation-text' ? wordOf(text, offset, context) : context.token;
  const found =
    expectation.kind === 'space'
      ? spaceCandidates(spaceFiles?.(file.document.uri) ?? [])
      : candidatesFor(expectation, context, file, lastGood, text.slice(place.start - 1, place.start), space);
  const offered = context.kind === 'key' ? withoutSiblings(found, context, text) : found;
  const items = offered.map((candidate, index): CompletionItem => {
    const range = toRange(file.document, place);
    return {
      label: candidate.text,
      kind: candidate.kind,
      ...(candidate.detail === undefined ? {} : { detail: candidate.detail }),
      ...(candidate.documentation === undefined
        ? {}
        : { documentation: { kind: 'markdown', value: candidate.documentation } }),
      sortText: String(index).padStart(4, '0'),
      filterText: candidate.text,
      textEdit: { range, newText: writtenText(candidate, context, expectation, text, language) },
    };
  });
  return { isIncomplete: false, items };
}

/** What the definition of a space asks for, in its own file or in the place of its name. */
function expectationInSpace({ document }: CellFile, { kind, path }: CursorContext): Expectation | undefined {
  const inner = definitionPath(path, kind, isSpaceFile(document.uri));
  const place = inner && spacePlaceAt(kind, inner, placementIn(document.getText()));
  return place && { kind: 'definition', place };
}

function expectationOutsideSpace(
  { document }: CellFile,
  context: CursorContext,
  space: SearchSpace | undefined,
): Expectation | undefined {
  const isInside = definitionPath(context.path, context.kind, isSpaceFile(document.uri)) !== undefined;
  return isInside ? undefined : expectationAt(context, space);
}

function candidatesFor(
  expectation: Exclude<Expectation, { kind: 'space' }>,
  { path }: CursorContext,
  file: CellFile,
  lastGood: CellFile | undefined,
  before: string,
  space: SearchSpace | undefined,
): readonly Candidate[] {
  if (expectation.kind === 'top-level-key') return keyCandidates(topLevelKeys);
  if (expectation.kind === 'definition') return spaceFileCandidates(expectation.place, file, lastGood);
  if (!space) return [];
  const cell = cellAtPath(file, lastGood, path, space);
  switch (expectation.kind) {
    case 'cell-key':
      return cellKeys(space);
    case 'form-key':
      return keyCandidates(expectation.keys.map((key) => [key, `of the ${expectation.role} cell`]));
    case 'node-key':
      return keyCandidates(nodeKeys);
    case 'edge-key':
      return edgeCandidates(cell, space);
    case 'operation':
      return operationCandidates(space, expectation.withEnds);
    case 'node-name':
      return nodeCandidates(cell, space);
    case 'node-index':
      return indexCandidates(space, expectation.before);
    case 'operation-text':
      return before === '~' ? indexCandidates(space, undefined) : operationCandidates(space, false);
  }
}

function withoutSiblings(
  candidates: readonly Candidate[],
  { siblings, token }: CursorContext,
  text: string,
): readonly Candidate[] {
  const own = text.slice(token.start, token.end);
  const others = siblings.filter((key, index) => key !== own || siblings.indexOf(key) !== index);
  const normal = (key: string): string => key.replace(/\s+/g, '');
  const taken = new Set(others.map(normal));
  return candidates.filter((candidate) => !taken.has(normal(candidate.text)));
}

/** The text of a candidate as it is written here: with quotes where they are missing, a key with its colon. */
function writtenText(
  { text, kind }: Candidate,
  { quote, token, kind: place }: CursorContext,
  { kind: expected }: Expectation,
  source: string,
  language: 'json' | 'yaml',
): string {
  const isBare =
    kind === CompletionItemKind.Value &&
    (expected === 'node-index' || (expected === 'definition' && /^(true|false)$/.test(text)));
  const needsQuotes = quote === '' && (language === 'json' ? !isBare : !/^[\w./+][\w./+ >-]*$/.test(text));
  const written = needsQuotes ? JSON.stringify(text) : text;
  if (place !== 'key') return written;
  const hasColon = /^["']?\s*:/.test(source.slice(token.end, token.end + 80));
  if (hasColon || (quote !== '' && language === 'yaml')) return written;
  // In open quotes the key is closed here; in closed ones only the editor's user can add what follows them.
  if (quote !== '') return source[token.end] === quote ? written : `${written}${quote}: `;
  return `${written}: `;
}

/** The word under the cursor in a text that lists operations, without what separates them. */
function wordOf(text: string, offset: number, { token }: CursorContext): TextRange {
  let start = offset;
  while (start > token.start && !/[\s|~+,:/([]/.test(text[start - 1] ?? '')) start--;
  let end = offset;
  while (end < token.end && !/[\s|~+,:/)\]"']/.test(text[end] ?? '')) end++;
  return { start, end };
}
