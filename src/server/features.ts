import {
  CodeActionKind,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
  type Position,
  type TextDocuments,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isWanted } from '../service/actions/codeActions';
import type { FlowcellService } from '../service/flowcellService';
import { toOffset, toTextRange } from '../service/positions';
import type { Refusal } from '../service/rename';
import type { CellFile, ScoredCell, ServiceDependencies } from '../service/serviceTypes';
import { isCellFile, scoredCells } from './documents/cellFiles';
import type { DocumentStore } from './documents/documentStore';
import type { LensRefresh } from './lensRefresh';
import type { PredictionStore } from './predictions/predictionStore';
import { runSafe, type HandlerHost } from './runSafe';
import type { SettingsCache } from './settingsCache';
import { within } from './within';

export interface FeatureContext {
  readonly host: HandlerHost;
  readonly documents: TextDocuments<TextDocument>;
  readonly store: DocumentStore;
  readonly settings: SettingsCache;
  readonly predictions: PredictionStore;
  readonly service: FlowcellService;
  readonly dependencies: ServiceDependencies;
  readonly lensRefresh: LensRefresh;
}

interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

interface PositionParams extends DocumentParams {
  readonly position: Position;
}

/** How long an answer waits for predictions that are not there yet: short enough to be felt as at once. */
const patienceMs = { codeLens: 100, hover: 1_000, codeAction: 500 };

/** Answers what a client may ask about a document. What is not a cell file gets no answers. */
export function registerFeatures(connection: Connection, context: FeatureContext): void {
  const { host, documents, store, settings, predictions, service, lensRefresh } = context;

  /** A handler that gets the cell file with its settings known, or answers null where Flowcell has no say. */
  function onFile<P extends DocumentParams, R>(
    what: string,
    handler: (file: CellFile, params: P, token: CancellationToken) => R | undefined | Promise<R | undefined>,
  ): (params: P, token: CancellationToken) => Promise<R | null | ResponseError> {
    return runSafe<P, R | null>(
      what,
      null,
      async (params, token) => {
        await settings.get(params.textDocument.uri);
        const document = documents.get(params.textDocument.uri);
        const file = document && store.get(document);
        if (!file || !isCellFile(file)) return null;
        return (await handler(file, params, token)) ?? null;
      },
      host,
    );
  }

  /** The same with the offset of the position. */
  const onOffset = <P extends PositionParams, R>(
    what: string,
    handler: (file: CellFile, offset: number, params: P) => R | undefined | Promise<R | undefined>,
  ): ((params: P, token: CancellationToken) => Promise<R | null | ResponseError>) =>
    onFile(what, (file, params) => handler(file, toOffset(file.document, params.position), params));

  connection.onCodeLens(
    onFile('code lens', async (file, { textDocument: { uri } }, token) => {
      if (!settings.peek(uri).codeLens.enabled) return undefined;
      const wanted = [...scoredCells(file), ...savedCells(file, store)];
      await lensRefresh.whenLate(predictions.ensure(wanted), patienceMs.codeLens);
      // The document may have changed meanwhile: what is answered has to fit the text of now.
      const document = documents.get(uri);
      return document && service.codeLenses(store.get(document), store.lastGood(document), token);
    }),
  );
  connection.onHover(
    onOffset('hover', async (file, offset) => {
      await within(predictions.ensure(service.hoverRequests(file, offset)), patienceMs.hover);
      return service.hover(file, offset);
    }),
  );
  connection.onCodeAction(
    onFile('code actions', async (file, { range, context: { only } }, token) => {
      const place = toTextRange(file.document, range);
      // A missed prediction hides a suggestion, no more: the light bulb does not wait for a slow engine.
      if (isWanted(CodeActionKind.RefactorRewrite, only)) {
        const wanted = predictions.ensure(service.neighbourRequests(file, place.start));
        await within(wanted, patienceMs.codeAction);
      }
      return service.codeActions(file, place, only, token);
    }),
  );
  connection.onCompletion(
    onOffset('completion', (file, offset) => {
      const document = documents.get(file.document.uri);
      return service.complete(file, document && store.lastGood(document), offset);
    }),
  );
  connection.onDocumentSymbol(onFile('document symbols', (file) => service.documentSymbols(file)));
  connection.onFoldingRanges(onFile('folding', (file) => service.foldingRanges(file)));
  connection.onSelectionRanges(
    onFile('selection', (file, { positions }) =>
      service.selectionRanges(
        file,
        positions.map((position) => toOffset(file.document, position)),
      ),
    ),
  );
  connection.onDefinition(onOffset('definition', (file, offset) => service.definition(file, offset)));
  connection.onReferences(
    onOffset('references', (file, offset, { context: { includeDeclaration } }) =>
      service.references(file, offset, includeDeclaration),
    ),
  );
  connection.onDocumentHighlight(onOffset('highlights', (file, offset) => service.documentHighlights(file, offset)));
  connection.onPrepareRename(
    onOffset('rename', (file, offset) => {
      const target = service.prepareRename(file, offset);
      return target.kind === 'refused' ? refusal(target) : target;
    }),
  );
  connection.onRenameRequest(
    onOffset('rename', (file, offset, { newName }) => {
      const result = service.rename(file, offset, newName);
      return result.kind === 'refused' ? refusal(result) : result.edit;
    }),
  );
}

/** An answer that the editor shows as it is. */
function refusal({ reason }: Refusal): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

/** The cells of the saved version, which the lenses show the change from. */
function savedCells({ document, parsed }: CellFile, store: DocumentStore): ScoredCell[] {
  const saved = store.saved(document.uri);
  return saved && saved.space === parsed.space ? scoredCells({ document, parsed: saved }) : [];
}
