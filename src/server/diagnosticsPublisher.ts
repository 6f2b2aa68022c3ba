import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FlowcellService } from '../service/flowcellService';
import { Debouncer } from './debouncer';
import type { DocumentKinds } from './documentKinds';
import { isCellFile } from './documents/cellFiles';
import type { DocumentStore } from './documents/documentStore';
import { describe, type HandlerHost } from './runSafe';
import type { SettingsCache } from './settingsCache';

export interface DiagnosticsContext {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly store: DocumentStore;
  readonly settings: SettingsCache;
  readonly service: FlowcellService;
  readonly host: HandlerHost;
  readonly kinds: DocumentKinds;
}

/** While somebody types, squiggles wait until there is a pause. */
const quietMs = 200;

/** Tells the client what is wrong with each open document, for the version that is open now and no other. */
export class DiagnosticsPublisher {
  readonly #debouncer = new Debouncer(quietMs);

  constructor(private readonly context: DiagnosticsContext) {}

  schedule(uri: string): void {
    this.#debouncer.schedule(uri, () => {
      this.#publish(uri).catch((error: unknown) => this.context.host.error(`diagnostics failed: ${describe(error)}`));
    });
  }

  /** A document that is closed has no diagnostics. */
  close(uri: string): void {
    this.#debouncer.cancel(uri);
    this.context.kinds.closed(uri);
    void this.context.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  dispose(): void {
    this.#debouncer.dispose();
  }

  async #publish(uri: string): Promise<void> {
    const { connection, documents, store, settings, service, kinds } = this.context;
    await settings.get(uri);
    const document = documents.get(uri);
    if (!document) return;
    const file = store.get(document);
    kinds.read(file);
    const found = isCellFile(file) ? service.diagnostics(file) : [];
    await connection.sendDiagnostics({ uri, version: file.document.version, diagnostics: found });
  }
}
