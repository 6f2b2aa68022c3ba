import { setImmediate } from 'node:timers/promises';
import { ErrorCodes, LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver/node';

/** What handlers need of the server around them. */
export interface HandlerHost {
  /** False until the client has initialised the server. */
  readonly isInitialized: boolean;
  /** Writes what went wrong to the log. */
  error(message: string): void;
}

/**
 * Wraps a request handler so that it cannot harm the connection: whatever it throws is logged and answered with `fallback`, and a
 * request that was cancelled is answered as such, before the work where possible.
 */
export function runSafe<P, R>(
  what: string,
  fallback: R,
  handler: (params: P, token: CancellationToken) => R | Promise<R>,
  host: HandlerHost,
): (params: P, token: CancellationToken) => Promise<R | ResponseError> {
  return async (params, token) => {
    if (!host.isInitialized) return new ResponseError(ErrorCodes.ServerNotInitialized, 'the server is not initialized');
    // Lets a cancellation that has already arrived be read first.
    await setImmediate();
    if (token.isCancellationRequested) return cancelled();
    try {
      const result = await handler(params, token);
      return token.isCancellationRequested ? cancelled() : result;
    } catch (error) {
      if (token.isCancellationRequested) return cancelled();
      host.error(`${what} failed: ${describe(error)}`);
      return fallback;
    }
  };
}

const cancelled = (): ResponseError => new ResponseError(LSPErrorCodes.RequestCancelled, 'the request was cancelled');

/** An error for the log, with its stack where it has one. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
