import { Disposable, Uri, ViewColumn, window, workspace, type ExtensionContext, type WebviewPanel } from 'vscode';
import { briefProgressText, durationText } from '../../protocol/progressText';
import { evaluationOf, isResumable, type RunPoint, type TrainingRun } from '../../protocol/trainingRuns';
import {
  isFromTrainingView,
  isTrainingViewState,
  trainingViewType,
  type FromTrainingView,
  type RunAction,
  type RunStart,
  type RunSummary,
  type ToTrainingView,
} from '../../protocol/trainingView';
import { viewFolder, viewHtml } from '../viewHtml';
import { guarded } from '../guarded';
import type { MissedCells } from './missedCells';
import { chosenModels } from './modelsView';
import type { StoredRun } from './runStore';
import type { RunProgress, TrainingRuns } from './trainingRuns';

/** What the view's buttons do. */
export interface RunCommands {
  start(what: RunStart): void;
  act(run: TrainingRun, action: RunAction): void;
  /** Whether the model that a run left is still there. */
  hasModel(run: TrainingRun): Promise<boolean>;
}

export interface TrainingPanelOptions {
  readonly context: ExtensionContext;
  readonly runs: TrainingRuns;
  readonly commands: RunCommands;
  readonly cells: MissedCells;
}

/** Between two updates of what is shown: the eye cannot follow faster ones. */
const frameMs = 100;
const listMs = 500;
/** How often what other windows train is looked at. */
const pollMs = 3_000;

/** The training view: one for the window. */
export class TrainingPanel {
  #panel: WebviewPanel | undefined;
  #subscriptions: Disposable | undefined;
  #selected: string | undefined;
  #isReady = false;
  #frame: NodeJS.Timeout | undefined;
  #list: NodeJS.Timeout | undefined;
  #latest: RunProgress | undefined;
  #points: RunPoint[] = [];
  #listed = '';

  constructor(private readonly options: TrainingPanelOptions) {}

