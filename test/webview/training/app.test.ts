// @vitest-environment jsdom
import '../support/browser';
import axe from 'axe-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  isFromTrainingView,
  isToTrainingView,
  isTrainingViewState,
  type FromTrainingView,
  type RunAction,
  type RunSummary,
  type ToTrainingView,
  type TrainingViewState,
} from '../../../src/protocol/trainingView';
import type { TrainingRun } from '../../../src/protocol/trainingRuns';
import { TrainingApp } from '../../../webview/training/app';
import { evaluation, finishedRun, runOf } from './fixtures';
import { all, find, preparePage } from '../support/page';

let posted: FromTrainingView[];
let saved: TrainingViewState | undefined;
let now: number;

function open(state?: TrainingViewState): TrainingApp {
  document.body.replaceChildren();
  const app = new TrainingApp(
    { post: (message) => void posted.push(message), saveState: (kept) => (saved = kept), now: () => now },
    state,
  );
  document.body.append(app.element);
  return app;
}

const summary = (id: string, more: Partial<RunSummary> = {}): RunSummary => ({
  ...{ id, title: `Run ${id}`, state: 'running', created: 1_700_000_000_000, text: 'epoch 1 of 2' },
  ...more,
});
const shown = (run: ReturnType<typeof runOf>, actions: RunAction[] = ['cancel']): ToTrainingView => ({
  ...{ type: 'run', run, actions, isInUse: false },
});
const buttonNames = (): string[] =>
  all('.buttons vscode-button')
    .filter(({ hidden }) => !hidden)
    .map(({ textContent }) => textContent ?? '');
const press = (selector: string, key: string, more: KeyboardEventInit = {}): boolean =>
  find(selector).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));

beforeAll(() => preparePage('Training'));
beforeEach(() => {
  posted = [];
  saved = undefined;
  now = 10_000;
});

