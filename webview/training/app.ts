import type { RunPoint, TrainingRun } from '../../src/protocol/trainingRuns';
import type { FromTrainingView, RunSummary, ToTrainingView, TrainingViewState } from '../../src/protocol/trainingView';
import { element, setText } from '../dom';
import { RunList } from './runList';
import { RunPane, type ShownRun } from './runPane';

/** What the view needs of the world around it. */
export interface TrainingHost {
  post(message: FromTrainingView): void;
  /** Keeps the state while the view is hidden, and over a reload. */
  saveState(state: TrainingViewState): void;
  /** Milliseconds since some moment. */
  now(): number;
}

/** The training view: takes messages, draws, and tells what somebody does. */
export class TrainingApp {
  readonly element = element('main', { class: 'training-view' });
  readonly #list: RunList;
  readonly #pane: RunPane;
  readonly #message = element('p', { class: 'message' });
  #state: TrainingViewState;
  #runs: readonly RunSummary[] = [];
  #shown: ShownRun | undefined;

  constructor(
    private readonly host: TrainingHost,
    state: TrainingViewState | undefined,
  ) {
    this.#state = state ?? { isTableShown: false, isLogarithmic: false };
    this.#list = new RunList({
      select: (id) => {
        this.#change({ selected: id });
        this.#list.update(this.#runs, id);
        host.post({ type: 'select', id });
      },
      start: (what) => host.post({ type: 'start', what }),
    });
    this.#pane = new RunPane(
      {
        act: (action) => {
          const id = this.#shown?.run.id;
          if (id === undefined) return;
          this.#pane.press(action);
          host.post({ type: 'act', id, action });
        },
        open: (row, what) => {
          const id = this.#shown?.run.id;
          if (id !== undefined) host.post({ type: 'open', id, row, what });
        },
        showTable: (isTableShown) => this.#change({ isTableShown }),
        scaleLogarithmically: (isLogarithmic) => this.#change({ isLogarithmic }),
      },
      () => host.now(),
    );
    this.element.append(
      element('h1', { class: 'unseen' }, 'Flowcell training'),
      ...[this.#list.element, this.#message, this.#pane.element],
    );
    this.#pane.element.hidden = true;
    setText(this.#message, 'Waiting for the runs.');
  }

  receive(message: ToTrainingView): void {
    switch (message.type) {
      case 'runs':
        this.#runs = message.runs;
        this.#list.update(message.runs, this.#state.selected);
        if (message.runs.length === 0) this.#showNothing();
        return;
      case 'run':
        this.#show(message);
        return;
      case 'progress': {
        const shown = this.#shown;
        if (shown?.run.id !== message.id || shown.run.state !== 'running') return;
        const { progress, seconds, savedEpoch } = message;
        const points = joined(shown.run.points, message.points);
        const run: TrainingRun = {
          ...{ ...shown.run, progress, seconds, points },
          ...(savedEpoch === undefined ? {} : { savedEpoch }),
        };
        this.#shown = { ...shown, run };
        this.#draw();
        return;
      }
      case 'places':
        if (this.#shown?.run.id === message.id) this.#pane.showPlaces(message.places);
    }
  }

  #show(shown: ShownRun): void {
    this.#shown = shown;
    this.#message.hidden = true;
    this.#pane.element.hidden = false;
    if (this.#state.selected !== shown.run.id) this.#change({ selected: shown.run.id });
    else this.#draw();
    this.#list.update(this.#runs, shown.run.id);
  }

  #showNothing(): void {
    this.#shown = undefined;
    this.#pane.element.hidden = true;
    this.#message.hidden = false;
    setText(
      this.#message,
      'No training yet. Pre-train an encoder on a search space, then fine-tune it on your results: both are shown here.',
    );
  }

  #draw(): void {
    if (this.#shown) this.#pane.show(this.#shown, this.#state);
  }

  #change(change: Partial<TrainingViewState>): void {
    this.#state = { ...this.#state, ...change };
    this.host.saveState(this.#state);
    this.#draw();
  }
}

/** New points after the old ones; those of the same and later epochs are replaced. */
function joined(before: readonly RunPoint[], added: readonly RunPoint[]): readonly RunPoint[] {
  const [first] = added;
  if (!first) return before;
  const last = before.at(-1);
  const kept = last && last.epoch >= first.epoch ? before.filter(({ epoch }) => epoch < first.epoch) : before;
  return [...kept, ...added];
}
