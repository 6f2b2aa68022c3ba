import { EventEmitter } from 'node:events';
import { posix } from 'node:path';

// What the flow view uses of VS Code, as plain objects: `vi.mock('vscode', async () => (await import('./fakeWindow')).vscode)`.

/** An address; enough of `Uri` for names and folders. */
export class FakeUri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
  ) {}

  readonly authority = '';

  static parse(text: string): FakeUri {
    const [, scheme = '', path = ''] = /^([\w-]+):(?:\/\/)?(.*)$/.exec(text) ?? [];
    return new FakeUri(scheme, path);
  }

  static file(path: string): FakeUri {
    return new FakeUri('file', path);
  }

  static joinPath(uri: FakeUri, ...parts: string[]): FakeUri {
    return new FakeUri(uri.scheme, posix.join(uri.path, ...parts));
  }

  toString(): string {
    return this.scheme === 'untitled' ? `untitled:${this.path}` : `${this.scheme}://${this.path}`;
  }
}

export class FakeDocument {
  isClosed = false;
  constructor(
    readonly uri: FakeUri,
    private readonly text: string,
  ) {}

  getText(): string {
    return this.text;
  }

  validateRange<T>(range: T): T {
    return range;
  }
}

export interface FakeEditor {
  readonly document: FakeDocument;
  readonly viewColumn: number;
  readonly selection: { readonly active: { line: number; character: number; isEqual(other: unknown): boolean } };
}

/** An editor with its cursor in a line. */
export function editorOf(document: FakeDocument, line: number, viewColumn = 1): FakeEditor {
  const isEqual = (other: unknown): boolean =>
    typeof other === 'object' && other !== null && 'line' in other && other.line === line;
  return { document, viewColumn, selection: { active: { line, character: 0, isEqual } } };
}

const events = new EventEmitter();
const on =
  (name: string) =>
  (listener: (event: unknown) => void): { dispose(): void } => {
    events.on(name, listener);
    return { dispose: () => void events.off(name, listener) };
  };

/** What tests change and look at. */
export const desk = {
  documents: [] as FakeDocument[],
  editors: [] as FakeEditor[],
  /** Paths of the files that exist. */
  files: new Set<string>(),
  shown: [] as { readonly document: FakeDocument; readonly viewColumn: number }[],
  messages: [] as string[],
  /** Paths that are watched. */
  watched: [] as string[],
  fire: (name: string, event: unknown): boolean => events.emit(name, event),
  listeners: (): number => events.eventNames().reduce((sum, name) => sum + events.listenerCount(name), 0),
  clear(): void {
    events.removeAllListeners();
    Object.assign(desk, { documents: [], editors: [], files: new Set(), shown: [], messages: [], watched: [] });
  },
};

export class FakePanel {
  title = '';
  viewColumn = 2;
  readonly posted: { readonly type: string }[] = [];
  #isDisposed = false;
  readonly #view = {
    ...{ options: {}, html: '', cspSource: '' },
    asWebviewUri: (uri: FakeUri) => uri,
    onDidReceiveMessage: on('message'),
    postMessage: (message: { readonly type: string }) => void this.posted.push(message),
  };

  /** VS Code's own panels throw, too. */
  get webview() {
    if (this.#isDisposed) throw new Error('Webview is disposed');
    return this.#view;
  }

  onDidDispose = on('panelDisposed');

  reveal(): void {
    if (this.#isDisposed) throw new Error('Webview is disposed');
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    desk.fire('panelDisposed', undefined);
  }
}

export const vscode = {
  Uri: FakeUri,
  ViewColumn: { Beside: -2, One: 1 },
  RelativePattern: class {
    constructor(
      readonly base: FakeUri,
      readonly pattern: string,
    ) {}
  },
  Range: class {},
  Disposable: {
    from: (...all: { dispose(): void }[]) => ({ dispose: () => all.forEach((each) => each.dispose()) }),
  },
  env: { clipboard: { writeText: () => Promise.resolve() } },
  commands: { registerCommand: (name: string, listener: (event: unknown) => void) => on(name)(listener) },
  window: {
    get activeTextEditor() {
      return desk.editors[0];
    },
    get visibleTextEditors() {
      return desk.editors;
    },
    onDidChangeTextEditorSelection: on('selection'),
    onDidChangeActiveTextEditor: on('activeEditor'),
    showInformationMessage: (message: string) => void desk.messages.push(message),
    showTextDocument: (document: FakeDocument, { viewColumn }: { viewColumn: number }) =>
      Promise.resolve(void desk.shown.push({ document, viewColumn })),
    registerWebviewPanelSerializer: () => ({ dispose: () => undefined }),
  },
  workspace: {
    get textDocuments() {
      return desk.documents;
    },
    fs: {
      stat: ({ path }: FakeUri) => (desk.files.has(path) ? Promise.resolve({}) : Promise.reject(new Error('gone'))),
    },
    openTextDocument: (uri: FakeUri): Promise<FakeDocument> => {
      const known = desk.documents.find((document) => document.uri.toString() === uri.toString());
      if (known) return Promise.resolve(known);
      if (uri.scheme !== 'untitled' && !desk.files.has(uri.path)) return Promise.reject(new Error('not found'));
      const created = new FakeDocument(uri, '');
      desk.documents.push(created);
      return Promise.resolve(created);
    },
    createFileSystemWatcher: ({ base, pattern }: { base: FakeUri; pattern: string }) => {
      const path = posix.join(base.path, pattern);
      desk.watched.push(path);
      return {
        onDidDelete: on(`delete ${path}`),
        onDidCreate: on(`create ${path}`),
        dispose: () => void (desk.watched = desk.watched.filter((other) => other !== path)),
      };
    },
    onDidChangeTextDocument: on('change'),
    onDidRenameFiles: on('rename'),
    onDidOpenTextDocument: on('open'),
    onDidCloseTextDocument: on('close'),
  },
};
