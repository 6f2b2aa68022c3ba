import {
  ConfigurationTarget,
  ProgressLocation,
  QuickPickItemKind,
  window,
  workspace,
  type CancellationToken,
  type Event,
  type ExtensionContext,
  type QuickPickItem,
} from 'vscode';
import { backendsRequest, installBackendRequest, type InstallProgressMessage } from '../../protocol/backendMessages';
import {
  installableBackends,
  isBackendSelection,
  isInstalledBackend,
  type BackendChoice,
  type BackendSelection,
  type BackendsParams,
  type InstallableBackend,
  type InstalledBackend,
} from '../../protocol/backends';
import { reportError } from '../reportError';
import { backendStorage } from './backendStorage';
import {
  consentFor,
  describeBackend,
  installedText,
  installText,
  reportDetail,
  selectionTitle,
} from '../../protocol/backendTexts';

/** What these commands need of the connection to the server. */
export interface BackendClient {
  request(method: string, params: object, token?: CancellationToken): Promise<unknown>;
  readonly onInstallProgress: Event<InstallProgressMessage>;
}

export interface BackendCommandOptions {
  readonly context: ExtensionContext;
  readonly client: () => Promise<BackendClient>;
}

interface BackendItem extends QuickPickItem {
  readonly action?: BackendChoice | 'measure' | 'install';
}

/** The commands that show, measure, choose and install compute backends. */
export class BackendCommands {
  constructor(private readonly options: BackendCommandOptions) {}

  /** A list of the backends: what each does here, which one trains; choosing one sets the setting. */
  async show(): Promise<void> {
    let extent: BackendsParams['extent'] = 'known';
    for (;;) {
      const selection = await this.#ask(extent);
      if (!selection) return;
      const chosen = await window.showQuickPick(items(selection), {
        title: selectionTitle(selection),
        placeHolder: 'What trainings compute on. Predictions run on WebAssembly, which answers at once.',
        matchOnDescription: true,
      });
      if (chosen?.action === undefined) return;
      if (chosen.action === 'install') return this.install();
      if (chosen.action !== 'measure') return this.#choose(chosen.action);
      extent = 'measured';
    }
  }

  /** Asks which backend and for consent, then installs it with progress. */
  async install(): Promise<void> {
    if (!workspace.isTrusted) {
      void window.showWarningMessage('Flowcell installs nothing in Restricted Mode. Trust the workspace first.');
      return;
    }
    const storage = backendStorage(this.options.context);
    const choices = installableBackends.map((backend) => ({ ...consentFor(backend, storage), backend }));
    const title = 'Install which GPU backend?';
    const chosen = await window.showQuickPick(choices, { title, placeHolder: title });
    if (!chosen) return;
    const install = 'Download and Install';
    const detail = chosen.question;
    const answer = await window.showInformationMessage(`Install ${chosen.backend}?`, { modal: true, detail }, install);
    if (answer === install) await this.#install(chosen.backend);
  }

  async #install(backend: InstallableBackend): Promise<void> {
    try {
      const installed = await window.withProgress(
        { location: ProgressLocation.Notification, title: `Installing ${backend}`, cancellable: true },
        async (progress, token) => {
          const client = await this.options.client();
          const listener = client.onInstallProgress(({ progress: step }) =>
            progress.report({ message: installText(step) }),
          );
          try {
            return await client.request(installBackendRequest, { backend }, token);
          } catch (error) {
            if (token.isCancellationRequested) return undefined;
            throw error;
          } finally {
            listener.dispose();
          }
        },
      );
      if (installed === undefined) {
        void window.showInformationMessage(`The installation of ${backend} was cancelled; nothing of it was kept.`);
        return;
      }
      if (!isInstalledBackend(installed)) throw new Error('the answer about the installation is malformed');
      this.#told(installed);
    } catch (error) {
      reportError(error, `${backend} was not installed.`);
    }
  }

  #told(installed: InstalledBackend): void {
    const text = installedText(installed);
    // a GPU package that computes on the CPU is no success that should pass by unread
    if (installed.report.note === undefined) void window.showInformationMessage(text);
    else void window.showWarningMessage(text);
  }

  async #ask(extent: BackendsParams['extent']): Promise<BackendSelection | undefined> {
    const params: BackendsParams = { extent };
    const client = await this.options.client();
    const ask = (token?: CancellationToken): Promise<unknown> => client.request(backendsRequest, params, token);
    const answer =
      extent === 'known'
        ? await ask()
        : await window.withProgress(
            { location: ProgressLocation.Notification, title: 'Measuring compute backends', cancellable: true },
            (_, token) =>
              ask(token).catch((error: unknown) => {
                if (token.isCancellationRequested) return undefined;
                throw error;
              }),
          );
    return isBackendSelection(answer) ? answer : undefined;
  }

  async #choose(choice: BackendChoice): Promise<void> {
    await workspace.getConfiguration('flowcell').update('engine.backend', choice, ConfigurationTarget.Global);
    const text =
      choice === 'auto' ? 'Trainings use the fastest backend.' : `Trainings use ${choice} if it can be used.`;
    void window.showInformationMessage(`${text} The change takes effect with the next training that begins.`);
  }
}

function items(selection: BackendSelection): BackendItem[] {
  const { choice, backend: used, reports } = selection;
  return [
    {
      label: `${choice === 'auto' ? '$(check) ' : ''}auto`,
      description: 'the fastest that computes the right numbers',
      action: 'auto',
    },
    ...reports.map((report): BackendItem => {
      const uses = [
        ...(report.backend === used ? ['trains'] : []),
        ...(report.backend === (choice === 'cpu' ? 'cpu' : 'wasm') ? ['predicts'] : []),
      ];
      const use = uses.length === 0 ? '' : ` · ${uses.join(', ')}`;
      return {
        label: `${choice === report.backend ? '$(check) ' : ''}${report.backend}`,
        description: `${describeBackend(report.backend)}${use}`,
        detail: reportDetail(report),
        action: report.backend,
      };
    }),
    { label: '', kind: QuickPickItemKind.Separator },
    {
      label: '$(dashboard) Measure Now',
      description: 'tries every installed backend for about a second',
      action: 'measure',
    },
    { label: '$(cloud-download) Install GPU Backend...', action: 'install' },
  ];
}
