import type { Hover, MarkupContent } from 'vscode-languageserver-types';
import type { DrawnPlace } from '../../core/explain/flowView';
import type { CellEntry, TextRange } from '../../core/spec/document';
import { scoredCell } from '../cellSummary';
import { toRange, touches } from '../positions';
import type { CellFile, ScoredCell, ServiceDependencies } from '../serviceTypes';
import { entryAt, spansAt } from '../spans';
import { chosenAblations } from './chosenAblations';
import { cellHover } from './cellHover';
import { edgeHover } from './edgeHover';
import { keyHover } from './keyHover';
import type { HoverContext } from './hoverContext';
import { nodeHover } from './nodeHover';
import { operationHover } from './operationHover';
import { spaceHover } from './spaceHover';

/** What is under the mouse. */
type HoverSubject =
  | { readonly kind: 'space'; readonly range: TextRange }
  | { readonly kind: 'cell'; readonly range: TextRange; readonly entry: CellEntry }
  | {
      readonly kind: 'operation' | 'place';
      readonly range: TextRange;
      readonly entry: CellEntry;
      readonly place: DrawnPlace;
    };

/** Explains the operation, node, edge, cell, space or key at an offset. The Markdown is untrusted: it runs no commands and has no HTML. */
export function hover(file: CellFile, offset: number, { settings, scoreOf }: ServiceDependencies): Hover | undefined {
  const { document, parsed } = file;
  const options = settings(document.uri);
  if (!options.hover.enabled) return undefined;
  const subject = subjectAt(file, offset);
  // The definition of a space in its place explains itself word by word.
  if (!subject || !parsed.space || subject.kind === 'space') {
    const explained = keyHover(file, offset);
    if (explained) return { contents: markdownContent(explained.markdown), range: toRange(document, explained.range) };
  }
  if (!subject || !parsed.space) return undefined;
  const { space } = parsed;
  const markdown = ((): string | undefined => {
    if (subject.kind === 'space') return spaceHover(space);
    const { entry } = subject;
    if (!entry.architecture) return undefined;
    const context: HoverContext = {
      parsed,
      entry,
      space,
      architecture: entry.architecture,
      settings: options,
      scoreOf,
    };
    if (subject.kind === 'cell') return cellHover(context);
    const { place } = subject;
    if (subject.kind === 'operation') return operationHover(context, place);
    if (place.kind === 'node') return nodeHover(context, place);
    return edgeHover(context, place);
  })();
  if (markdown === undefined) return undefined;
  return { contents: markdownContent(markdown), range: toRange(document, subject.range) };
}

function markdownContent(value: string): MarkupContent {
  return { kind: 'markdown', value };
}

/** The cells whose predictions the hover at an offset shows: the cell itself and the one without what is hovered. */
export function hoverRequests(file: CellFile, offset: number): ScoredCell[] {
  const subject = subjectAt(file, offset);
  if (!subject || subject.kind === 'space') return [];
  const cell = scoredCell(file.parsed, subject.entry);
  if (!cell) return [];
  const ablations = 'place' in subject ? chosenAblations(cell.space, cell.architecture, subject.place) : [];
  return [cell, ...ablations.map(({ architecture }) => ({ space: cell.space, architecture }))];
}

function subjectAt({ parsed }: CellFile, offset: number): HoverSubject | undefined {
  if (parsed.spaceRange && touches(parsed.spaceRange, offset)) return { kind: 'space', range: parsed.spaceRange };
  const entry = entryAt(parsed, offset);
  if (!entry) return undefined;
  if (touches(entry.nameRange, offset)) return { kind: 'cell', range: entry.nameRange, entry };
  for (const { place, role, range } of spansAt(entry, offset)) {
    if (place.kind === 'part' && role === 'name') return { kind: 'cell', range, entry };
    if (place.kind !== 'node' && place.kind !== 'edge') continue;
    return { kind: role === 'operation' ? 'operation' : 'place', range, entry, place };
  }
  return undefined;
}
