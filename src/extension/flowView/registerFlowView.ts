import { commands, Disposable, Uri, window, type ExtensionContext, type WebviewPanel } from 'vscode';
import { flowViewType } from '../../protocol/flowMessages';
import { candidateSelector } from '../cellDocuments';
import { commandIds } from '../commandIds';
import { guarded } from '../guarded';
import type { FlowServer } from './flowPanel';
import type { FlowViews } from './flowViews';

/** A cell as lenses name it. */
interface CellReference {
  readonly uri: Uri;
  readonly cell?: string;
}

/** Registers the commands of the flow view and its restoration; its code is loaded with the first view. */
export function registerFlowView(context: ExtensionContext, server: () => Promise<FlowServer>): Disposable {
  let views: Promise<FlowViews> | undefined;
  const ensureViews = (): Promise<FlowViews> =>
    (views ??= import('./flowViews').then(({ FlowViews }) => new FlowViews(context, server)));
  const register = (
    id: string,
    run: (created: FlowViews, reference: CellReference) => Promise<void> | void,
  ): Disposable =>
    commands.registerCommand(id, (argument: unknown) =>
      guarded(async () => {
        const reference = readReference(argument) ?? explain();
        if (reference && isShowable(reference)) await run(await ensureViews(), reference);
      }),
    );
  return Disposable.from(
    register(commandIds.showFlow, (created, { uri, cell }) => created.show(uri, cell === undefined ? {} : { cell })),
    register(commandIds.compareCells, (created, { uri, cell }) => created.compare(uri, cell)),
    window.registerWebviewPanelSerializer(flowViewType, {
      deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) =>
        (await ensureViews()).restore(panel, state),
    }),
  );
}

/** What a lens, a menu, or nothing at all says which cell is meant. */
function readReference(argument: unknown): CellReference | undefined {
  if (argument instanceof Uri) return { uri: argument };
  if (typeof argument === 'object' && argument !== null && 'uri' in argument && typeof argument.uri === 'string') {
    const cell = 'cell' in argument && typeof argument.cell === 'string' ? { cell: argument.cell } : {};
    return { uri: Uri.parse(argument.uri), ...cell };
  }
  const document = window.activeTextEditor?.document;
  return document && { uri: document.uri };
}

function explain(): undefined {
  void window.showInformationMessage('Open a cell file first.');
}

/** Whether the server is told of such documents; says so where it is not, as for the left side of a comparison. */
function isShowable({ uri }: CellReference): boolean {
  if (candidateSelector.some(({ scheme }) => scheme === uri.scheme)) return true;
  void window.showInformationMessage(
    `The flow view shows files that can be edited; this document comes from "${uri.scheme}".`,
  );
  return false;
}
