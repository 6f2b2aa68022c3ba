import { access, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  CancellationTokenSource,
  commands,
  ProgressLocation,
  Uri,
  window,
  workspace,
  type ExtensionContext,
  type WebviewPanel,
} from 'vscode';
import { briefProgressText } from '../../protocol/progressText';
import type { FinetuneParams } from '../../protocol/training';
import { trainRequest, type TrainingProgressMessage, type TrainingTask } from '../../protocol/trainingMessages';
import { isResumable, type TrainingRun } from '../../protocol/trainingRuns';
import type { RunAction, RunStart } from '../../protocol/trainingView';
import { commandIds } from '../commandIds';
import { guarded } from '../guarded';
import { MissedCells } from './missedCells';
import { ModelCommands } from './modelCommands';
import { askArchitectures, askModel, askSpace, askTable, pick, type Choice } from './questions';
import { tellEnd, verbs } from './runEnd';
import { RunStore } from './runStore';
import type { TrainingClient } from './trainingClient';
import { TrainingPanel } from './trainingPanel';
import { TrainingRuns } from './trainingRuns';
import { trainingSettings } from './trainingSettings';
import { saveInputs } from './unsavedInputs';

export interface TrainingCommandOptions {
  readonly context: ExtensionContext;
  readonly client: () => Promise<TrainingClient>;
  readonly onModelsChanged: () => void;
}

export { exportPredictions } from './exportCommand';
export { importArchitecture } from './importArchitecture';

let ids = 0;

/** The commands that train and measure, and the view of what they do. */
export class TrainingCommands {
  readonly models: ModelCommands;
  readonly #runs: TrainingRuns;
  readonly #panel: TrainingPanel;

