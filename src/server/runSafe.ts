import { setImmediate } from 'node:timers/promises';
import { CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { EngineErrorCode } from '../protocol/engine';
import type { Guard } from '../protocol/guards';
import { engineFault } from '../protocol/server';
import { EngineError } from './engine/engineError';

/** What handlers need of the server around them. */
export interface HandlerHost {
  /** False until the client has initialised the server. */
  readonly isInitialized: boolean;
  /** Writes what went wrong to the log. */
  error(message: string): void;
}

/** A handler as a connection takes it. */
type Handler<P, R> = (params: P, token: CancellationToken) => Promise<R | ResponseError>;

/** Why something failed, for people. */
type Failure = ResponseError<typeof engineFault | undefined>;

/**
 * Wraps a request handler so that it cannot harm the connection: whatever it throws is logged and answered with `fallback`, and a
 * request that was cancelled is answered as such, before the work where possible.
 */
export function runSafe<P, R>(
  what: string,
  fallback: R,
  handler: (params: P, token: CancellationToken) => R | Promise<R>,
  host: HandlerHost,
): Handler<P, R> {
  return guarded(what, handler, () => fallback, host);
}

/**
 * The same for what a person asked for and waits for: the answer to whatever goes wrong is its reason. The handler gets parameters that
 * were checked, and the signal of a cancellation.
 */
export function runOrTell<P, R>(
  what: string,
  isParams: Guard<P>,
  handler: (params: P, signal: AbortSignal) => R | Promise<R>,
  host: HandlerHost,
): Handler<unknown, R | Failure> {
  const checked = (params: unknown, token: CancellationToken): R | Promise<R> => {
    if (!isParams(params)) throw new TypeError('malformed parameters');
    return handler(params, toAbortSignal(token));
  };
  return guarded(what, checked, failure, host);
}

/** The same without parameters, for which a client may send none or an empty object. */
export function runOrTellWithoutParams<R>(
  what: string,
  handler: () => R | Promise<R>,
  host: HandlerHost,
): (...given: readonly unknown[]) => Promise<R | Failure | ResponseError> {
  const answer = guarded(what, handler, failure, host);
  return (...given) => answer(undefined, given.find((each) => CancellationToken.is(each)) ?? CancellationToken.None);
}

function guarded<P, R, F>(
  what: string,
  handler: (params: P, token: CancellationToken) => R | Promise<R>,
  onError: (error: unknown) => F,
  host: HandlerHost,
): Handler<P, R | F> {
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
      return onError(error);
    }
  };
}

/** Errors of the engine itself, and not of what it was asked for. */
const faults: readonly EngineErrorCode[] = ['engine-died', 'engine-unavailable', 'timed-out'];

function failure(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const isFault = EngineError.is(error) && faults.includes(error.code);
  return new ResponseError(LSPErrorCodes.RequestFailed, message, isFault ? engineFault : undefined);
}

const cancelled = (): ResponseError => new ResponseError(LSPErrorCodes.RequestCancelled, 'the request was cancelled');

/** An error for the log, with its stack where it has one. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The signal of a token, for code that knows no LSP. */
function toAbortSignal(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
