import { commands, window, workspace, type ExtensionContext, type TextDocument } from 'vscode';
import { registerBackends } from './backends/registerBackends';
import { isCellDocument } from './cellDocuments';
import type { FlowcellClient } from './client';
import { commandIds } from './commandIds';
import { registerConvertCell } from './convert/registerConvertCell';
import { registerFileBadges } from './fileBadges';
import { guarded } from './guarded';
import { registerFlowView } from './flowView/registerFlowView';
import { EngineStatusItem } from './engineStatusItem';
import { registerTraining } from './training/registerTraining';
import { openExample } from './openExample';
import { readLargeFile } from './readLargeFile';
import { reportError } from './reportError';
import { ServerStoppedError } from './serverStopped';

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
    await created.start().catch(reportFailure);
    return created;
  };
  const ensureClient = (): Promise<FlowcellClient> => (client ??= createClient());

  const reportFailure = (error: unknown): void => {
    output.error('The language server did not start.', error);
    status.show({ state: 'stopped', detail: 'the language server did not start' });
    reportError(new ServerStoppedError('Flowcell could not start its language server.'));
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
    registerBackends(context, ensureClient),
    commands.registerCommand(commandIds.openExample, () => openExample(context.extensionUri)),
    commands.registerCommand(commandIds.showOutput, () => output.show()),
    commands.registerCommand(commandIds.restartEngine, () =>
      guarded(async () => (await ensureClient()).restartEngine()),
    ),
    commands.registerCommand(commandIds.restartServer, async () => {
      // One that is created now needs no other.
      if (client === undefined) await ensureClient();
      else await (await client).restart().catch(reportFailure);
    }),
    commands.registerCommand(commandIds.readLargeFile, (argument: unknown) =>
      guarded(() => readLargeFile(argument, ensureClient)),
    ),
    workspace.onDidOpenTextDocument(startFor),
    workspace.onDidChangeTextDocument(({ document }) => startFor(document)),
  );
  // Not part of the activation, which everything else in the window waits for.
  setImmediate(() => workspace.textDocuments.forEach(startFor));
}
