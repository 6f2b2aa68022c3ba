import type { RunPoint, TrainingRun } from '../../src/protocol/trainingRuns';
import { checkbox } from '../controls';
import { element } from '../dom';
import { numberText } from './axis';
import { CurveChart, type CurvePoint } from './curveChart';

export interface CurveActions {
  showTable(isShown: boolean): void;
  scaleLogarithmically(isLogarithmic: boolean): void;
}

const tauText = (tau: number): string => tau.toFixed(1);

/** Rows of the table at most: one that is longer tells nobody more. */
const maxRows = 120;
/** How often the table is made anew while a training runs, in milliseconds. */
const tableMs = 1_000;

/** Loss and Kendall's tau over epochs, and the same as a table. */
export class CurvePane {
  readonly element: HTMLElement;
  readonly #loss: CurveChart;
  readonly #tau: CurveChart;
  readonly #table = element('div', {
    class: 'twin scroller',
    tabindex: '0',
    role: 'region',
    'aria-label': 'Curves as a table',
  });
  readonly #tableBox;
  readonly #logarithmicBox;
  #tableAt = 0;

  constructor(
    actions: CurveActions,
    private readonly now: () => number,
  ) {
    const onInspect = (x: number | undefined): void => {
      this.#loss.inspect(x);
      this.#tau.inspect(x);
    };
    this.#loss = new CurveChart({ title: 'Training loss', name: 'loss', isLowBest: true, onInspect });
    this.#tau = new CurveChart({
      title: "Kendall's tau on the rows that choose the epoch, x100",
      name: 'tau',
      isLowBest: false,
      valueText: tauText,
      onInspect,
    });
    this.#tableBox = checkbox('Table', (isChecked) => actions.showTable(isChecked));
    this.#logarithmicBox = checkbox('Logarithmic loss', (isChecked) => actions.scaleLogarithmically(isChecked));
    const tools = element('div', { class: 'tools' }, this.#logarithmicBox, this.#tableBox);
    this.element = element(
      'section',
      { class: 'curves', 'aria-label': 'Curves' },
      element('div', { class: 'section-head' }, element('h2', {}, 'Curves'), tools),
      this.#loss.element,
      this.#tau.element,
      this.#table,
    );
  }

  update(
    { points, state, task, progress }: TrainingRun,
    { isTableShown, isLogarithmic }: { readonly isTableShown: boolean; readonly isLogarithmic: boolean },
  ): void {
    this.element.hidden = task.kind === 'evaluate' || points.length === 0;
    this.#tableBox.checked = isTableShown;
    this.#logarithmicBox.checked = isLogarithmic;
    const isCounted = progress?.phase === 'pre-training' || progress?.phase === 'fine-tuning';
    const end = state === 'finished' || !isCounted ? 0 : progress.epochs;
    this.#loss.update(curveOf(points, 'loss'), end, isLogarithmic);
    this.#tau.update(curveOf(points, 'tau'), end, false);
    this.#table.hidden = !isTableShown;
    if (!isTableShown) this.#tableAt = 0;
    else if (state !== 'running' || this.now() - this.#tableAt > tableMs) {
      this.#tableAt = this.now();
      this.#table.replaceChildren(tableOf(points));
    }
  }
}

const curveOf = (points: readonly RunPoint[], value: 'loss' | 'tau'): CurvePoint[] =>
  points.flatMap((point) => {
    const y = point[value];
    return y === undefined ? [] : [{ x: point.epoch, y, part: point.member ?? 0 }];
  });

function tableOf(points: readonly RunPoint[]): HTMLElement {
  const stride = Math.ceil(points.length / maxRows);
  // Counted from the end: the last epoch is always among them.
  const shown = points.filter((_, i) => (points.length - 1 - i) % stride === 0);
  const hasTau = points.some(({ tau }) => tau !== undefined);
  const hasMembers = points.some(({ member }) => member !== undefined && member > 1);
  const head = ['Epoch', ...(hasMembers ? ['Member'] : []), 'Loss', ...(hasTau ? ['Tau'] : [])];
  const rows = shown.map(({ epoch, member, loss, tau }) => {
    const cells = [
      ...(hasMembers ? [String(member ?? '')] : []),
      loss === undefined ? '' : numberText(loss),
      ...(hasTau ? [tau === undefined ? '' : tauText(tau)] : []),
    ];
    return element(
      'tr',
      {},
      element('th', { scope: 'row', class: 'number' }, String(epoch)),
      ...cells.map((text) => element('td', { class: 'number' }, text)),
    );
  });
  return element(
    'table',
    {},
    element('caption', {}, stride === 1 ? 'Every epoch' : `One epoch in ${stride}, the last one among them`),
    element(
      'thead',
      {},
      element('tr', {}, ...head.map((text) => element('th', { scope: 'col', class: 'number' }, text))),
    ),
    element('tbody', {}, ...rows),
  );
}
