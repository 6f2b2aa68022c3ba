import type { CellView } from '../../src/core/explain/flowView';
import { tableRows, type TableRow } from '../../src/core/explain/tableRows';
import { overlayRows, type OverlayRow } from '../../src/core/explain/overlayRows';
import type { NumberFormat } from '../../src/core/model/numberFormat';
import { element } from '../dom';
import type { ShownOverlay } from './overlay';

/** A column of a table of rows, and its title. */
type Column<Row> = readonly [key: Exclude<keyof Row, 'id' | 'first' | 'second'> & string, title: string];
type Side = 'first' | 'second';

const columns: readonly Column<TableRow>[] = [
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

/** Columns of two overlaid cells, each quantity for one after the other. */
const overlayColumns = (first: string, second: string): readonly Column<OverlayRow>[] => [
  ['part', 'Cell'],
  ['what', 'What'],
  ['where', 'Where'],
  ['firstOperation', `Operation in ${first}`],
  ['secondOperation', `Operation in ${second}`],
  ['firstForward', `Forward in ${first}`],
  ['secondForward', `Forward in ${second}`],
  ['firstParameters', `Parameters in ${first}`],
  ['secondParameters', `Parameters in ${second}`],
  ['firstLine', `Line of ${first}`],
  ['secondLine', `Line of ${second}`],
];

const isNumeric = (column: string): boolean => /generation|forward|backward|parameters|flops|line/i.test(column);

interface Sheet<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Vertex or link that a line of the text stands for, and the cell that has it. */
  readonly reveals: (row: Row, column: string) => { readonly id: string; readonly side: Side };
}

/** Everything that the drawing shows, as a table. Its rows select what they tell about. */
export class TableTwin {
  readonly element = element('div', {
    class: 'twin',
    tabindex: '0',
    role: 'region',
    'aria-label': 'Table of the cell',
  });
  #shown = '';

  /** @param onReveal shows a vertex or link of one of the cells in the text */
  constructor(private readonly onReveal: (id: string, side: Side) => void) {}

  update(cell: CellView, format: NumberFormat, selected: string | undefined): void {
    const reveals = ({ id }: TableRow): { id: string; side: Side } => ({ id, side: 'first' });
    const caption = `${cell.name}: nodes, operations and edges`;
    this.#show({ caption, columns, rows: tableRows(cell, format), reveals }, selected);
  }

  /** The table of two overlaid cells. */
  updateOverlay(overlay: ShownOverlay, format: NumberFormat, selected: string | undefined): void {
    const { first, second } = overlay;
    const rows = overlayRows(overlay, first, second, format);
    const reveals = (row: OverlayRow, column: string): { id: string; side: Side } => {
      const side = column === 'secondLine' ? 'second' : 'first';
      return { id: row[side] ?? row.id, side };
    };
    const caption = `${first.name} and ${second.name}: what each of them has`;
    this.#show({ caption, columns: overlayColumns(first.name, second.name), rows, reveals }, selected);
  }

  #show<Row extends { readonly id: string; readonly part: string; readonly what: string }>(
    sheet: Sheet<Row>,
    selected: string | undefined,
  ): void {
    const { rows } = sheet;
    const isAlone = new Set(rows.map(({ part }) => part)).size < 2;
    const used = sheet.columns.filter(([key]) => rows.some((row) => row[key] !== '') && !(isAlone && key === 'part'));
    const content = JSON.stringify([sheet.caption, rows]);
    if (content !== this.#shown) {
      this.#shown = content;
      this.element.replaceChildren(this.#table({ ...sheet, columns: used }));
    }
    for (const row of this.element.querySelectorAll('tr[data-id]')) {
      const isSelected = row.getAttribute('data-id') === selected;
      row.classList.toggle('selected', isSelected);
    }
  }

  #table<Row extends { readonly id: string; readonly what: string }>(sheet: Sheet<Row>): HTMLElement {
    const head = sheet.columns.map(([column, title]) =>
      element('th', { scope: 'col', class: isNumeric(column) ? 'number' : undefined }, title),
    );
    const body = sheet.rows.map((row) => {
      const cells = sheet.columns.map(([column]) => {
        if (column === 'what') return element('th', { scope: 'row' }, row.what);
        return element('td', { class: isNumeric(column) ? 'number' : column }, this.#content(sheet, row, column));
      });
      return element('tr', { 'data-id': row.id }, ...cells);
    });
    return element(
      'table',
      {},
      element('caption', {}, sheet.caption),
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...body),
    );
  }

  /** Lines lead into the text. */
  #content<Row extends { readonly what: string }>(
    { reveals }: Sheet<Row>,
    row: Row,
    column: Column<Row>[0],
  ): Node | string {
    const text = String(row[column]);
    if (!/line$/i.test(column) || text === '') return text;
    const link = element('button', { type: 'button', class: 'link-button', 'aria-label': `Line ${text}: ${row.what}` });
    link.textContent = text;
    const { id, side } = reveals(row, column);
    link.addEventListener('click', () => this.onReveal(id, side));
    return link;
  }
}
