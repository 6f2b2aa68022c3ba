import {
  DidChangeConfigurationNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isInitializationOptions, restartEngineRequest, type InitializationOptions } from '../protocol/server';
import { superviseEngine } from './engineHost';
import { PredictionStore } from './predictions/predictionStore';
import { SettingsCache } from './settingsCache';

export interface ServerOptions {
  /** Path of the engine's bundle. */
  readonly engineModule: string;
}

/** Connects the parts and listens. Everything that a client may ask is in features.ts; this file is about the server's life. */
export function startServer(connection: Connection, { engineModule }: ServerOptions): void {
  const documents = new TextDocuments(TextDocument);
  let options: InitializationOptions = { modelFolders: [], trusted: false };
  let canAskConfiguration = false;
  let canRegisterConfiguration = false;

  const settings = new SettingsCache((resource) =>
    canAskConfiguration
      ? connection.workspace.getConfiguration({ scopeUri: resource, section: 'flowcell' })
      : Promise.resolve(undefined),
  );

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    if (isInitializationOptions(params.initializationOptions)) options = params.initializationOptions;
    canAskConfiguration = params.capabilities.workspace?.configuration === true;
    canRegisterConfiguration = params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    return {
      serverInfo: { name: 'flowcell' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      },
    };
  });
  connection.onInitialized(() => {
    if (canRegisterConfiguration) void connection.client.register(DidChangeConfigurationNotification.type);
  });

  void [documents, settings, options, engineModule, superviseEngine, PredictionStore, restartEngineRequest];
  documents.listen(connection);
  connection.listen();
}
