import type { EngineReplyMessage } from '../protocol/engine';
import { createHandlers } from './createHandlers';
import { serve } from './serve';

// The engine process: forked by the server, ended by it or with it.

/** Exit code of a process whose state cannot be trusted any more; the server starts another. */
const uncaughtExit = 70;

const send = (message: EngineReplyMessage): void => {
  // With a callback, a channel that closes meanwhile is no error of this process.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};
const log = (level: 'error' | 'warn' | 'info' | 'debug', message: string): void =>
  send({ kind: 'log', level, message });
const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

process.on('unhandledRejection', (reason) => log('error', `unhandled rejection: ${describe(reason)}`));
process.on('uncaughtException', (error) => {
  log('error', `uncaught exception: ${describe(error)}`);
  // The log line leaves the process before it ends.
  setImmediate(() => process.exit(uncaughtExit));
});
process.on('disconnect', () => process.exit(0));

serve(
  {
    send,
    onMessage: (listener) => {
      process.on('message', listener);
    },
  },
  createHandlers(log),
);
