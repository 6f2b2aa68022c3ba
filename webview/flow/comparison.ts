import {
  compareCells,
  type CellChange,
  type CellComparison,
  type MetricRow,
} from '../../src/core/explain/compareCells';
import type { CellView } from '../../src/core/explain/flowView';
import { formatComparison, formatCount, formatPrediction, type NumberFormat } from '../../src/core/model/numberFormat';
import type { TargetPrediction } from '../../src/core/model/prediction';
import { element } from '../dom';

/** What tells two cells apart: the difference in every quantity, and everything that changed. */
export class ComparisonPane {
  readonly element = element('section', { class: 'comparison', 'aria-label': 'Comparison' });
  #shown = '';

  update(first: CellView, second: CellView, format: NumberFormat): CellComparison {
    const comparison = compareCells(first, second);
    const content = JSON.stringify([first.name, second.name, comparison]);
    if (content !== this.#shown) {
      this.#shown = content;
      this.element.replaceChildren(metricTable(first, second, comparison, format), changeList(comparison));
    }
    return comparison;
  }
}

/** Changes by the vertex or link of one of the two cells. */
export function changesOf({ changes }: CellComparison, side: 'first' | 'second'): ReadonlyMap<string, CellChange> {
  return new Map(changes.flatMap((change) => (change[side] === undefined ? [] : [[change[side], change]])));
}

function metricTable(
  first: CellView,
  second: CellView,
  { metrics }: CellComparison,
  format: NumberFormat,
): HTMLElement {
  const head = ['', first.name, second.name, 'Difference'].map((title) =>
    element('th', { scope: 'col' }, title || 'Quantity'),
  );
  const rows = metrics.map((metric) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, metric.title),
      element('td', { class: 'number' }, valueText(metric.first, format)),
      element('td', { class: 'number' }, valueText(metric.second, format)),
      element('td', { class: `number ${differenceClass(metric)}` }, differenceText(metric, format)),
    ),
  );
  return element(
    'table',
    {},
    element('caption', {}, `${second.name} against ${first.name}`),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
}

function changeList({ changes }: CellComparison): HTMLElement {
  if (changes.length === 0) return element('p', {}, 'Nothing differs.');
  const roles = new Set(changes.map(({ role }) => role));
  return element(
    'ul',
    { class: 'changes' },
    ...changes.map(({ kind, role, text }) =>
      element('li', { class: kind }, roles.size > 1 || role !== 'cell' ? `${role}: ${text}` : text),
    ),
  );
}

function valueText(value: number | TargetPrediction | undefined, format: NumberFormat): string {
  if (value === undefined) return 'unknown';
  return typeof value === 'number' ? formatCount(value) : formatPrediction(value, format);
}

/** The difference, or `tie` where it is within the noise; `better` and `worse` say what the sign means. */
function differenceText({ comparison, second }: MetricRow, format: NumberFormat): string {
  if (!comparison) return '';
  if (comparison.isTie) return 'tie';
  const size =
    typeof second === 'object'
      ? formatComparison(comparison, second, format)
      : `${comparison.difference > 0 ? '+' : '-'}${formatCount(Math.abs(comparison.difference))}`;
  if (typeof second === 'object') return `${size} (${comparison.isBetter ? 'better' : 'worse'})`;
  return `${size} (${comparison.difference < 0 ? 'less' : 'more'})`;
}

function differenceClass({ comparison, second }: MetricRow): string {
  if (!comparison || comparison.isTie || typeof second !== 'object') return 'tie';
  return comparison.isBetter ? 'better' : 'worse';
}
