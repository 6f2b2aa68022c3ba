import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';
import {
  engineStatusNotification,
  isEngineStatus,
  type EngineStatus,
  type InitializationOptions,
} from '../../src/protocol/server';

export interface LanguageClientOptions {
  /** Folder of the built programs. */
  readonly programs: string;
  readonly modelFolders?: readonly string[];
  /** Answer to `workspace/configuration`. */
  readonly settings?: unknown;
  readonly env?: NodeJS.ProcessEnv;
  /** False as in Restricted Mode; true where absent. */
  readonly trusted?: boolean;
  /** More of what the extension says about itself. */
  readonly environment?: Partial<InitializationOptions>;
}

/** A language client without an editor: the server's process over standard input and output, and what it has sent. */
export class LanguageClient {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  readonly diagnostics: PublishDiagnosticsParams[] = [];
  readonly statuses: EngineStatus[] = [];
  readonly log: string[] = [];
  lensRefreshes = 0;
  #version = 1;

  constructor(private readonly options: LanguageClientOptions) {
    const server = spawn(process.execPath, [join(options.programs, 'server.js'), '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...options.env },
    });
    this.process = server;
    this.exited = new Promise((done) => server.once('exit', (code) => done(code)));
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    this.connection = connection;
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => void this.diagnostics.push(params));
    connection.onNotification(engineStatusNotification, (status: unknown) => {
      if (isEngineStatus(status)) this.statuses.push(status);
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => void this.log.push(message));
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => options.settings ?? null),
    );
    connection.onRequest('workspace/codeLens/refresh', () => void this.lensRefreshes++);
    connection.onRequest('client/registerCapability', () => undefined);
    connection.listen();
  }

  async initialize(): Promise<InitializeResult> {
    const result = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: {
          configuration: true,
          didChangeConfiguration: { dynamicRegistration: true },
          codeLens: { refreshSupport: true },
          workspaceEdit: { documentChanges: true },
        },
        textDocument: { publishDiagnostics: { versionSupport: true } },
      },
      initializationOptions: {
        modelFolders: this.options.modelFolders ?? [],
        trusted: this.options.trusted ?? true,
        ...this.options.environment,
      },
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
    return result;
  }

  async open(uri: string, text: string, languageId = uri.endsWith('.json') ? 'json' : 'yaml'): Promise<void> {
    const textDocument = { uri, languageId, version: ++this.#version, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  /** Sends changes as one version; returns it. */
  async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<number> {
    const textDocument = { uri, version: ++this.#version };
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
    return this.#version;
  }

  save(uri: string): Promise<void> {
    return this.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } });
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** The diagnostics that hold for this version, or any later ones; waits for them. */
  async diagnosticsOf(uri: string, version = 0, limitMs = 5_000): Promise<PublishDiagnosticsParams> {
    return waitFor(
      () => this.diagnostics.findLast((found) => found.uri === uri && (found.version ?? 0) >= version),
      `diagnostics of ${uri}`,
      limitMs,
    );
  }

  /** Ends the server as editors do; returns its exit code. */
  async shutdown(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    return this.exited;
  }

  /** Ends it in any case. */
  dispose(): void {
    this.connection.dispose();
    this.process.kill('SIGKILL');
  }
}

/** Polls until `find` finds something. */
export async function waitFor<T>(find: () => T | undefined, what: string, limitMs = 5_000): Promise<T> {
  const start = performance.now();
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    if (performance.now() - start > limitMs) throw new Error(`waited ${limitMs} ms in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}
