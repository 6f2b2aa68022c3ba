import { dirname } from 'node:path';
import {
  DidChangeConfigurationNotification,
  RequestType0,
  TextDocuments,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CellDocument } from '../core/spec/document';
import type { BackendSelection } from '../protocol/backends';
import type { EngineSettings } from '../protocol/engine';
import {
  documentKindNotification,
  environmentNotification,
  isInitializationOptions,
  restartEngineRequest,
  type InitializationOptions,
} from '../protocol/server';
import { getFlowcellService } from '../service/flowcellService';
import type { ServiceDependencies } from '../service/serviceTypes';
import { isSpaceFile } from '../service/spaceFile/spacePlaces';
import { registerBackendRequests } from './backendRequests';
import { serverCapabilities } from './capabilities';
import { registerConvertRequests } from './convertRequests';
import { Debouncer } from './debouncer';
import { diagnosticPages } from './diagnosticPages';
import { DiagnosticsPublisher } from './diagnosticsPublisher';
import { DocumentKinds } from './documentKinds';
import { DocumentStore } from './documents/documentStore';
import { parseDocument } from './documents/parseDocument';
import { followSavedTexts } from './documents/savedTexts';
import { SpaceFiles } from './documents/spaceFiles';
import { registerImportRequests } from './importRequests';
import { NodeFinder } from './engine/nodePath';
import { superviseEngine } from './engineHost';
import { EngineStatusReporter } from './engineStatus';
import { registerFeatures } from './features';
import { registerFlowRequests } from './flowRequests';
import { registerLargeFiles } from './largeFiles';
import { LensRefresh } from './lensRefresh';
import { registerLocateCells } from './locateCells';
import { PredictionStore } from './predictions/predictionStore';
import { runSafe } from './runSafe';
import { SettingsCache } from './settingsCache';
import { registerTrainingRequests } from './trainingRequests';

export interface ServerOptions {
  /** Path of the engine's bundle. */
  readonly engineModule: string;
}

/** While somebody edits a space file, the cells of that space are not read anew with every keystroke. */
const spaceQuietMs = 300;

