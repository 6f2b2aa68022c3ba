import { homedir } from 'node:os';
import {
  Disposable,
  env,
  Range,
  Uri,
  ViewColumn,
  window,
  workspace,
  type Position,
  type TextDocument,
  type TextEditor,
  type WebviewPanel,
} from 'vscode';
import { flowRequest, isFlowView, type FlowChanged, type FlowParams } from '../../protocol/flowView';
import {
  isFromFlowView,
  type FlowRemedy,
  type FlowViewChoice,
  type FromFlowView,
  type ToFlowView,
} from '../../protocol/flowMessages';
import { viewFolder, viewHtml } from '../viewHtml';
import { FlowDocument } from './flowDocument';
import { savePicture } from './savePicture';

/** What a panel needs of the language client. */
export interface FlowServer {
  request(method: string, params: FlowParams): Promise<unknown>;
  onFlowChanged(listener: (changed: FlowChanged) => void): Disposable;
}

export interface FlowPanelOptions {
  readonly panel: WebviewPanel;
  readonly uri: Uri;
  readonly choice: FlowViewChoice;
  readonly extensionUri: Uri;
  readonly server: () => Promise<FlowServer>;
  /** The document has another name now. */
  readonly onMove: (from: Uri) => void;
  readonly onDispose: () => void;
}

/** Keystrokes that follow each other this quickly are one change. */
const quietMs = 5;
/** How long a document that was just opened may take to arrive at the server. */
const arrivalMs = 150;

