import type { Connection } from 'vscode-languageserver/node';
import {
  backendsRequest,
  installBackendRequest,
  installProgressNotification,
  type InstallProgressMessage,
} from '../protocol/backendMessages';
import { isBackendsParams, isInstallBackendParams, type BackendSelection } from '../protocol/backends';
import type { EngineSupervisor } from './engine/engineSupervisor';
import { runOrTell, type HandlerHost } from './runSafe';

export interface BackendHost {
  readonly connection: Connection;
  readonly handlers: HandlerHost;
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
  const { connection, training, measuring, handlers } = host;

  connection.onRequest(
    backendsRequest,
    runOrTell(
      'report of the backends',
      isBackendsParams,
      async (params, signal) => {
        const isKnown = params.extent === 'known';
        const worker = isKnown && training.pid !== undefined ? training : measuring;
        const selection = await worker.request('backends', params, { signal, timeoutMs: measuringMs });
        host.onSelection(selection);
        return selection;
      },
      handlers,
    ),
  );
  connection.onRequest(
    installBackendRequest,
    runOrTell(
      'installation of a backend',
      isInstallBackendParams,
      async (params, signal) => {
        if (!host.isTrusted()) throw new Error(restricted);
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
      },
      handlers,
    ),
  );
}
