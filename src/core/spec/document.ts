import type { SearchSpace } from '../spaces/space';
import type { Architecture, ArchitecturePlace } from './architecture';

/** Half-open range of UTF-16 offsets into the document's text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A problem of the text itself or of what it describes. `code` is stable and listed in docs/diagnostics.md. */
export interface DocumentProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly range: TextRange;
  /** Name of the cell it belongs to, if any. */
  readonly cell?: string;
  /** Replacements for exactly `range`, best first. */
  readonly suggestions?: readonly string[];
  /** The first suggestion was meant in all likelihood: it is close to what is written. Otherwise they are just what there is. */
  readonly isGuess?: true;
  /** JSON or YAML itself forbids it: whatever else checks the file's language finds it, too. */
  readonly isOfLanguage?: true;
  /** Other ranges that matter, for instance the first of two duplicate cells. */
  readonly related?: readonly { readonly range: TextRange; readonly message: string }[];
}

/** Where an architecture's places stand in the text. A place may have several spans (a node is declared once and referred to many times). */
export interface PlaceSpan {
  readonly place: ArchitecturePlace;
  /** `whole` spans everything that describes the place; `operation` and `name` are single tokens; `reference` mentions a node elsewhere. */
  readonly role: 'whole' | 'operation' | 'name' | 'reference';
  readonly range: TextRange;
}

/** One cell of a file. */
export interface CellEntry {
  readonly name: string;
  readonly nameRange: TextRange;
  /** Key and value. */
  readonly range: TextRange;
  /** Native form that the entry is written in, for instance `edges`, `arch-string`, `matrix`, `genotype`. */
  readonly form: string;
  /** Undefined where too little was understood. Present with errors in `problems` where it is not a member of the space. */
  readonly architecture?: Architecture;
  readonly spans: readonly PlaceSpan[];
  /** True when the architecture is a member of the space: no error among its problems. */
  readonly valid: boolean;
}

/** A parsed cell file. Parsing never throws: what was understood is here, the rest is in `problems`. */
export interface CellDocument {
  readonly language: 'json' | 'yaml';
  readonly space?: SearchSpace;
  readonly spaceRange?: TextRange;
  readonly cells: readonly CellEntry[];
  readonly problems: readonly DocumentProblem[];
}
