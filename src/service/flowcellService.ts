import type {
  CodeAction,
  CodeLens,
  CompletionList,
  Diagnostic,
  DocumentHighlight,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  SelectionRange,
} from 'vscode-languageserver-types';
import type { TextRange } from '../core/spec/document';
import { codeActions } from './actions/codeActions';
import { neighbourRequests } from './actions/gainActions';
import { codeLenses } from './codeLens';
import { cellConversions, type CellConversions } from './conversions';
import { complete } from './completion/completion';
import { definition } from './definition';
import { diagnostics } from './diagnostics';
import { documentHighlights } from './documentHighlight';
import { documentSymbols } from './documentSymbols';
import { foldingRanges } from './folding';
import { hover, hoverRequests } from './hover/hover';
import { references } from './references';
import { prepareRename, rename, type RenameResult, type RenameTarget } from './rename';
import { selectionRanges } from './selectionRange';
import type { CancellationCheck, CellFile, ScoredCell, ServiceDependencies } from './serviceTypes';
import { entryAt } from './spans';

/**
 * Everything that an editor may ask about a cell file, as functions of the file: no connection, no clock, no state. Offsets and
 * ranges that go in are UTF-16 offsets (positions.ts converts), answers are the protocol's own types. One file for each method.
 *
 * Predictions come from `ServiceDependencies.scoreOf`, which never waits. A host that wants an answer to be complete asks for the
 * `...Requests` first, has them scored, and then asks for the answer.
 */
export interface FlowcellService {
  /** @param lastGood the newest earlier version of the file whose text was not broken */
  codeLenses(file: CellFile, lastGood: CellFile | undefined, cancellation?: CancellationCheck): CodeLens[];
  hover(file: CellFile, offset: number): Hover | undefined;
  hoverRequests(file: CellFile, offset: number): ScoredCell[];
  diagnostics(file: CellFile): Diagnostic[];
  codeActions(
    file: CellFile,
    range: TextRange,
    only: readonly string[] | undefined,
    cancellation?: CancellationCheck,
  ): CodeAction[];
  /** The cell at an offset and all its neighbours, whose predictions decide what the light bulb offers. */
  neighbourRequests(file: CellFile, offset: number): ScoredCell[];
  /** The cell at an offset in its other forms; undefined where no cell is. */
  conversions(file: CellFile, offset: number): CellConversions | undefined;
  complete(file: CellFile, lastGood: CellFile | undefined, offset: number): CompletionList;
  documentSymbols(file: CellFile): DocumentSymbol[];
  definition(file: CellFile, offset: number): Location | undefined;
  references(file: CellFile, offset: number, includeDeclaration: boolean): Location[];
  documentHighlights(file: CellFile, offset: number): DocumentHighlight[];
  prepareRename(file: CellFile, offset: number): RenameTarget;
  rename(file: CellFile, offset: number, newName: string): RenameResult;
  foldingRanges(file: CellFile): FoldingRange[];
  selectionRanges(file: CellFile, offsets: readonly number[]): SelectionRange[];
}

export function getFlowcellService(dependencies: ServiceDependencies): FlowcellService {
  return {
    codeLenses: (file, lastGood, cancellation) => codeLenses(file, lastGood, dependencies, cancellation),
    hover: (file, offset) => hover(file, offset, dependencies),
    hoverRequests,
    diagnostics: (file) => diagnostics(file, dependencies),
    codeActions: (file, range, only, cancellation) => codeActions(file, range, only, dependencies, cancellation),
    neighbourRequests: (file, offset) => {
      const entry = dependencies.settings(file.document.uri).maxSuggestions > 0 && entryAt(file.parsed, offset);
      return entry ? neighbourRequests(file, entry) : [];
    },
    conversions: (file, offset) => {
      const entry = entryAt(file.parsed, offset);
      return entry && cellConversions(file, entry);
    },
    complete: (file, lastGood, offset) => complete(file, lastGood, offset, dependencies),
    documentSymbols,
    definition: (file, offset) => definition(file, offset, dependencies),
    references,
    documentHighlights,
    prepareRename,
    rename,
    foldingRanges,
    selectionRanges,
  };
}