  /** Opens the view, or brings it to the front; on a run, where one is named. */
  show(id?: string): void {
    if (id !== undefined) this.#selected = id;
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
      void this.#refresh();
      return;
    }
    const where = { viewColumn: ViewColumn.Active, preserveFocus: false };
    this.#attach(window.createWebviewPanel(trainingViewType, 'Flowcell Training', where, { enableScripts: true }));
  }

  /** Whether somebody can see this run. */
  isShowing(id: string): boolean {
    return this.#panel?.visible === true && this.#selected === id;
  }

  /** Shows a run where the view is in sight, without taking the focus. False where it is not. */
  turnTo(id: string): boolean {
    if (this.#panel?.visible !== true) return false;
    this.#selected = id;
    void this.#refresh();
    return true;
  }

  /** Takes over a panel of an earlier window. */
  restore(panel: WebviewPanel, state: unknown): void {
    if (this.#panel) {
      panel.dispose();
      return;
    }
    if (isTrainingViewState(state)) this.#selected ??= state.selected;
    this.#attach(panel);
  }

  #attach(panel: WebviewPanel): void {
    const { context, runs } = this.options;
    this.#panel = panel;
    this.#isReady = false;
    panel.iconPath = Uri.joinPath(context.extensionUri, 'media/icon.png');
    // A restored panel comes without its options.
    panel.webview.options = {
      enableScripts: true,
      enableCommandUris: false,
      localResourceRoots: [viewFolder(context.extensionUri)],
    };
    const poll = setInterval(() => {
      if (panel.visible) void this.#refreshList();
    }, pollMs);
    this.#subscriptions = Disposable.from(
      { dispose: () => clearInterval(poll) },
      runs.listen({
        changed: (id) => void this.#changed(id),
        progressed: (progress) => this.#progressed(progress),
      }),
      panel.webview.onDidReceiveMessage((message: unknown) => {
        if (isFromTrainingView(message)) void guarded(() => this.#receive(message));
      }),
      panel.onDidChangeViewState(() => {
        // What was posted to a hidden view is lost.
        if (panel.visible) void this.#refresh();
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('flowcell.models')) void this.#refresh();
      }),
    );
    panel.onDidDispose(() => {
      clearTimeout(this.#frame);
      clearTimeout(this.#list);
      [this.#frame, this.#list, this.#panel] = [undefined, undefined, undefined];
      this.#subscriptions?.dispose();
    });
    panel.webview.html = viewHtml(panel.webview, context.extensionUri, { name: 'training', title: 'Training' });
  }

  async #receive(message: FromTrainingView): Promise<void> {
    const { commands, cells, runs } = this.options;
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.#selected ??= message.selected;
        return this.#refresh();
      case 'select':
        this.#selected = message.id;
        return this.#refreshRun();
      case 'start':
        return commands.start(message.what);
      case 'act': {
        const stored = await runs.get(message.id);
        const actions = stored ? await this.#actions(stored) : [];
        if (stored && actions.includes(message.action)) commands.act(stored.run, message.action);
        return;
      }
      case 'open': {
        const stored = await runs.get(message.id);
        if (stored) await cells.open(stored.run, message.row, message.what);
        return;
      }
    }
  }

  async #changed(id: string): Promise<void> {
    this.#selected ??= id;
    // Whoever pressed a button looks at the run.
    if (this.#selected === id) await this.#refreshRun();
    await this.#refreshList();
  }

  async #refresh(): Promise<void> {
    await this.#refreshList();
    await this.#refreshRun();
  }

  async #refreshList(): Promise<void> {
    if (!this.#isReady) return;
    const stored = await this.options.runs.list();
    const listed = stored.map(summaryOf);
    const isGone = listed.every(({ id }) => id !== this.#selected);
    const text = JSON.stringify(listed.map(({ id, state }) => [id, state]));
    const isOther = text !== this.#listed;
    this.#listed = text;
    this.#post({ type: 'runs', runs: listed });
    if (isGone && listed[0]) {
      this.#selected = listed[0].id;
      await this.#refreshRun();
    } else if (isOther || stored.some(({ run, isElsewhere }) => isElsewhere && run.id === this.#selected)) {
      await this.#refreshRun();
    }
  }

  async #refreshRun(): Promise<void> {
    const id = this.#selected;
    if (!this.#isReady || id === undefined) return;
    this.#points = [];
    const stored = await this.options.runs.get(id);
    if (!stored) return;
    const { run, isElsewhere } = stored;
    const actions = await this.#actions(stored);
    const note = isElsewhere ? 'Another window trains this.' : await this.#noteOf(run, actions);
    // Somebody may have chosen another one meanwhile.
    if (this.#selected !== id) return;
    if (this.#panel) this.#panel.title = run.task.kind === 'evaluate' ? 'Flowcell Evaluation' : 'Flowcell Training';
    const isInUse = isChosen(run);
    this.#post({ type: 'run', run, actions, isInUse, ...(note === undefined ? {} : { note }) });
    const places = await this.options.cells.places(run);
    if (places.length > 0 && this.#selected === id) this.#post({ type: 'places', id, places });
  }

  async #noteOf(run: TrainingRun, actions: readonly RunAction[]): Promise<string | undefined> {
    if (run.state === 'finished') {
      const isGone = run.task.kind !== 'evaluate' && !(await this.options.commands.hasModel(run));
      return isGone ? 'Its model has been deleted.' : undefined;
    }
    if (!actions.includes('resume')) return undefined;
    return run.savedEpoch === undefined
      ? 'Nothing was saved before it ended: Resume starts anew.'
      : `Resume goes on from epoch ${run.savedEpoch}, the last one on the disk.`;
  }

  async #actions({ run, isElsewhere }: StoredRun): Promise<RunAction[]> {
    if (isElsewhere) return [];
    if (run.state === 'running') return ['cancel'];
    const trained = run.task.kind !== 'evaluate' && run.state === 'finished';
    const hasModel = trained && (await this.options.commands.hasModel(run));
    const isPredictor = hasModel && run.task.kind === 'finetune';
    return [
      ...(isResumable(run) && workspace.isTrusted ? (['resume'] as const) : []),
      ...(isPredictor && !isChosen(run) ? (['use'] as const) : []),
      ...(isPredictor ? (['evaluate'] as const) : []),
      ...(hasModel ? (['reveal'] as const) : []),
      'remove',
    ];
  }

  /** Points are gathered and shown together: an epoch may take milliseconds. */
  #progressed(progress: RunProgress): void {
    this.#list ??= setTimeout(() => {
      this.#list = undefined;
      void this.#refreshList();
    }, listMs);
    if (progress.id !== this.#selected) return;
    this.#latest = progress;
    if (progress.point) {
      const { epoch } = progress.point;
      this.#points = [...this.#points.filter((point) => point.epoch < epoch), progress.point];
    }
    this.#frame ??= setTimeout(() => this.#postProgress(), frameMs);
  }

  #postProgress(): void {
    this.#frame = undefined;
    const latest = this.#latest;
    if (!latest || latest.id !== this.#selected) return;
    const { id, progress, seconds, savedEpoch } = latest;
    this.#post({
      ...{ type: 'progress', id, progress, seconds, points: this.#points },
      ...(savedEpoch === undefined ? {} : { savedEpoch }),
    });
    this.#points = [];
  }

  #post(message: ToTrainingView): void {
    if (this.#isReady) void this.#panel?.webview.postMessage(message);
  }
}

/** Whether the model that a run left predicts for its space. */
function isChosen({ report }: TrainingRun): boolean {
  return report !== undefined && 'kind' in report && chosenModels()[report.space] === report.id;
}

function summaryOf({ run, isElsewhere }: StoredRun): RunSummary {
  const { id, title, state, created } = run;
  return { id, title, state, created, text: isElsewhere ? 'in another window' : summaryText(run) };
}

function summaryText(run: TrainingRun): string {
  const { state, progress, report, seconds, points } = run;
  if (state === 'running') return progress ? briefProgressText(progress) : 'starting';
  const figures = evaluationOf(run)?.figures;
  if (figures) return `tau ${figures.tau?.toFixed(1) ?? '-'} on ${figures.n} rows`;
  if (report && 'kind' in report && report.kind === 'pretrain')
    return `${report.epochs} epochs in ${durationText(seconds)}`;
  const at = points.at(-1)?.epoch;
  return at === undefined ? state : `${state} at epoch ${at}`;
}