describe('the training view', () => {
  it('says what to do where nothing was trained', () => {
    open().receive({ type: 'runs', runs: [] });
    expect(find('.message').textContent).toMatch(/No training yet/);
    expect(find('article').hidden).toBe(true);
    find('vscode-button[aria-label^="Fine-Tune"]').click();
    expect(posted).toEqual([{ type: 'start', what: 'finetune' }]);
  });

  it('shows how far a training is, with both curves', () => {
    open().receive(shown(runOf(60)));
    expect(find('.numbers').textContent).toBe(
      'Epoch60 of 100Loss0.0167Tau29.0Rate3,586 cells/sElapsed1:05Remaining1:10Checkpointepoch 10',
    );
    expect(find('.bar').getAttribute('aria-valuenow')).toBe('60');
    const [loss, tau] = all('.curve-chart svg').map((svg) => svg.getAttribute('aria-label'));
    expect(loss).toMatch(/^Training loss: 1 to 0.01667 in 60 epochs, best 0.01667 at epoch 60/);
    expect(tau).toMatch(/best 49.0 at epoch 40/);
    // two members, two strokes
    expect(find('.loss path.curve').getAttribute('d')?.match(/M/g)).toHaveLength(2);
    expect(find('.settings').textContent).toContain('Epochs100 (by the number of rows)');
    expect(find('.report').hidden).toBe(true);
  });

  it('goes on with what comes, and learns again what was lost', () => {
    const app = open();
    app.receive(shown(runOf(20)));
    const progress = { phase: 'fine-tuning', epoch: 21, epochs: 100, loss: 0.5 } as const;
    app.receive({ type: 'progress', id: 'run-1', points: [{ epoch: 21, loss: 0.5 }], progress, seconds: 70 });
    expect(find('.numbers').textContent).toMatch(/^Epoch21 of 100Loss0.5000/);
    const back = { ...progress, epoch: 12, loss: 0.7 };
    app.receive({ type: 'progress', id: 'run-1', points: [{ epoch: 12, loss: 0.7 }], progress: back, seconds: 71 });
    expect(find('.numbers').textContent).toMatch(/^Epoch12 of 100/);
    app.receive({ type: 'progress', id: 'another', points: [{ epoch: 50 }], progress, seconds: 1 });
    expect(find('.numbers').textContent).toMatch(/^Epoch12 of 100/);
  });

  it('cancels and resumes; a button that was pressed is not pressed twice', () => {
    const app = open();
    app.receive(shown(runOf(20)));
    expect(buttonNames()).toEqual(['Cancel']);
    find('vscode-button[aria-label^="Cancel"]').click();
    expect(find('vscode-button[aria-label^="Cancel"]').hasAttribute('disabled')).toBe(true);
    app.receive({
      ...{ type: 'run', run: runOf(20, { state: 'cancelled' }), actions: ['resume', 'remove'], isInUse: false },
      note: 'Resume goes on from epoch 10.',
    });
    expect(find('.note').textContent).toBe('Resume goes on from epoch 10.');
    expect(find('.state').textContent).toBe('■ cancelled');
    expect(find('p[role=status].unseen').textContent).toMatch(/cancelled$/);
    find('vscode-button[aria-label^="Resume"]').click();
    expect(posted.map((message) => message.type === 'act' && message.action)).toEqual(['cancel', 'resume']);
  });

  it('lists runs, newest first, and shows the one that is chosen', () => {
    const app = open();
    app.receive({
      type: 'runs',
      runs: [summary('b'), summary('a', { state: 'interrupted', text: 'interrupted at epoch 3' })],
    });
    const [, second] = all('.run-button');
    second!.click();
    expect(posted).toEqual([{ type: 'select', id: 'a' }]);
    expect(second!.getAttribute('aria-current')).toBe('true');
    expect(saved).toMatchObject({ selected: 'a' });
    app.receive({ type: 'runs', runs: [summary('c'), summary('a')] });
    expect(all('.run-button .title').map(({ textContent }) => textContent)).toEqual(['Run c', 'Run a']);
    expect(all('.run-button')[1]).toBe(second);
  });

  it('shows figures beside baselines, a scatter plot and the worst misses with links', () => {
    const app = open();
    app.receive(shown(finishedRun(), ['evaluate', 'reveal', 'remove']));
    const rows = all('.figures tbody tr').map(({ textContent }) => textContent);
    expect(rows).toEqual(['test_acc (Tiny cells)56.7–100.050.070.281.3', 'Parameters12.1–100.050.070.2–']);
    expect(find('.report').textContent).toMatch(/16 held-out rows of results.csv; tau is between 17.9 and 87.5/);
    expect(find('.report').textContent).toMatch(/Of 80 rows, 48 train/);
    expect(all('.scatter .point')).toHaveLength(16);
    expect(all('.scatter .miss')).toHaveLength(3);
    find('.misses th .link-button').click();
    app.receive({ type: 'places', id: 'run-1', places: [{ row: 2, label: 'a.cell.yaml: deep' }] });
    const place = find('.misses td .link-button');
    expect(place.textContent).toBe('a.cell.yaml: deep');
    place.click();
    expect(posted).toEqual([
      { type: 'open', id: 'run-1', row: 1, what: 'row' },
      { type: 'open', id: 'run-1', row: 2, what: 'cell' },
    ]);
    expect(find('details').textContent).toMatch(/1 row was skipped.*oops/s);
  });

  it('leads with what was measured where a training is done, and names its epochs by member', () => {
    const app = open();
    app.receive(shown(finishedRun(), []));
    expect(find('.numbers').textContent).toMatch(/^Held-out tau56\.7Epoch100 of 100Elapsed1:05$/);
    const task = finishedRun().task as Extract<TrainingRun['task'], { kind: 'finetune' }>;
    app.receive(shown(runOf(60, { task: { ...task, params: { ...task.params, epochs: 50 } } })));
    expect(find('.settings').textContent).toContain('Epochs2 × 50');
  });

  it('tells the curves as a table', () => {
    const app = open({ isTableShown: true, isLogarithmic: true });
    app.receive(shown(runOf(60)));
    expect(all('.twin tbody tr')).toHaveLength(60);
    app.receive(shown(runOf(4_000)));
    expect(all('.twin tbody tr').length).toBeLessThanOrEqual(120);
    now += 2_000;
    app.receive(shown(runOf(4_001)));
    expect(all('.twin tbody tr').at(-1)?.textContent).toMatch(/^4001/);
    expect(find('.twin caption').textContent).toBe('One epoch in 34, the last one among them');
  });

  it('keeps its state, and starts from it', () => {
    const app = open();
    app.receive(shown(finishedRun(), []));
    const box = find<HTMLElement & { checked: boolean }>('.tools vscode-checkbox:last-child');
    box.checked = true;
    expect(saved).toMatchObject({ selected: 'run-1', isTableShown: true });
    expect(isTrainingViewState(saved)).toBe(true);
    open(saved).receive(shown(finishedRun(), []));
    expect(find('.twin').hidden).toBe(false);
  });
});

