import type { ArchitecturePlace } from '../core/spec/architecture';
import type { CellEntry, CellDocument, PlaceSpan, TextRange } from '../core/spec/document';
import { touches } from './positions';
import { entryAt, spanOf, spansAt, spansOf } from './spans';

type NodePlace = Extract<ArchitecturePlace, { kind: 'node' }>;

/** A node whose name stands under the cursor. */
export interface NodeMention {
  readonly entry: CellEntry;
  readonly place: NodePlace;
  readonly name: string;
  /** The name that the cursor touches. */
  readonly range: TextRange;
}

export function nodeAt(parsed: CellDocument, offset: number): NodeMention | undefined {
  const entry = entryAt(parsed, offset);
  if (!entry) return undefined;
  const span = spansAt(entry, offset).find(isNodeName);
  const { place } = span ?? {};
  const node = place?.kind === 'node' ? entry.architecture?.parts[place.part]?.cell.nodes[place.node] : undefined;
  if (!span || !node || place?.kind !== 'node') return undefined;
  return { entry, place, name: node.name, range: span.range };
}

/** The cell whose name the cursor touches. */
export function cellNameAt(parsed: CellDocument, offset: number): CellEntry | undefined {
  return parsed.cells.find(({ nameRange }) => touches(nameRange, offset));
}

/** Where the node is declared: its name, or where nothing declares it, its first mention. */
export function declarationOf(entry: CellEntry, place: NodePlace): PlaceSpan | undefined {
  return spanOf(entry, place, 'name') ?? spanOf(entry, place, 'reference');
}

/** Every place that names the node, in text order. */
export function mentionsOf(entry: CellEntry, place: NodePlace): PlaceSpan[] {
  return spansOf(entry, place, 'name', 'reference').sort((a, b) => a.range.start - b.range.start);
}

function isNodeName({ place, role }: PlaceSpan): boolean {
  return place.kind === 'node' && (role === 'name' || role === 'reference');
}
