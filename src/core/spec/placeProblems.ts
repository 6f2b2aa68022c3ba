import type { SpaceProblem } from '../spaces/space';
import type { ArchitecturePlace } from './architecture';
import type { DocumentProblem, PlaceSpan, TextRange } from './document';
import { replacementText } from './replacementText';

/** Finds the text of an architecture's places. */
export class PlaceIndex {
  readonly #spans = new Map<string, PlaceSpan[]>();

  constructor(spans: readonly PlaceSpan[]) {
    for (const span of spans) {
      const key = placeKey(span.place);
      const list = this.#spans.get(key);
      if (list) list.push(span);
      else this.#spans.set(key, [span]);
    }
  }

  /** The first span of the place whose role comes first in `roles`. */
  find(place: ArchitecturePlace, roles: readonly PlaceSpan['role'][]): TextRange | undefined {
    const spans = this.#spans.get(placeKey(place)) ?? [];
    for (const role of roles) {
      const found = spans.find((span) => span.role === role);
      if (found) return found.range;
    }
    return undefined;
  }
}

export function placeKey(place: ArchitecturePlace): string {
  switch (place.kind) {
    case 'architecture':
      return 'architecture';
    case 'part':
      return `part ${place.part}`;
    case 'node':
      return `node ${place.part} ${place.node}`;
    case 'edge':
      return `edge ${place.part} ${place.edge}`;
  }
}

/** A problem of an architecture as a problem of the text that it was read from. */
export function placeProblem(
  problem: SpaceProblem,
  places: PlaceIndex,
  text: string,
  cell: { readonly name: string; readonly nameRange: TextRange },
): DocumentProblem {
  const { code, severity, message, place, suggestions, isGuess } = problem;
  const isAboutOperation = code === 'unknown-operation' || code === 'unreachable-node' || code === 'dead-node';
  const roles: PlaceSpan['role'][] =
    place.kind === 'edge' && !isAboutOperation
      ? ['whole', 'operation']
      : isAboutOperation && (place.kind === 'edge' || code === 'unknown-operation')
        ? ['operation', 'whole', 'name']
        : ['name', 'operation', 'whole', 'reference'];
  const found = places.find(place, roles);
  const inPart = 'part' in place ? places.find({ kind: 'part', part: place.part }, ['name', 'whole']) : undefined;
  const range = found ?? inPart ?? cell.nameRange;
  const replacements = found && suggestions?.map((name) => replacementText(name, text, found));
  return {
    code,
    severity,
    message,
    range,
    cell: cell.name,
    ...(replacements && replacements.length > 0 ? { suggestions: replacements, ...(isGuess && { isGuess }) } : {}),
  };
}
