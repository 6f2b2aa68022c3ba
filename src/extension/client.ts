import { join } from 'node:path';
import {
  EventEmitter,
  workspace,
  type CancellationToken,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocument,
} from 'vscode';
import {
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
  type Disposable,
} from 'vscode-languageclient/node';
import {
  documentKindNotification,
  engineStatusNotification,
  environmentNotification,
  isDocumentKind,
  isEngineStatus,
  restartEngineRequest,
  type EngineStatus,
  type InitializationOptions,
} from '../protocol/server';
import {
  installProgressNotification,
  isInstallProgressMessage,
  type InstallProgressMessage,
} from '../protocol/backendMessages';
import { flowChangedNotification, isFlowChanged, type FlowChanged } from '../protocol/flowView';
import {
  isTrainingProgressMessage,
  modelsChangedRequest,
  trainingProgressNotification,
  type TrainingProgressMessage,
} from '../protocol/trainingMessages';
import { backendStorage } from './backends/backendStorage';
import { candidateSelector, cellFilePattern } from './cellDocuments';
import { DocumentMenus } from './documentMenus';
import { DocumentSync } from './documentSync';
import { checkedLanguages } from './languageSupport';
import { ServerStoppedError } from './serverStopped';
import { modelFolders } from './training/modelFolders';

export interface ClientOptions {
  readonly context: ExtensionContext;
  readonly output: LogOutputChannel;
  readonly onStatus: (status: EngineStatus) => void;
  readonly onCellFile: (document: TextDocument) => void;
}

/** The connection to the server. Loaded only when a cell file is open: the protocol's library would double the time of activation. */
export class FlowcellClient implements Disposable {
  #client: LanguageClient | undefined;
  #restarting: Promise<void> | undefined;
  readonly #watcher = workspace.createFileSystemWatcher(cellFilePattern);
  readonly #flowChanged = new EventEmitter<FlowChanged>();
  /** Pictures have changed although their text has not. */
  readonly onFlowChanged = this.#flowChanged.event;
  readonly #trainingProgress = new EventEmitter<TrainingProgressMessage>();
  readonly onTrainingProgress = this.#trainingProgress.event;
  readonly #installProgress = new EventEmitter<InstallProgressMessage>();
  readonly onInstallProgress = this.#installProgress.event;
  readonly #sync: DocumentSync;
  readonly #menus = new DocumentMenus();
  readonly #subscriptions: readonly Disposable[];

  constructor(private readonly options: ClientOptions) {
    this.#sync = new DocumentSync(() => this.#client, options.onCellFile);
    this.#subscriptions = [
      workspace.onDidGrantWorkspaceTrust(() => void this.#environmentChanged()),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('flowcell.models.folder')) void this.#environmentChanged();
      }),
    ];
  }

  async start(): Promise<void> {
    const { context, output, onStatus } = this.options;
    const client = new LanguageClient(
      'flowcell',
      'Flowcell',
      {
        module: join(context.extensionPath, 'dist/server.js'),
        transport: TransportKind.ipc,
      },
      {
        documentSelector: candidateSelector,
        outputChannel: output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        middleware: this.#sync.middleware,
        initializationOptions: this.#initializationOptions(),
        synchronize: { fileEvents: this.#watcher },
      },
    );
    this.#client = client;
    client.onNotification(engineStatusNotification, (status: unknown) => {
      if (isEngineStatus(status)) onStatus(status);
    });
    client.onNotification(documentKindNotification, (document: unknown) => {
      if (isDocumentKind(document)) this.#menus.set(document);
    });
    client.onNotification(flowChangedNotification, (changed: unknown) => {
      if (isFlowChanged(changed)) this.#flowChanged.fire(changed);
    });
    client.onNotification(trainingProgressNotification, (message: unknown) => {
      if (isTrainingProgressMessage(message)) this.#trainingProgress.fire(message);
    });
    client.onNotification(installProgressNotification, (message: unknown) => {
      if (isInstallProgressMessage(message)) this.#installProgress.fire(message);
    });
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Running) this.#forget();
      else {
        onStatus({ state: 'idle' });
        // Pictures that nobody could draw meanwhile.
        this.#flowChanged.fire({});
      }
      if (newState === State.Stopped) onStatus({ state: 'stopped', detail: 'the language server does not run' });
    });
    await client.start();
  }

  /** Starts a new engine; and a new server too, where there is none that runs. */
  async restartEngine(): Promise<void> {
    if (this.#client?.state === State.Running) {
      await this.#client.sendRequest(restartEngineRequest);
      return;
    }
    await this.restart();
  }

  /** Ends the server and everything that it started, and starts another. */
  restart(): Promise<void> {
    this.#restarting ??= this.stop()
      .then(() => this.start())
      .finally(() => (this.#restarting = undefined));
    return this.#restarting;
  }

  /** Asks the server; rejects where none runs. What comes back is for the caller to check. */
  async request(method: string, params: object, token?: CancellationToken): Promise<unknown> {
    if (this.#client?.state !== State.Running) throw new ServerStoppedError();
    // An absent token would be sent as a second parameter.
    return token ? this.#client.sendRequest(method, params, token) : this.#client.sendRequest(method, params);
  }

  /** Other folders of models, or another trust in them. */
  async #environmentChanged(): Promise<void> {
    if (this.#client?.state !== State.Running) return;
    await this.#client.sendNotification(environmentNotification, this.#initializationOptions());
    await this.#client.sendRequest(modelsChangedRequest, {});
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#flowChanged.dispose();
    this.#trainingProgress.dispose();
    this.#installProgress.dispose();
    this.#watcher.dispose();
    void this.stop();
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#forget();
    // A client that failed to start cannot be stopped.
    if (client?.needsStop()) await client.stop().catch(() => undefined);
    await client?.dispose().catch(() => undefined);
  }

  /** The next server is told of every document anew, and tells what they are. */
  #forget(): void {
    this.#sync.clear();
    this.#menus.clear();
  }

  #initializationOptions(): InitializationOptions {
    return {
      modelFolders: modelFolders(this.options.context),
      backendStorage: backendStorage(this.options.context),
      trusted: workspace.isTrusted,
      checkedLanguages: checkedLanguages(),
    };
  }
}
