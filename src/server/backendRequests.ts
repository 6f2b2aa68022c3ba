import { LSPErrorCodes, ResponseError, type CancellationToken, type Connection } from 'vscode-languageserver/node';
import {
  backendsRequest,
  installBackendRequest,
  installProgressNotification,
  type InstallProgressMessage,
} from '../protocol/backendMessages';
import { isBackendsParams, isInstallBackendParams, type BackendSelection } from '../protocol/backends';
import { EngineError } from './engine/engineError';
import type { EngineSupervisor } from './engine/engineSupervisor';

export interface BackendHost {
  readonly connection: Connection;
  /** The engine that trains: it knows what it uses. */
  readonly training: EngineSupervisor;
  /** An engine that nobody waits for: it measures and installs. */
  readonly measuring: EngineSupervisor;
  readonly isTrusted: () => boolean;
  readonly onSelection: (selection: BackendSelection) => void;
}

/** Every backend may take its time limit. */
const measuringMs = 300_000;
/** Longer than npm itself may take. */
const installingMs = 45 * 60_000;

const restricted = 'Flowcell installs nothing in Restricted Mode. Trust the workspace first.';

/** Answers what the extension asks about compute backends, and lets it install them. */
export function registerBackendRequests(host: BackendHost): void {
  const { connection, training, measuring } = host;

  connection.onRequest(backendsRequest, async (params: unknown, token: CancellationToken) => {
    if (!isBackendsParams(params)) return failure('malformed parameters');
    return cancellable(token, async (signal) => {
      const isKnown = params.extent === 'known';
      const worker = isKnown && training.pid !== undefined ? training : measuring;
      const selection = await worker.request('backends', params, { signal, timeoutMs: measuringMs });
      host.onSelection(selection);
      return selection;
    });
  });
  connection.onRequest(installBackendRequest, async (params: unknown, token: CancellationToken) => {
    if (!isInstallBackendParams(params)) return failure('malformed parameters');
    if (!host.isTrusted()) return failure(restricted);
    return cancellable(token, async (signal) => {
      const installed = await measuring.request('installBackend', params, {
        signal,
        timeoutMs: installingMs,
        onProgress: (progress) => {
          const message: InstallProgressMessage = { progress };
          void connection.sendNotification(installProgressNotification, message).catch(() => undefined);
        },
      });
      // another program may have to run it; a training goes on from its checkpoint
      training.restart();
      return installed;
    });
  });
}

async function cancellable<T>(
  token: CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | ResponseError> {
  const controller = new AbortController();
  const listener = token.onCancellationRequested(() => controller.abort());
  try {
    return await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    return failure(EngineError.is(error) || error instanceof Error ? error.message : String(error));
  } finally {
    listener.dispose();
  }
}

const failure = (message: string): ResponseError => new ResponseError(LSPErrorCodes.RequestFailed, message);
