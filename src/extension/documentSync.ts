import type { TextDocument } from 'vscode';
import { DidOpenTextDocumentNotification, type LanguageClient, type Middleware } from 'vscode-languageclient/node';
import { isCellDocument } from './cellDocuments';

/**
 * Sends only cell files to the server: a JSON or YAML file of another kind is not sent, and one that becomes a cell file while it
 * is edited is opened then.
 */
export class DocumentSync {
  readonly #synced = new Set<string>();

  /** @param onCellFile called for each document that the server is given */
  constructor(
    private readonly client: () => LanguageClient | undefined,
    private readonly onCellFile: (document: TextDocument) => void,
  ) {}

  /** True for documents that the server has. */
  has(document: TextDocument): boolean {
    return this.#synced.has(document.uri.toString());
  }

  /** Forgets everything: the next server starts without documents. */
  clear(): void {
    this.#synced.clear();
  }

  readonly middleware: Middleware = {
    didOpen: async (document, next) => {
      if (!isCellDocument(document)) return;
      this.#synced.add(document.uri.toString());
      this.onCellFile(document);
      await next(document);
    },
    didChange: async (event, next) => {
      if (this.has(event.document)) return next(event);
      if (isCellDocument(event.document)) await this.#open(event.document);
    },
    didSave: async (document, next) => {
      if (this.has(document)) await next(document);
    },
    didClose: async (document, next) => {
      if (this.#synced.delete(document.uri.toString())) await next(document);
    },
  };

  async #open(document: TextDocument): Promise<void> {
    // The provider goes through `didOpen` above, which adds the document.
    await this.client()?.getFeature(DidOpenTextDocumentNotification.method).getProvider(document)?.send(document);
  }
}
