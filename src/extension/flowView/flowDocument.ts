import { basename } from 'node:path';
import {
  Disposable,
  RelativePattern,
  Uri,
  workspace,
  type FileRenameEvent,
  type FileSystemWatcher,
  type TextDocument,
} from 'vscode';

/** What a view hears of its document. */
export interface FlowDocumentListener {
  /** Its text may be another, or it is there again. */
  changed(): void;
  /** It is not there any more. */
  gone(message: string): void;
  /** It has another name, which it has told already. */
  moved(from: Uri): void;
}

/** How long the documents of the window may take to follow one that was closed: saved under a name, it is opened as another. */
const settleMs = 250;
/** Documents that were opened lately; the file that an untitled one was saved as is among them. */
const maxNewcomers = 8;

/** The document of a flow view: where it is, and what becomes of it. */
export class FlowDocument {
  readonly #subscriptions: Disposable[] = [];
  #uri: Uri;
  #watcher: FileSystemWatcher | undefined;
  #newcomers: TextDocument[] = [];
  #isDisposed = false;

  constructor(
    uri: Uri,
    private readonly listener: FlowDocumentListener,
  ) {
    this.#uri = uri;
    this.#watch();
    this.#subscriptions.push(
      workspace.onDidChangeTextDocument(({ document }) => {
        if (this.is(document)) listener.changed();
      }),
      workspace.onDidRenameFiles((event) => this.#onRename(event)),
      workspace.onDidOpenTextDocument((document) => this.#onOpen(document)),
      workspace.onDidCloseTextDocument((document) => {
        if (this.#isUntitled && this.is(document)) void this.#onUntitledClosed(document);
      }),
    );
  }

  get uri(): Uri {
    return this.#uri;
  }

  /** Its name for people. */
  get name(): string {
    return basename(this.#uri.path);
  }

  is({ uri }: Pick<TextDocument, 'uri'>): boolean {
    return uri.toString() === this.#uri.toString();
  }

  /** The document, opened without an editor where nobody shows it; undefined where it is not there. */
  async open(): Promise<TextDocument | undefined> {
    // VS Code makes an untitled document that it is asked for: one that was closed would come back empty.
    if (this.#isUntitled) return this.#find();
    try {
      return await workspace.openTextDocument(this.#uri);
    } catch {
      return undefined;
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#watcher?.dispose();
    Disposable.from(...this.#subscriptions).dispose();
  }

  get #isUntitled(): boolean {
    return this.#uri.scheme === 'untitled';
  }

  #find(): TextDocument | undefined {
    return workspace.textDocuments.find((document) => this.is(document) && !document.isClosed);
  }

  #watch(): void {
    this.#watcher?.dispose();
    this.#watcher = undefined;
    if (this.#isUntitled) return;
    const pattern = new RelativePattern(Uri.joinPath(this.#uri, '..'), escapeGlob(this.name));
    this.#watcher = workspace.createFileSystemWatcher(pattern);
    this.#watcher.onDidDelete(() => void this.#onDelete());
    this.#watcher.onDidCreate(() => this.listener.changed());
  }

  async #onDelete(): Promise<void> {
    const { uri, name } = this;
    const exists = await workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    // Renamed meanwhile, it is somewhere else.
    if (!exists && uri === this.#uri && !this.#isDisposed) this.listener.gone(`${name} has been deleted.`);
  }

  #onRename({ files }: FileRenameEvent): void {
    for (const { oldUri, newUri } of files) {
      const moved = movedUri(this.#uri, oldUri, newUri);
      if (moved) this.#move(moved);
    }
  }

  #onOpen(document: TextDocument): void {
    if (!this.#isUntitled) return;
    if (this.is(document)) this.listener.changed();
    else this.#newcomers = [...this.#newcomers, document].slice(-maxNewcomers);
  }

  /** An untitled document ends when it is closed, and when it becomes a file: that one was opened just now and says the same. */
  async #onUntitledClosed(closed: TextDocument): Promise<void> {
    const { uri, name } = this;
    await new Promise((done) => setTimeout(done, settleMs));
    if (this.#isDisposed || uri !== this.#uri) return;
    // Another language is another document under the same name.
    if (this.#find()) return this.listener.changed();
    const text = essence(closed);
    const file = this.#newcomers.find(
      (document) => !document.isClosed && document.uri.scheme !== 'untitled' && essence(document) === text,
    );
    if (file && text !== '') this.#move(file.uri);
    else this.listener.gone(`${name} has been closed.`);
  }

  #move(to: Uri): void {
    const from = this.#uri;
    this.#uri = to;
    this.#newcomers = [];
    this.#watch();
    this.listener.moved(from);
  }
}

/** Where a file is after something was renamed: itself, or a folder around it. Undefined where it is where it was. */
function movedUri(uri: Uri, from: Uri, to: Uri): Uri | undefined {
  if (uri.toString() === from.toString()) return to;
  const isInside =
    uri.scheme === from.scheme && uri.authority === from.authority && uri.path.startsWith(`${from.path}/`);
  return isInside ? Uri.joinPath(to, uri.path.slice(from.path.length)) : undefined;
}

/** The text without what saving may change: spaces at the ends of lines, and empty lines at the end. */
function essence(document: TextDocument): string {
  return document
    .getText()
    .replace(/[^\S\n]+$/gm, '')
    .trimEnd();
}

/** A file name that stands for nothing but itself in a pattern. */
function escapeGlob(name: string): string {
  return name.replace(/[[\]{}*?]/g, '[$&]');
}