describe('with the keyboard', () => {
  it('reads single epochs in both curves', () => {
    open().receive(shown(runOf(60)));
    press('.loss svg', 'Home');
    expect(
      all('.readout')
        .slice(0, 2)
        .map(({ textContent }) => textContent),
    ).toEqual(['epoch 1: 1', 'epoch 1: 10.0']);
    press('.loss svg', 'ArrowRight');
    expect(find('.loss .readout').textContent).toBe('epoch 2: 0.5');
    press('.tau svg', 'End');
    expect(find('.loss .readout').textContent).toBe('epoch 60: 0.01667');
    press('.tau svg', 'Escape');
    expect(find('.loss .readout').textContent).toMatch(/^now 0.01667, best/);
    expect(press('.tau svg', 'ArrowLeft', { ctrlKey: true })).toBe(true);
  });

  it('reads and opens single rows of the scatter plot', () => {
    open().receive(shown(finishedRun(), []));
    press('.scatter', 'Home');
    expect(find('.scatter-plot .readout').textContent).toBe('Row 1: measured 80, predicted 79 (75 to 84)');
    press('.scatter', 'ArrowRight');
    press('.scatter', 'Enter');
    expect(posted).toEqual([{ type: 'open', id: 'run-1', row: 2, what: 'row' }]);
  });
});

describe('axe', () => {
  it.each([
    ['a running training', () => runOf(60)],
    ['a finished one', finishedRun],
  ])('finds nothing wrong with %s', async (_, run) => {
    const app = open({ isTableShown: true, isLogarithmic: false });
    app.receive({ type: 'runs', runs: [summary('run-1'), summary('b', { state: 'failed' })] });
    app.receive(shown(run(), ['cancel', 'resume', 'use', 'evaluate', 'reveal', 'remove']));
    // Contrast needs a real browser; the tests in the workbench look at it.
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
  });
});

describe('messages', () => {
  it('are refused when they are malformed', () => {
    const malformed: unknown[] = [null, 1, 'run', [], {}, { type: 'run' }, { type: 'execute', command: 'x' }];
    for (const message of malformed) {
      expect(isToTrainingView(message)).toBe(false);
      expect(isFromTrainingView(message)).toBe(false);
    }
    expect(isToTrainingView(shown(finishedRun(), []))).toBe(true);
    expect(isToTrainingView(shown(runOf(3, { id: '../../etc' })))).toBe(false);
    expect(isToTrainingView({ ...shown(runOf(3)), actions: ['format'] })).toBe(false);
    const wrong = { ...evaluation, points: [{ row: 'x' }] };
    expect(isToTrainingView(shown(runOf(3, { report: wrong as never })))).toBe(false);
    expect(isFromTrainingView({ type: 'act', id: 'a', action: 'cancel' })).toBe(true);
    expect(isFromTrainingView({ type: 'act', id: 'a/b', action: 'cancel' })).toBe(false);
    expect(isFromTrainingView({ type: 'open', id: 'a', row: -1, what: 'row' })).toBe(false);
    expect(isFromTrainingView({ type: 'start', what: 'rm' })).toBe(false);
    expect(isTrainingViewState({ selected: 'A B', isTableShown: true, isLogarithmic: true })).toBe(false);
  });
});
