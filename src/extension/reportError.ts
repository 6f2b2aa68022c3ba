import { commands, window, type MessageItem } from 'vscode';
import { isEngineFault } from '../protocol/server';
import { commandIds } from './commandIds';
import { ServerStoppedError } from './serverStopped';

interface Remedy extends MessageItem {
  readonly command: string;
}

const showOutput: Remedy = { title: 'Show Output', command: commandIds.showOutput };
const restartEngine: Remedy = { title: 'Restart Engine', command: commandIds.restartEngine };
const restartServer: Remedy = { title: 'Restart Language Server', command: commandIds.restartServer };

/**
 * Says why something failed that somebody asked for, and offers what may help. Waits for no answer.
 *
 * @param what did not happen, as a sentence; the error alone says enough where it is absent
 */
export function reportError(error: unknown, what?: string): void {
  const reason = error instanceof Error ? error.message : String(error);
  const text = what === undefined ? reason : `${what} ${reason}`;
  void window.showErrorMessage(text, ...remedies(error)).then((chosen) => {
    if (chosen) void commands.executeCommand(chosen.command);
  });
}

function remedies(error: unknown): readonly Remedy[] {
  if (ServerStoppedError.is(error)) return [restartServer, showOutput];
  const data = error instanceof Error && 'data' in error ? error.data : undefined;
  return isEngineFault(data) ? [restartEngine, showOutput] : [showOutput];
}