/** The picture of a document beside it. Text and picture follow each other. */
export class FlowPanel {
  readonly #panel: WebviewPanel;
  readonly #document: FlowDocument;
  readonly #subscriptions: Disposable[] = [];
  #choice: FlowViewChoice;
  /** Asked for while the view's document loads. */
  readonly #firstPicture: Promise<ToFlowView>;
  /** Where the view knows the cursor to be. */
  #cursor: Position | undefined;
  #isReady = false;
  #isAsking = false;
  #isStale = false;
  #isDisposed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: FlowPanelOptions) {
    const { panel, uri, choice, extensionUri, onMove } = options;
    this.#panel = panel;
    this.#choice = choice;
    this.#document = new FlowDocument(uri, {
      changed: () => this.#refreshSoon(),
      gone: (message) => this.#post({ type: 'gone', message, remedies: ['close'] }),
      moved: (from) => {
        this.#showTitle();
        this.#post({ type: 'moved', uri: this.uri.toString() });
        onMove(from);
        this.#refreshSoon();
      },
    });
    this.#showTitle();
    // A restored panel comes without its options.
    panel.webview.options = {
      enableScripts: true,
      enableCommandUris: false,
      localResourceRoots: [viewFolder(extensionUri)],
    };
    this.#listen();
    this.#firstPicture = this.#ask();
    panel.webview.html = viewHtml(panel.webview, extensionUri, { name: 'flow', title: 'Flow' });
  }

  get uri(): Uri {
    return this.#document.uri;
  }

  /** Brings the panel to the front and shows another cell of the document; that at the cursor where none is named. */
  show(choice: Partial<FlowViewChoice>): void {
    this.#panel.reveal(undefined, true);
    this.#choice = { ...this.#choice, ...choice };
    this.#refreshSoon();
    if (choice.cell === undefined) this.#postCursors(true);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #showTitle(): void {
    this.#panel.title = `Flow: ${this.#document.name}`;
  }

  #listen(): void {
    const { panel, server, onDispose } = this.options;
    this.#subscriptions.push(
      this.#document,
      panel.webview.onDidReceiveMessage((message: unknown) => {
        if (isFromFlowView(message)) void this.#receive(message);
      }),
      window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        // Without a kind nobody has moved it: text above has grown, or an editor is back as it was.
        if (this.#document.is(textEditor.document)) this.#postCursor(textEditor, kind !== undefined);
      }),
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor && this.#document.is(editor.document)) this.#postCursor(editor, this.#cursor !== undefined);
      }),
    );
    const subscribe = (running: FlowServer): void => {
      if (this.#isDisposed) return;
      const listener = running.onFlowChanged(({ uri }) => {
        if (uri === undefined || this.#document.is({ uri: Uri.parse(uri) })) this.#refreshSoon();
      });
      this.#subscriptions.push(listener);
    };
    // A server that does not start is told where the picture would be.
    server().then(subscribe, () => undefined);
    panel.onDidDispose(() => {
      this.#isDisposed = true;
      clearTimeout(this.#timer);
      Disposable.from(...this.#subscriptions).dispose();
      onDispose();
    });
  }

  async #receive(message: FromFlowView): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#begin();
      case 'choose':
        this.#choice = message.choice;
        return this.#refresh();
      case 'reveal':
        return this.#reveal(message);
      case 'save':
        return savePicture(message, pictureFolder(this.uri));
      case 'copy':
        await env.clipboard.writeText(message.text);
        window.setStatusBarMessage('Copied as Mermaid', 3_000);
        return;
      case 'remedy':
        return this.#remedy(message.remedy);
    }
  }

  /** Shows the first picture, and another one where something has changed since. */
  async #begin(): Promise<void> {
    const isFirst = !this.#isReady;
    this.#isReady = true;
    if (isFirst && !this.#isStale) this.#post(await this.#firstPicture);
    else await this.#refresh();
    if (isFirst && this.#isStale) await this.#refresh();
    // Somebody who named a cell wants to see that one, wherever the cursor is.
    this.#postCursors(isFirst && this.#choice.cell === undefined);
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    if (this.#isDisposed) return;
    this.#timer = setTimeout(() => void this.#refresh(), quietMs);
  }

  /** Asks for the picture and shows it. One question at a time: what changes meanwhile is asked for afterwards. */
  async #refresh(): Promise<void> {
    if (!this.#isReady || this.#isAsking) {
      this.#isStale = true;
      return;
    }
    this.#isAsking = true;
    try {
      do {
        this.#isStale = false;
        this.#post(await this.#ask());
      } while (this.#isStale);
    } finally {
      this.#isAsking = false;
    }
  }

  async #ask(): Promise<ToFlowView> {
    const { name } = this.#document;
    const params = { uri: this.uri.toString(), ...this.#choice };
    // The server knows open documents only.
    if (!(await this.#document.open()))
      return { type: 'gone', message: `${name} is not there any more.`, remedies: ['close'] };
    try {
      const server = await this.options.server();
      let view = await server.request(flowRequest, params);
      if (view === null) {
        await new Promise((done) => setTimeout(done, arrivalMs));
        view = await server.request(flowRequest, params);
      }
      if (isFlowView(view)) return { type: 'view', view };
      return { type: 'gone', message: `${name} is no cell file.`, remedies: ['open', 'close'] };
    } catch {
      return {
        type: 'gone',
        message: 'The language server of Flowcell does not answer.',
        remedies: ['retry', 'close'],
      };
    }
  }

  /** Tells the cursor of the editor that somebody works in, or of one that shows the document. */
  #postCursors(isFollowed: boolean): void {
    const editors = [window.activeTextEditor, ...window.visibleTextEditors];
    const editor = editors.find((candidate) => candidate && this.#document.is(candidate.document));
    if (editor) this.#postCursor(editor, isFollowed, true);
  }

  /** @param isAgain whether the view is to go there also where it knows the cursor to be */
  #postCursor({ selection }: TextEditor, isFollowed: boolean, isAgain = false): void {
    const { active } = selection;
    const isMoved = this.#cursor?.isEqual(active) !== true;
    this.#cursor = active;
    const position = { line: active.line, character: active.character };
    this.#post({ type: 'cursor', position, isFollowed: isFollowed && (isMoved || isAgain) });
  }

  #post(message: ToFlowView): void {
    if (this.#isReady && !this.#isDisposed) void this.#panel.webview.postMessage(message);
  }

  async #remedy(remedy: FlowRemedy): Promise<void> {
    if (remedy === 'close') this.dispose();
    else if (remedy === 'retry') await this.#refresh();
    else {
      const document = await this.#document.open();
      if (document) await window.showTextDocument(document, { viewColumn: this.#textColumn(document) });
    }
  }

  async #reveal({ range, takeFocus }: Extract<FromFlowView, { type: 'reveal' }>): Promise<void> {
    const document = await this.#document.open();
    if (!document || this.#isDisposed) return this.#refresh();
    const { start, end } = range;
    const selection = document.validateRange(new Range(start.line, start.character, end.line, end.character));
    const viewColumn = this.#textColumn(document);
    await window.showTextDocument(document, { viewColumn, preserveFocus: !takeFocus, selection });
  }

  /** Where the text is shown already, else in the first column; beside the view where that is the view's own, which it would cover. */
  #textColumn(document: TextDocument): ViewColumn {
    const shown = window.visibleTextEditors.find((editor) => editor.document === document);
    const isViewFirst = this.#panel.viewColumn === ViewColumn.One;
    return shown?.viewColumn ?? (isViewFirst ? ViewColumn.Beside : ViewColumn.One);
  }
}

/** Where pictures of a document are saved when nobody says otherwise: beside it. */
function pictureFolder(uri: Uri): Uri {
  if (uri.scheme !== 'untitled') return Uri.joinPath(uri, '..');
  return workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir());
}
