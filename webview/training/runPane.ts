import { durationText, rateText } from '../../src/protocol/progressText';
import { evaluationOf, type TrainingRun } from '../../src/protocol/trainingRuns';
import { runActions, type CellPlace, type RunAction } from '../../src/protocol/trainingView';
import { button, setEnabled } from '../controls';
import { element, setAttributes, setText } from '../dom';
import { CurvePane, type CurveActions } from './curvePane';
import { ReportPane, type ReportActions } from './reportPane';
import { stateSigns } from './runList';
import { settingRows, type SettingRow } from './settingRows';

export interface RunPaneActions extends CurveActions, ReportActions {
  act(action: RunAction): void;
}

export interface ShownRun {
  readonly run: TrainingRun;
  readonly actions: readonly RunAction[];
  readonly isInUse: boolean;
  readonly note?: string;
}

const titles: Readonly<Record<RunAction, readonly [text: string, title: string]>> = {
  cancel: ['Cancel', 'Cancel: the last checkpoint stays'],
  resume: ['Resume', 'Resume from the last checkpoint'],
  use: ['Use This Model', 'Use This Model for predictions from now on'],
  evaluate: ['Evaluate…', 'Evaluate… this model on a table'],
  reveal: ['Reveal', 'Reveal the folder of the model'],
  remove: ['Remove', 'Remove this run from the list: its model stays'],
};

/** Everything about one run. */
export class RunPane {
  readonly element = element('article', { class: 'run' });
  readonly #title = element('h2', { class: 'run-title' });
  readonly #state = element('span', { class: 'state' });
  readonly #bar = element('div', { class: 'bar', role: 'progressbar', 'aria-label': 'Epochs' });
  readonly #fill = element('div', { class: 'fill' });
  readonly #numbers = element('dl', { class: 'numbers' });
  readonly #note = element('p', { class: 'note' });
  readonly #status = element('p', { class: 'unseen', role: 'status' });
  readonly #buttons: ReadonlyMap<RunAction, HTMLElement>;
  readonly #curves: CurvePane;
  readonly #report: ReportPane;
  readonly #settings = element('dl', { class: 'settings' });
  readonly #log = element('ol', { class: 'log' });
  #shown: ShownRun | undefined;
  #logged = '';
  #set = '';