/** Puts the parts together and listens. What a client may ask about a document is in features.ts; this is the server's life. */
export function startServer(connection: Connection, { engineModule }: ServerOptions): void {
  let options: InitializationOptions = { modelFolders: [], trusted: false };
  let canAskConfiguration = false;
  let canRegisterConfiguration = false;
  let takesSnippets = false;
  const host = { isInitialized: false, error: (message: string): void => connection.console.error(message) };

  const documents = new TextDocuments(TextDocument);
  const settings = new SettingsCache((scopeUri) =>
    canAskConfiguration
      ? connection.workspace.getConfiguration({ ...(scopeUri !== '' && { scopeUri }), section: 'flowcell' })
      : Promise.resolve(undefined),
  );
  const spaceFiles = new SpaceFiles((uri) => openText(documents.get(uri)));
  const largeFiles = registerLargeFiles(connection, { host, documents, onAsked: () => readAnew() });
  const parse = (document: TextDocument): CellDocument =>
    parseDocument(document, spaceFiles, largeFiles.has(document.uri));
  const store = new DocumentStore(parse);
  const lensRefresh = new LensRefresh(connection);
  const engineSettings = (): EngineSettings => {
    const { backend, packageFolder } = settings.peek('').engine;
    const { modelFolders, backendStorage } = options;
    return {
      modelFolders,
      backend,
      packageFolder,
      ...(backendStorage === undefined ? {} : { storage: backendStorage }),
    };
  };
  const nodes = new NodeFinder();
  const backgroundSettings = async (): Promise<EngineSettings> => {
    const { nodePath } = (await settings.get('')).engine;
    const { node, problem } = await nodes.find(nodePath);
    if (problem !== undefined) connection.console.info(`only this program can train: ${problem}`);
    return { ...engineSettings(), ...(node === undefined ? {} : { node }) };
  };
  const status = new EngineStatusReporter(connection);
  const engine = superviseEngine(connection, engineModule, engineSettings, status);
  const predictions = new PredictionStore({
    engine,
    onRetry: () => lensRefresh.request(),
    modelOf: (space) => settings.peek('').models.default[space],
  });
  const dependencies: ServiceDependencies = {
    settings: (uri) => settings.peek(uri),
    scoreOf: (cell) => predictions.get(cell) ?? 'pending',
    savedVersion: (uri) => store.saved(uri),
    spaceFiles: (uri) => spaceFiles.beside(uri),
    spaceFile: (uri, path) => spaceFiles.find(uri, path),
    takesSnippets: () => takesSnippets,
    isCheckedElsewhere: (language) => options.checkedLanguages?.includes(language) === true,
    pageOf: diagnosticPages(dirname(dirname(engineModule))),
  };
  const spaceEdits = new Debouncer(spaceQuietMs);
  const service = getFlowcellService(dependencies);
  const kinds = new DocumentKinds(
    (document) => void connection.sendNotification(documentKindNotification, document).catch(() => undefined),
  );
  const diagnostics = new DiagnosticsPublisher({ connection, documents, store, settings, service, host, kinds });

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    if (isInitializationOptions(params.initializationOptions)) options = params.initializationOptions;
    const { workspace, textDocument } = params.capabilities;
    takesSnippets = textDocument?.completion?.completionItem?.snippetSupport === true;
    canAskConfiguration = workspace?.configuration === true;
    canRegisterConfiguration = workspace?.didChangeConfiguration?.dynamicRegistration === true;
    lensRefresh.isSupported = workspace?.codeLens?.refreshSupport === true;
    host.isInitialized = true;
    return { serverInfo: { name: 'flowcell' }, capabilities: serverCapabilities };
  });
  connection.onInitialized(() => {
    // The engine's settings are those of no resource.
    void settings.get('').then(({ models }) => {
      if (Object.keys(models.default).length === 0) return;
      predictions.clear();
      lensRefresh.request();
    });
    if (canRegisterConfiguration) void connection.client.register(DidChangeConfigurationNotification.type);
  });
  connection.onNotification(environmentNotification, (environment: unknown) => {
    if (isInitializationOptions(environment)) options = environment;
  });
  connection.onShutdown(() => {
    spaceEdits.dispose();
    diagnostics.dispose();
    lensRefresh.dispose();
    predictions.dispose();
    engine.dispose();
    background.training.dispose();
    background.measuring.dispose();
  });

  /** Everything that depends on something else than the text is made again. */
  const refreshAll = (): void => {
    lensRefresh.request();
    for (const { uri } of documents.all()) diagnostics.schedule(uri);
  };
  connection.onDidChangeConfiguration(async () => {
    const before = settings.peek('');
    settings.clear();
    const after = await settings.get('');
    const changed = (section: 'engine' | 'models'): boolean =>
      JSON.stringify(after[section]) !== JSON.stringify(before[section]);
    if (changed('engine')) for (const each of [engine, background.training, background.measuring]) each.renew();
    // The next numbers start the new engine, which then says what it computes on.
    if (changed('engine') || changed('models')) predictions.clear();
    refreshAll();
  });
  const readAnew = (): void => {
    store.invalidate();
    refreshAll();
  };
  const savedTexts = followSavedTexts({ documents, store, host, onChange: () => lensRefresh.request() });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const uris = changes.map(({ uri }) => uri);
    savedTexts.changedOnDisk(uris);
    if (uris.some(isSpaceFile)) readAnew();
  });
  const restartEngine = runSafe(
    'restart of the engine',
    null,
    async () => {
      settings.clear();
      await settings.get('');
      engine.restart();
      // a training goes on from its checkpoint, on what the settings say now
      background.training.restart();
      background.measuring.restart();
      predictions.clear();
      lensRefresh.request();
      return null;
    },
    host,
  );
  connection.onRequest(new RequestType0<null, void>(restartEngineRequest), (token) => restartEngine(undefined, token));

  documents.onDidChangeContent(({ document: { uri } }) => {
    diagnostics.schedule(uri);
    if (isSpaceFile(uri)) spaceEdits.schedule(uri, readAnew);
  });
  documents.onDidClose(({ document: { uri } }) => {
    diagnostics.close(uri);
    store.close(uri);
    settings.forget(uri);
    if (isSpaceFile(uri)) spaceEdits.schedule(uri, readAnew);
  });

  const onSelection = (selection: BackendSelection): void => status.select(selection);
  const background = registerTrainingRequests({
    connection,
    handlers: host,
    engineModule,
    settings: engineSettings,
    backgroundSettings,
    onSelection,
    engine,
    isTrusted: () => options.trusted,
    onModelsChanged: () => {
      predictions.clear();
      refreshAll();
    },
  });
  registerBackendRequests({
    ...{ connection, ...background, onSelection },
    handlers: host,
    isTrusted: () => options.trusted,
  });
  const features = { host, documents, store, settings, predictions, service, dependencies, lensRefresh };
  registerFeatures(connection, features);
  registerFlowRequests(connection, features);
  registerConvertRequests(connection, features);
  const openDocument = (uri: string): TextDocument | undefined => documents.get(uri);
  registerLocateCells(connection, { host, openDocument, parse });
  registerImportRequests(connection, { host, openDocument, spaceFiles });
  documents.listen(connection);
  connection.listen();
}

function openText(document: TextDocument | undefined): { text: string; version: number } | undefined {
  return document && { text: document.getText(), version: document.version };
}
