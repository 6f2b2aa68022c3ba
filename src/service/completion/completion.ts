import { CompletionItemKind, type CompletionItem, type CompletionList } from 'vscode-languageserver-types';
import type { SearchSpace } from '../../core/spaces/space';
import type { TextRange } from '../../core/spec/document';
import { toRange } from '../positions';
import type { CellFile, ServiceDependencies } from '../serviceTypes';
import { spaceFileCandidates } from '../spaceFile/spaceCandidates';
import { definitionPath, isSpaceFile, placementIn, spacePlaceAt } from '../spaceFile/spacePlaces';
import {
  cellKeys,
  edgeCandidates,
  indexCandidates,
  keyCandidates,
  nodeCandidates,
  operationCandidates,
  spaceCandidates,
  topLevelKeys,
  type Candidate,
} from './candidates';
import { cellAtPath, spaceOf } from './cellNames';
import { cursorContext, type CursorContext } from './cursorContext';
import { expectationAt, type Expectation } from './expectations';
import { templateItems } from './templateItems';
import { digitCandidates, lineCandidates } from './textCandidates';
import { writtenCandidate } from './writtenCandidate';

/**
 * Completes spaces, operations, node names and keys, in JSON and YAML alike. Works from the text before the cursor, so that it does
 * while the text is broken; `lastGood` then lends the names of nodes.
 */
export function complete(
  file: CellFile,
  lastGood: CellFile | undefined,
  offset: number,
  dependencies: ServiceDependencies,
): CompletionList {
  const { language } = file.parsed;
  const text = file.document.getText();
  const context = cursorContext(text, offset, language);
  const contexts = [context, context?.asKey].filter((found) => found !== undefined);
  const offered = contexts.flatMap((found) => offeredAt(file, lastGood, offset, found, dependencies));
  const items = offered.map(({ candidate, context: at, place, isBare }, index): CompletionItem => {
    const { range, newText, filterText } = writtenCandidate(candidate.text, at, place, isBare, text, language);
    return {
      label: candidate.text,
      kind: candidate.kind,
      ...(candidate.detail === undefined ? {} : { detail: candidate.detail }),
      ...(candidate.documentation === undefined
        ? {}
        : { documentation: { kind: 'markdown', value: candidate.documentation } }),
      sortText: String(index).padStart(4, '0'),
      filterText,
      textEdit: { range: toRange(file.document, range), newText },
    };
  });
  const templates = templateItems(file, offset, dependencies.takesSnippets?.() === true);
  return { isIncomplete: false, items: [...items, ...templates] };
}

interface Offered {
  readonly candidate: Candidate;
  readonly context: CursorContext;
  /** What it replaces. */
  readonly place: TextRange;
  /** Without quotes in JSON, too. */
  readonly isBare: boolean;
}

function offeredAt(
  file: CellFile,
  lastGood: CellFile | undefined,
  offset: number,
  context: CursorContext,
  { spaceFiles }: ServiceDependencies,
): Offered[] {
  const text = file.document.getText();
  const space = spaceOf(file, lastGood);
  const expectation = expectationInSpace(file, context) ?? expectationOutsideSpace(file, context, space);
  if (!expectation) return [];
  const isText = expectation.kind === 'operation-text' || expectation.kind === 'line';
  const word = isText ? wordOf(text, offset, context) : context.token;
  const written = text.slice(context.token.start, word.start);
  const candidates =
    expectation.kind === 'space'
      ? spaceCandidates(spaceFiles?.(file.document.uri) ?? [])
      : candidatesFor(expectation, context, file, lastGood, written, space);
  // Digits follow each other without anything between them.
  const isDigit = isText && candidates.every(({ text: digit }) => /^\d$/.test(digit)) && !written.endsWith('~');
  const place = isDigit ? { start: offset, end: offset } : word;
  const isDistinct = context.kind === 'key' || expectation.kind === 'node-name' || expectation.kind === 'definition';
  return (isDistinct ? withoutSiblings(candidates, context, text) : candidates).map((candidate) => {
    const isNumber = expectation.kind === 'node-index';
    const isSwitch = expectation.kind === 'definition' && /^(true|false)$/.test(candidate.text);
    const isBare = candidate.kind === CompletionItemKind.Value && (isNumber || isSwitch);
    return { candidate, context, place, isBare };
  });
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
  { path, quote, beside, token }: CursorContext,
  file: CellFile,
  lastGood: CellFile | undefined,
  written: string,
  space: SearchSpace | undefined,
): readonly Candidate[] {
  if (expectation.kind === 'top-level-key') return keyCandidates(topLevelKeys);
  if (expectation.kind === 'definition') {
    const present = file.document.getText().slice(token.start, token.end);
    return spaceFileCandidates(expectation.place, present, file, lastGood);
  }
  if (!space) return [];
  const cell = cellAtPath(file, lastGood, path, space);
  switch (expectation.kind) {
    case 'cell-key':
      return cellKeys(space, expectation.isListed);
    case 'form-key':
      return keyCandidates(expectation.keys.map((key) => [key, `of the ${expectation.role} cell`]));
    case 'part-key':
      return keyCandidates(expectation.keys);
    case 'edge-key':
      return edgeCandidates(cell, space);
    case 'operation':
      return operationCandidates(space, expectation.withEnds);
    case 'node-name':
      return nodeCandidates(cell, space, expectation.of);
    case 'node-index':
      return indexCandidates(space, expectation.before);
    case 'operation-text':
      return beside.includes('adjacency') ? digitCandidates() : operationCandidates(space, true);
    case 'line':
      // Without quotes a line is a cell only where it has begun like one.
      return quote !== '' || written.includes('~') ? lineCandidates(space, written) : [];
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

/** The word under the cursor in a text that lists operations, without what separates them. */
function wordOf(text: string, offset: number, { token }: CursorContext): TextRange {
  let start = offset;
  while (start > token.start && !/[\s|~+,:/(["']/.test(text[start - 1] ?? '')) start--;
  let end = offset;
  while (end < token.end && !/[\s|~+,:/)\]"']/.test(text[end] ?? '')) end++;
  return { start, end };
}
