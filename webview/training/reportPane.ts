import { describeChoice, type EvaluationReport, type Figures } from '../../src/core/training/trainingReport';
import type { CellPlace } from '../../src/protocol/trainingView';
import { evaluationOf, type TrainingRun } from '../../src/protocol/trainingRuns';
import { element } from '../dom';
import { numberText } from './axis';
import { ScatterPlot } from './scatterPlot';

export interface ReportActions {
  /** Shows a row of the table, or the workspace's cell of that row. */
  open(row: number, what: 'row' | 'cell'): void;
}

const columns = [
  ['tau', "Kendall's tau"],
  ['p1', 'P@1 %'],
  ['p5', 'P@5 %'],
  ['p10', 'P@10 %'],
  ['spearman', 'Spearman'],
  ['coverage', 'Coverage'],
] as const;

/** How good a predictor is: figures beside baselines, a scatter plot, the worst misses. */
export class ReportPane {
  readonly element = element('section', { class: 'report', 'aria-label': 'Evaluation' });
  readonly #scatter: ScatterPlot;
  #shown: EvaluationReport | undefined;
  #places: readonly CellPlace[] = [];

  constructor(private readonly actions: ReportActions) {
    this.#scatter = new ScatterPlot((row) => actions.open(row, 'row'));
  }

  update(run: TrainingRun): void {
    const report = evaluationOf(run);
    this.element.hidden = !report;
    if (!report || JSON.stringify(report) === JSON.stringify(this.#shown)) return;
    this.#shown = report;
    this.#places = [];
    this.#render(run, report);
  }

  /** Cells of the workspace that are among the misses. */
  showPlaces(places: readonly CellPlace[]): void {
    this.#places = places;
    const table = this.element.querySelector('.misses');
    if (table && this.#shown) table.replaceWith(this.#misses(this.#shown));
  }

  #render(run: TrainingRun, report: EvaluationReport): void {
    const { figures, table, target, part, tauRange, notes, problems, skipped } = report;
    const rows = `${figures.n} ${part === 'held-out' ? 'held-out ' : ''}rows of ${table}`;
    const range = tauRange
      ? `; tau is between ${tauRange[0].toFixed(1)} and ${tauRange[1].toFixed(1)} in 95 % of bootstrap samples`
      : '';
    const { report: whole } = run;
    const split =
      whole && 'kind' in whole && whole.kind === 'finetune'
        ? [whole.splitDescription, describeChoice(whole.choice)]
        : [];
    this.#scatter.update(report);
    this.element.replaceChildren(
      element('h2', {}, 'Evaluation'),
      element('p', {}, `${target.title} on ${rows}${range}.`),
      figureTable(report),
      element('ul', { class: 'notes' }, ...[...split, ...notes].map((note) => element('li', {}, note))),
      element(
        'div',
        { class: 'detail' },
        element('div', {}, element('h3', {}, 'Predicted against measured'), this.#scatter.element),
        report.misses.length > 0
          ? element('div', { class: 'miss-list' }, element('h3', {}, 'Worst misses'), this.#misses(report))
          : undefined,
      ),
      ...(problems.length > 0 ? [skippedRows(skipped, problems)] : []),
    );
  }

  #misses({ misses, target }: EvaluationReport): HTMLElement {
    const head = ['Row', 'Measured', 'Predicted', 'Range', 'Cell'];
    const link = (text: string, label: string, row: number, what: 'row' | 'cell'): HTMLElement => {
      const button = element('button', { type: 'button', class: 'link-button', 'aria-label': label }, text);
      button.addEventListener('click', () => this.actions.open(row, what));
      return button;
    };
    const rows = misses.map(({ row, truth, value, low, high, arch }) => {
      const place = this.#places.find((each) => each.row === row);
      return element(
        'tr',
        {},
        element('th', { scope: 'row', class: 'number' }, link(String(row), `Row ${row} of the table`, row, 'row')),
        element('td', { class: 'number' }, numberText(truth)),
        element('td', { class: 'number' }, numberText(value)),
        element('td', { class: 'number' }, `${numberText(low)} to ${numberText(high)}`),
        element(
          'td',
          { class: 'architecture' },
          ...(place ? [link(place.label, `Cell ${place.label}`, row, 'cell'), ' '] : []),
          element('code', {}, arch),
        ),
      );
    });
    const table = element(
      'table',
      {},
      element('caption', {}, `Rows whose place in the order of ${target.title} is predicted worst`),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...head.map((text) => element('th', { scope: 'col', class: text === 'Cell' ? undefined : 'number' }, text)),
        ),
      ),
      element('tbody', {}, ...rows),
    );
    return element(
      'div',
      { class: 'misses scroller', tabindex: '0', role: 'region', 'aria-label': 'Worst misses' },
      table,
    );
  }
}

function figureTable({ model, figures, baselines }: EvaluationReport): HTMLElement {
  const row = (name: string, values: Figures, isOwn: boolean): HTMLElement =>
    element(
      'tr',
      { class: isOwn ? 'own' : undefined },
      element('th', { scope: 'row' }, name),
      ...columns.map(([key]) => element('td', { class: 'number' }, values[key]?.toFixed(1) ?? '–')),
    );
  const table = element(
    'table',
    { class: 'figures' },
    element('caption', {}, 'Figures x100; parameters, FLOPs and the bundled model rank the same rows'),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, 'Ranked by'),
        ...columns.map(([, title]) => element('th', { scope: 'col', class: 'number' }, title)),
      ),
    ),
    element(
      'tbody',
      {},
      row(model.title, figures, true),
      ...baselines.map(({ name, figures: values }) => row(name, values, false)),
    ),
  );
  return element('div', { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': 'Figures' }, table);
}

function skippedRows(skipped: number, problems: readonly string[]): HTMLElement {
  const items = problems.slice(0, 200).map((problem) => element('li', {}, problem));
  return element(
    'details',
    {},
    element('summary', {}, `${skipped} ${skipped === 1 ? 'row was' : 'rows were'} skipped`),
    element('ul', {}, ...items),
  );
}
