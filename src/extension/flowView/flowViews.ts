import { Uri, ViewColumn, window, type ExtensionContext, type WebviewPanel } from 'vscode';
import { flowRequest, isFlowView } from '../../protocol/flowView';
import { flowViewType, isFlowViewState, type FlowViewChoice } from '../../protocol/flowMessages';
import { FlowPanel, type FlowServer } from './flowPanel';

/** All flow views of the window: one for each document. */
export class FlowViews {
  readonly #panels = new Map<string, FlowPanel>();

  constructor(
    private readonly context: ExtensionContext,
    private readonly server: () => Promise<FlowServer>,
  ) {}

  /** Shows a cell beside its text; the file's first one, or that at the cursor, where none is named. */
  show(uri: Uri, choice: Partial<FlowViewChoice> = {}): void {
    const panel = this.#panels.get(uri.toString());
    if (panel) panel.show(choice);
    else {
      const created = window.createWebviewPanel(
        flowViewType,
        'Flow',
        { viewColumn: ViewColumn.Beside, preserveFocus: true },
        { enableScripts: true },
      );
      this.#add(created, uri, { importance: false, ...choice });
    }
  }

  /** Asks which cells to compare, as far as that is not said, and shows them. */
  async compare(uri: Uri, cell: string | undefined): Promise<void> {
    const view = await (await this.server()).request(flowRequest, { uri: uri.toString(), importance: false });
    const names = isFlowView(view) ? view.cells : [];
    if (names.length < 2) {
      void window.showInformationMessage('A comparison needs a file with two cells.');
      return;
    }
    const pick = async (placeHolder: string, except: string | undefined): Promise<string | undefined> => {
      const items = names
        .filter(({ name }) => name !== except)
        .map(({ name, summary }) => ({ label: name, description: summary }));
      return (await window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.label;
    };
    const first = cell ?? (await pick('The cell to compare', undefined));
    const other = first && (await pick(`The cell to compare ${first} with`, first));
    if (first !== undefined && other !== undefined) this.show(uri, { cell: first, other });
  }

  /** Takes over a panel of an earlier window. */
  restore(panel: WebviewPanel, state: unknown): void {
    if (!isFlowViewState(state)) {
      panel.dispose();
      return;
    }
    const { uri, cell, other, layer } = state;
    this.#add(panel, Uri.parse(uri), {
      ...(cell === undefined ? {} : { cell }),
      ...(other === undefined ? {} : { other }),
      importance: layer === 'importance',
    });
  }

  #add(panel: WebviewPanel, uri: Uri, choice: FlowViewChoice): void {
    const created: FlowPanel = new FlowPanel({
      ...{ panel, uri, choice, server: this.server },
      extensionUri: this.context.extensionUri,
      onMove: (from) => this.#move(created, from),
      onDispose: () => this.#forget(created, created.uri),
    });
    panel.iconPath = Uri.joinPath(this.context.extensionUri, 'media/icon.png');
    this.#panels.set(uri.toString(), created);
  }

  /** A view whose document has another name now takes the place of the view that had it. */
  #move(panel: FlowPanel, from: Uri): void {
    this.#forget(panel, from);
    const name = panel.uri.toString();
    const replaced = this.#panels.get(name);
    this.#panels.set(name, panel);
    replaced?.dispose();
  }

  #forget(panel: FlowPanel, uri: Uri): void {
    const name = uri.toString();
    if (this.#panels.get(name) === panel) this.#panels.delete(name);
  }
}