  constructor(private readonly options: TrainingCommandOptions) {
    const { context, client } = options;
    this.models = new ModelCommands(options);
    this.#runs = new TrainingRuns({
      store: new RunStore(join(context.globalStorageUri.fsPath, 'runs')),
      train: (task, signal, onProgress) => this.#train(task, signal, onProgress),
      onStoreFailure: (error) => {
        const reason = error instanceof Error ? error.message : String(error);
        void window.showWarningMessage(`What happens in this training is not kept for later: ${reason}`);
      },
    });
    this.#panel = new TrainingPanel({
      ...{ context, runs: this.#runs },
      cells: new MissedCells(client),
      commands: {
        start: (what) => void guarded(() => Promise.resolve(commands.executeCommand(startCommands[what]))),
        act: (run, action) => void guarded(() => this.#act(run, action)),
        hasModel: (run) => hasModel(run),
      },
    });
  }

  show(id?: string): void {
    this.#panel.show(id);
  }

  restore(panel: WebviewPanel, state: unknown): void {
    this.#panel.restore(panel, state);
  }

  async pretrain(argument: unknown): Promise<void> {
    const space = argument instanceof Uri ? argument.fsPath : await askSpace();
    if (space === undefined) return;
    const settings = trainingSettings(space);
    const architectures = settings.get('architectures', 5000);
    const source = await askArchitectures(architectures);
    if (!source) return;
    const tasks: Choice<string>[] = [
      { label: 'Information flow', description: 'FGP: flow and zero-cost scores', value: 'fgp' },
      { label: 'Information flow only', value: 'flow' },
      { label: 'Zero-cost scores only', value: 'zero-cost' },
    ];
    const preferred = settings.get('pretext', 'fgp');
    tasks.sort((a, b) => Number(b.value === preferred) - Number(a.value === preferred));
    const pretext = await pick('What should the encoder learn?', tasks);
    if (pretext === undefined) return;
    const name = basename(space).replace(/\.space\.(?:ya?ml|json)$/i, '');
    const params = {
      space,
      pretext,
      out: await this.models.newFolder(`${name} encoder`),
      architectures,
      ...(source.file === undefined ? {} : { architecturesFile: source.file }),
      epochs: settings.get('pretrainEpochs', 60),
      width: settings.get('width', 64),
    };
    await this.#start({ kind: 'pretrain', params }, `Pre-training for ${name}`);
  }

  async finetune(argument: unknown): Promise<void> {
    const client = await this.options.client();
    const question = await askTable(client, argument, 'Fine-tune on which results?');
    if (!question) return;
    const { data, column, higherIsBetter } = question;
    const model = await askModel(client, 'Which encoder should learn them?', () => true);
    if (!model) return;
    const epochs = trainingSettings(data).get<number>('finetuneEpochs', 0);
    const params: FinetuneParams = {
      ...{ model: model.folder, data, column, higherIsBetter },
      out: await this.models.newFolder(`${model.space} ${column}`),
      ...(epochs > 0 ? { epochs } : {}),
    };
    await this.#start({ kind: 'finetune', params }, `Fine-tuning on ${basename(data)}, ${column}`);
  }

  /** @param folder of the model to measure, where that is decided */
  async evaluate(argument: unknown, folder?: string): Promise<void> {
    const client = await this.options.client();
    const question = await askTable(client, argument, 'Evaluate on which results?');
    if (!question) return;
    const model = folder ?? (await askModel(client, 'Which model?', ({ targets }) => targets.length > 0))?.folder;
    if (model === undefined) return;
    const title = `Evaluation of ${basename(model)} on ${basename(question.data)}, ${question.column}`;
    await this.#start({ kind: 'evaluate', params: { model, ...question } }, title);
  }

  /** Goes on with the training that stopped last, or the chosen one of several. */
  async resume(): Promise<void> {
    const runs = await this.#runs.resumable();
    if (runs.length === 0) {
      void window.showInformationMessage('No training was interrupted.');
      return;
    }
    const choices = runs.map((run) => ({
      label: run.title,
      description: `${run.state}${run.points.length > 0 ? ` at epoch ${run.points.at(-1)?.epoch}` : ''}`,
      detail: new Date(run.created).toLocaleString(),
      value: run.id,
    }));
    const id = runs.length === 1 ? runs[0]?.id : await pick('Which training should go on?', choices);
    if (id !== undefined) await this.#resume(id);
  }

  async #resume(id: string): Promise<void> {
    const resumed = await this.#runs.resume(id);
    const stored = resumed && (await this.#runs.get(id));
    if (resumed && stored) await this.#follow(stored.run, resumed.ended);
  }

  async #start(task: TrainingTask, title: string): Promise<void> {
    if (!(await saveInputs(task))) return;
    const { id, ended } = this.#runs.start(task, title);
    const stored = await this.#runs.get(id);
    if (stored) await this.#follow(stored.run, ended);
  }

  /** Shows a run's progress as a notification until it ends, and then what came of it. */
  async #follow({ id, task }: TrainingRun, ended: Promise<TrainingRun>): Promise<void> {
    const link = `[show curves](command:${commandIds.showTraining}?${encodeURIComponent(JSON.stringify([id]))})`;
    const title = task.kind === 'evaluate' ? 'Evaluating' : `${verbs[task.kind]} (${link})`;
    const run = await window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        token.onCancellationRequested(() => this.#runs.cancel(id));
        let shown = 0;
        const listener = this.#runs.listen({
          progressed: ({ id: which, progress: told }) => {
            if (which !== id) return;
            const { phase, epoch, epochs } = told;
            const isCounted = phase !== 'preparing' && phase !== 'waiting' && epochs > 0;
            const share = isCounted ? (100 * epoch) / epochs : 0;
            progress.report({ message: briefProgressText(told), increment: Math.max(0, share - shown) });
            shown = Math.max(shown, share);
          },
        });
        try {
          return await ended;
        } finally {
          listener.dispose();
        }
      },
    );
    await this.#tellEnd(run);
  }

  #tellEnd(run: TrainingRun): Promise<void> {
    return tellEnd(run, {
      models: this.models,
      resume: (id) => this.#resume(id),
      show: (id) => this.show(id),
      isShown: ({ id, task }) => (task.kind === 'evaluate' ? this.#panel.turnTo(id) : this.#panel.isShowing(id)),
    });
  }

  async #act(run: TrainingRun, action: RunAction): Promise<void> {
    const { report, id } = run;
    const trained = report && 'kind' in report ? report : undefined;
    switch (action) {
      case 'cancel':
        return this.#runs.cancel(id);
      case 'resume':
        return workspace.isTrusted ? this.#resume(id) : undefined;
      case 'use':
        return trained && this.models.use(trained);
      case 'evaluate':
        return trained && this.evaluate(undefined, trained.folder);
      case 'reveal':
        return trained && this.models.reveal(trained);
      case 'remove':
        return this.#remove(run);
    }
  }

  async #remove(run: TrainingRun): Promise<void> {
    const { id, title, task, savedEpoch } = run;
    if (isResumable(run) && savedEpoch !== undefined && task.kind !== 'evaluate') {
      const detail = `Its checkpoint of epoch ${savedEpoch} is deleted, too: it cannot be resumed then.`;
      const chosen = await window.showWarningMessage(`Remove "${title}"?`, { modal: true, detail }, 'Remove');
      if (chosen !== 'Remove') return;
      const { out } = task.params;
      await rm(join(dirname(out), `.${basename(out)}.checkpoint`), { force: true }).catch(() => undefined);
    }
    await this.#runs.remove(id);
  }

  async #train(
    task: TrainingTask,
    signal: AbortSignal,
    onProgress: (progress: TrainingProgressMessage['progress']) => void,
  ): Promise<unknown> {
    const client = await this.options.client();
    const id = ++ids;
    const source = new CancellationTokenSource();
    signal.addEventListener('abort', () => source.cancel(), { once: true });
    if (signal.aborted) source.cancel();
    const listener = client.onTrainingProgress((message) => {
      if (message.id === id) onProgress(message.progress);
    });
    try {
      return await client.request(trainRequest, { ...task, id }, source.token);
    } finally {
      listener.dispose();
      source.dispose();
    }
  }
}

const startCommands: Readonly<Record<RunStart, string>> = {
  pretrain: commandIds.pretrain,
  finetune: commandIds.finetune,
  evaluate: commandIds.evaluate,
};

async function hasModel(run: TrainingRun): Promise<boolean> {
  const { report } = run;
  if (!report || !('kind' in report)) return false;
  return access(join(report.folder, 'manifest.json')).then(
    () => true,
    () => false,
  );
}
