import { commands, window, workspace, type ExtensionContext, type TextDocument } from 'vscode';
import { registerBackends } from './backends/registerBackends';
import { isCellDocument } from './cellDocuments';
import type { FlowcellClient } from './client';
import { commandIds } from './commandIds';
import { registerConvertCell } from './convert/registerConvertCell';
import { registerFileBadges } from './fileBadges';
import { registerFlowView } from './flowView/registerFlowView';
import { EngineStatusItem } from './engineStatusItem';
import { registerTraining } from './training/registerTraining';
import { openExample } from './openExample';

/** Registers what costs nothing. Server and engine start when the first cell file is open. */
export function activate(context: ExtensionContext): void {
  const output = window.createOutputChannel('Flowcell', { log: true });
  const status = new EngineStatusItem();
  let client: Promise<FlowcellClient> | undefined;

  const createClient = async (): Promise<FlowcellClient> => {
    const { FlowcellClient } = await import('./client');
    const created = new FlowcellClient({
      context,
      output,
      onStatus: (engine) => status.show(engine),
      onCellFile: (document) => status.include(document),
    });
    context.subscriptions.push(created);
    await created.start().catch((error: unknown) => void reportFailure(error));
    return created;
  };
  const ensureClient = (): Promise<FlowcellClient> => (client ??= createClient());

  const reportFailure = async (error: unknown): Promise<void> => {
    output.error('The language server did not start.', error);
    status.show({ state: 'stopped', detail: 'the language server did not start' });
    const showOutput = 'Show Output';
    const chosen = await window.showErrorMessage('Flowcell could not start its language server.', showOutput);
    if (chosen === showOutput) output.show();
  };
  const startFor = (document: TextDocument): void => {
    if (client === undefined && isCellDocument(document)) void ensureClient();
  };

  context.subscriptions.push(
    output,
    status,
    registerFileBadges(),
    registerFlowView(context, ensureClient),
    registerConvertCell(ensureClient),
    registerTraining(context, ensureClient),
    registerBackends(context, ensureClient, () => output.show()),
    commands.registerCommand(commandIds.openExample, () => openExample(context.extensionUri)),
    commands.registerCommand(commandIds.showOutput, () => output.show()),
    commands.registerCommand(commandIds.restartEngine, async () => (await ensureClient()).restartEngine()),
    workspace.onDidOpenTextDocument(startFor),
    workspace.onDidChangeTextDocument(({ document }) => startFor(document)),
  );
  // Not part of the activation, which everything else in the window waits for.
  setImmediate(() => workspace.textDocuments.forEach(startFor));
}
