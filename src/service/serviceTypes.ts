import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { NumberFormat } from '../core/model/numberFormat';
import type { ArchitecturePrediction } from '../core/model/prediction';
import type { SearchSpace } from '../core/spaces/space';
import type { Architecture } from '../core/spec/architecture';
import type { CellDocument } from '../core/spec/document';

/** A cell file as the editor shows it, with what was understood of it. Both belong to the same version of the text. */
export interface CellFile {
  readonly document: TextDocument;
  readonly parsed: CellDocument;
}

/** Asked between steps that take time; fits the token of the Language Server Protocol. */
export interface CancellationCheck {
  readonly isCancellationRequested: boolean;
}

export const neverCancelled: CancellationCheck = { isCancellationRequested: false };

/** A member of a space (no error among `space.check`'s problems) whose prediction is wanted. */
export interface ScoredCell {
  readonly space: SearchSpace;
  readonly architecture: Architecture;
}

/** The prediction of a cell where it is known. Never waits; `pending` and undefined both mean: not yet. */
export type ScoreLookup = (cell: ScoredCell) => ArchitecturePrediction | 'pending' | undefined;

/** What a lens shows after the prediction itself, in this order. */
export const lensColumns = ['percentile', 'parameters', 'flops', 'change'] as const;
export type LensColumn = (typeof lensColumns)[number];

export interface ServiceSettings {
  readonly codeLens: {
    readonly enabled: boolean;
    /** Names of the targets that lenses show; the model's first one when empty. */
    readonly targets: readonly string[];
    readonly columns: readonly LensColumn[];
  };
  readonly hover: { readonly enabled: boolean };
  readonly diagnostics: { readonly enabled: boolean };
  readonly numbers: NumberFormat;
  /** Edits that the light bulb offers for a cell at most; 0 offers none. */
  readonly maxSuggestions: number;
}

export const defaultServiceSettings: ServiceSettings = {
  codeLens: { enabled: true, targets: [], columns: ['percentile', 'parameters', 'change'] },
  hover: { enabled: true },
  diagnostics: { enabled: true },
  numbers: { digits: 'auto' },
  maxSuggestions: 3,
};

/** What the language service asks its host for. Everything answers at once, from what is there. */
export interface ServiceDependencies {
  readonly settings: (uri: string) => ServiceSettings;
  readonly scoreOf: ScoreLookup;
  /** The file as it was last saved, where that is known and differs from what the editor shows. */
  readonly savedVersion: (uri: string) => CellDocument | undefined;
  /** Space files that a cell file may name, relative to it; offered by completion. */
  readonly spaceFiles?: (uri: string) => readonly string[];
  /** The space file that a cell file means by a path, with its text; undefined where there is none. */
  readonly spaceFile?: (uri: string, path: string) => { readonly uri: string; readonly text: string } | undefined;
  /** Whether the editor fills in the stops of a snippet. */
  readonly takesSnippets?: () => boolean;
  /** Whether something else shows what is wrong with a file as JSON or YAML. */
  readonly isCheckedElsewhere?: (language: 'json' | 'yaml') => boolean;
  /** Address of what is written about a code of diagnostics; undefined where nothing is. */
  readonly pageOf?: (code: string) => string | undefined;
}
