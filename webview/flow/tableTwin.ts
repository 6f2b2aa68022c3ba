import type { CellView } from '../../src/core/explain/flowView';
import { tableRows, type TableRow } from '../../src/core/explain/tableRows';
import type { NumberFormat } from '../../src/core/model/numberFormat';
import { element } from '../dom';

type Column = Exclude<keyof TableRow, 'id'>;

const columns: readonly (readonly [Column, string])[] = [
  ['part', 'Cell'],
  ['what', 'What'],
  ['operation', 'Operation'],
  ['generation', 'Generation'],
  ['forward', 'Forward'],
  ['backward', 'Backward'],
  ['parameters', 'Parameters'],
  ['flops', 'FLOPs'],
  ['state', 'State'],
  ['importance', 'What matters'],
  ['line', 'Line'],
];

const numeric = new Set<Column>(['generation', 'forward', 'backward', 'parameters', 'flops', 'line']);

/** Everything that the drawing shows, as a table. Its rows select what they tell about. */
export class TableTwin {
  readonly element = element('div', {
    class: 'twin',
    tabindex: '0',
    role: 'region',
    'aria-label': 'Table of the cell',
  });
  #shown = '';

  /** @param onReveal shows a vertex or link in the text */
  constructor(private readonly onReveal: (id: string) => void) {}

  update(cell: CellView, format: NumberFormat, selected: string | undefined): void {
    const rows = tableRows(cell, format);
    const isAlone = cell.diagram.parts.length === 1;
    const used = columns.filter(
      ([column]) => rows.some((row) => row[column] !== '') && !(isAlone && column === 'part'),
    );
    const content = JSON.stringify([cell.name, rows]);
    if (content !== this.#shown) {
      this.#shown = content;
      this.element.replaceChildren(this.#table(cell, rows, used));
    }
    for (const row of this.element.querySelectorAll('tr[data-id]')) {
      const isSelected = row.getAttribute('data-id') === selected;
      row.classList.toggle('selected', isSelected);
    }
  }

  #table(cell: CellView, rows: readonly TableRow[], used: typeof columns): HTMLElement {
    const head = used.map(([column, title]) =>
      element('th', { scope: 'col', class: numeric.has(column) ? 'number' : undefined }, title),
    );
    const body = rows.map((row) => {
      const cells = used.map(([column]) => {
        if (column === 'what') return element('th', { scope: 'row' }, row.what);
        return element('td', { class: numeric.has(column) ? 'number' : column }, this.#content(row, column));
      });
      return element('tr', { 'data-id': row.id }, ...cells);
    });
    return element(
      'table',
      {},
      element('caption', {}, `${cell.name}: nodes, operations and edges`),
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...body),
    );
  }

  /** Lines lead into the text. */
  #content(row: TableRow, column: Column): Node | string {
    if (column !== 'line' || row.line === '') return row[column];
    const link = element('button', {
      type: 'button',
      class: 'link-button',
      'aria-label': `Line ${row.line}: ${row.what}`,
    });
    link.textContent = row.line;
    link.addEventListener('click', () => this.onReveal(row.id));
    return link;
  }
}
