import type { CancellationToken, Connection, Position, ResponseError, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { codeLenses } from '../service/codeLens';
import { definition } from '../service/definition';
import { documentHighlights } from '../service/documentHighlight';
import { documentSymbols } from '../service/documentSymbols';
import { foldingRanges } from '../service/folding';
import { hover, hoverRequests } from '../service/hover/hover';
import { toOffset } from '../service/positions';
import { references } from '../service/references';
import { selectionRanges } from '../service/selectionRange';
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
const patienceMs = { codeLens: 100, hover: 1_000 };

/** Answers what a client may ask about a document. What is not a cell file gets no answers. */
export function registerFeatures(connection: Connection, context: FeatureContext): void {
  const { host, documents, store, settings, predictions, dependencies, lensRefresh } = context;

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
      return document && codeLenses(store.get(document), store.lastGood(document), dependencies, token);
    }),
  );
  connection.onHover(
    onOffset('hover', async (file, offset) => {
      await within(predictions.ensure(hoverRequests(file, offset)), patienceMs.hover);
      return hover(file, offset, dependencies);
    }),
  );
  connection.onDocumentSymbol(onFile('document symbols', (file) => documentSymbols(file)));
  connection.onFoldingRanges(onFile('folding', (file) => foldingRanges(file)));
  connection.onSelectionRanges(
    onFile('selection', (file, { positions }) =>
      selectionRanges(
        file,
        positions.map((position) => toOffset(file.document, position)),
      ),
    ),
  );
  connection.onDefinition(onOffset('definition', definition));
  connection.onReferences(
    onOffset('references', (file, offset, { context: { includeDeclaration } }) =>
      references(file, offset, includeDeclaration),
    ),
  );
  connection.onDocumentHighlight(onOffset('highlights', documentHighlights));
}

/** The cells of the saved version, which the lenses show the change from. */
function savedCells({ document, parsed }: CellFile, store: DocumentStore): ScoredCell[] {
  const saved = store.saved(document.uri);
  return saved && saved.space === parsed.space ? scoredCells({ document, parsed: saved }) : [];
}