  constructor(actions: RunPaneActions, now: () => number) {
    this.#curves = new CurvePane(actions, now);
    this.#report = new ReportPane(actions);
    this.#buttons = new Map(
      runActions.map((action) => {
        const [text, title] = titles[action];
        return [action, button({ text, title, onClick: () => actions.act(action) })];
      }),
    );
    this.#bar.append(this.#fill);
    this.element.append(
      element('header', {}, this.#title, this.#state),
      ...[this.#status, this.#bar, this.#numbers],
      element('div', { class: 'buttons', role: 'group', 'aria-label': 'This run' }, ...this.#buttons.values()),
      ...[this.#note, this.#report.element, this.#curves.element],
      section('Settings', this.#settings),
      section(
        'Messages',
        element(
          'div',
          { class: 'log-box scroller', tabindex: '0', role: 'region', 'aria-label': 'Messages' },
          this.#log,
        ),
      ),
    );
  }

  show(shown: ShownRun, view: { readonly isTableShown: boolean; readonly isLogarithmic: boolean }): void {
    const isOther = this.#shown?.run.id !== shown.run.id;
    const before = this.#shown?.run.state;
    this.#shown = shown;
    const { run, actions, isInUse, note } = shown;
    setText(this.#title, run.title);
    setText(this.#state, `${stateSigns[run.state]} ${run.state}${isInUse ? ', in use' : ''}`);
    setAttributes(this.#state, { class: `state ${run.state}` });
    if (!isOther && before !== run.state) setText(this.#status, `${run.title}: ${run.state}`);
    for (const [action, control] of this.#buttons) {
      control.hidden = !actions.includes(action);
      setEnabled(control, true);
    }
    this.#note.hidden = note === undefined;
    setText(this.#note, note ?? '');
    this.#showProgress(run);
    this.#curves.update(run, view);
    this.#report.update(run);
    this.#showSettings(run);
    this.#showMessages(run);
  }

  /** A button that was pressed: it answers before the extension does. */
  press(action: RunAction): void {
    const control = this.#buttons.get(action);
    if (control && (action === 'cancel' || action === 'resume')) setEnabled(control, false);
  }

  showPlaces(places: readonly CellPlace[]): void {
    this.#report.showPlaces(places);
  }

  #showProgress(run: TrainingRun): void {
    const { progress, state, seconds, points, savedEpoch, task } = run;
    const isRunning = state === 'running';
    const last = points.at(-1);
    const isCounted = progress && (progress.phase === 'pre-training' || progress.phase === 'fine-tuning');
    const epochs = isCounted ? progress.epochs : undefined;
    const done = state === 'finished' ? 1 : epochs && last ? last.epoch / epochs : 0;
    this.#bar.hidden = task.kind === 'evaluate' || state === 'finished';
    const percent = Math.round(100 * Math.min(1, done));
    setAttributes(this.#bar, {
      'aria-valuemin': '0',
      'aria-valuemax': '100',
      'aria-valuenow': String(percent),
      'aria-valuetext': last && epochs ? `epoch ${last.epoch} of ${epochs}` : state,
    });
    // Through the object model: style attributes are not allowed by the policy of the document.
    this.#fill.style.width = `${percent}%`;
    const values: SettingRow[] = resultRows(run);
    const phase = isRunning ? (progress?.phase ?? 'starting') : undefined;
    if (phase && !isCounted) values.push(['Doing', phase]);
    if (last) values.push(['Epoch', epochs ? `${last.epoch} of ${epochs}` : String(last.epoch)]);
    values.push(...lastFigures(run));
    if (isRunning && progress?.rate !== undefined) values.push(['Rate', `${rateText(progress.rate)} cells/s`]);
    values.push(['Elapsed', durationText(seconds)]);
    if (isRunning && progress?.remainingSeconds !== undefined) {
      values.push(['Remaining', durationText(progress.remainingSeconds)]);
    }
    if (savedEpoch !== undefined && state !== 'finished') values.push(['Checkpoint', `epoch ${savedEpoch}`]);
    this.#fillList(this.#numbers, values);
  }

  /** Changes what is there, so that a selection in it stays. */
  #fillList(list: HTMLElement, rows: readonly SettingRow[]): void {
    while (list.children.length > rows.length) list.lastElementChild?.remove();
    rows.forEach(([name, value, more], i) => {
      const row = list.children[i] ?? list.appendChild(element('div', {}, element('dt', {}), element('dd', {})));
      if (row.firstElementChild) setText(row.firstElementChild, name);
      if (row.lastElementChild) {
        setText(row.lastElementChild, value);
        setAttributes(row.lastElementChild, { title: more });
      }
    });
  }

  #showSettings(run: TrainingRun): void {
    const rows = settingRows(run);
    const text = JSON.stringify(rows);
    if (text === this.#set) return;
    this.#set = text;
    this.#fillList(this.#settings, rows);
  }

  #showMessages({ messages }: TrainingRun): void {
    const text = JSON.stringify(messages);
    if (text === this.#logged) return;
    this.#logged = text;
    this.#log.replaceChildren(
      ...messages.map(({ at, level, text: message }) =>
        element(
          'li',
          { class: level },
          element('time', { datetime: new Date(at).toISOString() }, new Date(at).toLocaleTimeString('en-GB')),
          ` ${level === 'info' ? '' : `${level}: `}${message}`,
        ),
      ),
    );
  }
}

/** What came of a run, which is what it was for: its last epoch says less. */
function resultRows(run: TrainingRun): SettingRow[] {
  const evaluation = run.state === 'finished' ? evaluationOf(run) : undefined;
  if (!evaluation) return [];
  const name = evaluation.part === 'held-out' ? 'Held-out tau' : 'Tau';
  return [[name, evaluation.figures.tau?.toFixed(1) ?? '–']];
}

/** Of the last epoch, where nothing better is known. */
function lastFigures(run: TrainingRun): SettingRow[] {
  const { loss, tau } = run.points.at(-1) ?? {};
  if (run.state === 'finished') {
    return evaluationOf(run) || loss === undefined ? [] : [['Loss of the last epoch', loss.toFixed(4)]];
  }
  return [
    ...(loss === undefined ? [] : [['Loss', loss.toFixed(4)] as const]),
    ...(tau === undefined ? [] : [['Tau', tau.toFixed(1)] as const]),
  ];
}

const section = (title: string, content: HTMLElement): HTMLElement =>
  element('section', {}, element('h2', {}, title), content);
