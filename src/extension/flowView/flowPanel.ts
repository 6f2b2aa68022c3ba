import { basename } from 'node:path';
import {
  Disposable,
  env,
  Range,
  RelativePattern,
  Uri,
  ViewColumn,
  window,
  workspace,
  type TextEditor,
  type WebviewPanel,
} from 'vscode';
import { flowRequest, isFlowView, type FlowChanged, type FlowParams } from '../../protocol/flowView';
import { isFromFlowView, type FlowViewChoice, type FromFlowView, type ToFlowView } from '../../protocol/flowMessages';
import { viewFolder, viewHtml } from '../viewHtml';
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
  readonly onDispose: () => void;
}

/** Keystrokes that follow each other this quickly are one change. */
const quietMs = 5;
/** How long a document that was just opened may take to arrive at the server. */
const arrivalMs = 150;

/** The picture of a document beside it. Text and picture follow each other. */
export class FlowPanel {
  readonly uri: Uri;
  readonly #panel: WebviewPanel;
  readonly #subscriptions: Disposable[] = [];
  #choice: FlowViewChoice;
  /** Asked for while the view's document loads. */
  readonly #firstPicture: Promise<ToFlowView>;
  #isReady = false;
  #isAsking = false;
  #isStale = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: FlowPanelOptions) {
    const { panel, uri, choice, extensionUri } = options;
    this.uri = uri;
    this.#panel = panel;
    this.#choice = choice;
    panel.title = `Flow: ${basename(uri.path)}`;
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

  /** Brings the panel to the front and shows another cell of the document. */
  show(choice: Partial<FlowViewChoice>): void {
    this.#panel.reveal(undefined, true);
    this.#choice = { ...this.#choice, ...choice };
    this.#refreshSoon();
  }

  #listen(): void {
    const { panel, uri, server, onDispose } = this.options;
    const name = uri.toString();
    const watcher = workspace.createFileSystemWatcher(
      new RelativePattern(Uri.joinPath(uri, '..'), escapeGlob(basename(uri.path))),
    );
    this.#subscriptions.push(
      watcher,
      watcher.onDidDelete(() => void this.#checkExistence()),
      watcher.onDidCreate(() => this.#refreshSoon()),
      panel.webview.onDidReceiveMessage((message: unknown) => {
        if (isFromFlowView(message)) void this.#receive(message);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === name) this.#refreshSoon();
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#postCursor(textEditor)),
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor) this.#postCursor(editor);
      }),
    );
    void server().then((running) => {
      const listener = running.onFlowChanged((changed) => {
        if (changed.uri === undefined || Uri.parse(changed.uri).toString() === name) this.#refreshSoon();
      });
      this.#subscriptions.push(listener);
    });
    panel.onDidDispose(() => {
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
        return savePicture(message, Uri.joinPath(this.uri, '..'));
      case 'copy':
        await env.clipboard.writeText(message.text);
        window.setStatusBarMessage('Copied as Mermaid', 3_000);
        return;
    }
  }

  /** Shows the first picture, and another one where something has changed since. */
  async #begin(): Promise<void> {
    const isFirst = !this.#isReady;
    this.#isReady = true;
    if (isFirst && !this.#isStale) this.#post(await this.#firstPicture);
    else await this.#refresh();
    if (isFirst && this.#isStale) await this.#refresh();
    window.visibleTextEditors.forEach((editor) => this.#postCursor(editor));
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
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
    const params = { uri: this.uri.toString(), ...this.#choice };
    try {
      // The server knows open documents only; one that nobody shows is opened without an editor.
      await workspace.openTextDocument(this.uri);
    } catch {
      return { type: 'gone', message: `${basename(this.uri.path)} is not there any more.` };
    }
    try {
      const server = await this.options.server();
      let view = await server.request(flowRequest, params);
      if (view === null) {
        await new Promise((done) => setTimeout(done, arrivalMs));
        view = await server.request(flowRequest, params);
      }
      if (isFlowView(view)) return { type: 'view', view };
      return { type: 'gone', message: `${basename(this.uri.path)} is no cell file.` };
    } catch {
      return { type: 'gone', message: 'The language server of Flowcell does not answer.' };
    }
  }

  async #checkExistence(): Promise<void> {
    const exists = await workspace.fs.stat(this.uri).then(
      () => true,
      () => false,
    );
    if (!exists) this.#post({ type: 'gone', message: `${basename(this.uri.path)} has been deleted.` });
  }

  #postCursor({ document, selection }: TextEditor): void {
    if (document.uri.toString() !== this.uri.toString()) return;
    const { line, character } = selection.active;
    this.#post({ type: 'cursor', position: { line, character } });
  }

  #post(message: ToFlowView): void {
    if (this.#isReady) void this.#panel.webview.postMessage(message);
  }

  /** Selects text in the document's editor: where it is shown already, else in the first column. */
  async #reveal({ range, takeFocus }: Extract<FromFlowView, { type: 'reveal' }>): Promise<void> {
    const document = await workspace.openTextDocument(this.uri);
    const { start, end } = range;
    const selection = document.validateRange(new Range(start.line, start.character, end.line, end.character));
    const shown = window.visibleTextEditors.find((editor) => editor.document === document);
    await window.showTextDocument(document, {
      viewColumn: shown?.viewColumn ?? ViewColumn.One,
      preserveFocus: !takeFocus,
      selection,
    });
  }
}

/** A file name that stands for nothing but itself in a pattern. */
function escapeGlob(name: string): string {
  return name.replace(/[[\]{}*?]/g, '[$&]');
}
