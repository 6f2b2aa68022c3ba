import { basename } from 'node:path';
import { Position, Range, Uri, ViewColumn, window, workspace } from 'vscode';
import { isLocatedCells, locateCellsRequest, type LocatedCell } from '../../protocol/locateCells';
import { evaluationOf, type TrainingRun } from '../../protocol/trainingRuns';
import type { CellPlace } from '../../protocol/trainingView';
import { reportError } from '../reportError';
import type { TrainingClient } from './trainingClient';

/** Cell files that are searched, at most. */
const maxFiles = 300;

/** Leads from the rows of a report to where they are: the table's line, and the workspace's cell with that architecture. */
export class MissedCells {
  /** By run, then row. */
  readonly #located = new Map<string, ReadonlyMap<number, LocatedCell>>();

  constructor(private readonly client: () => Promise<TrainingClient>) {}

  /** Cells of the workspace's files that are misses of the run. Never rejects. */
  async places(run: TrainingRun): Promise<CellPlace[]> {
    const evaluation = evaluationOf(run);
    if (!evaluation || evaluation.misses.length === 0) return [];
    const files = await workspace.findFiles('**/*.cell.{json,yaml,yml}', '**/node_modules/**', maxFiles);
    if (files.length === 0) return [];
    try {
      const answer = await (
        await this.client()
      ).request(locateCellsRequest, {
        space: evaluation.space,
        keys: [...new Set(evaluation.misses.map(({ key }) => key))],
        files: files.map((file) => file.toString()),
      });
      const cells = isLocatedCells(answer) ? answer.cells : [];
      const located = new Map(
        evaluation.misses.flatMap(({ row, key }) => {
          const found = cells.find((cell) => cell.key === key);
          return found ? [[row, found] as const] : [];
        }),
      );
      this.#located.set(run.id, located);
      return [...located].map(([row, { uri, name }]) => ({ row, label: `${basename(Uri.parse(uri).path)}: ${name}` }));
    } catch {
      return [];
    }
  }

  async open(run: TrainingRun, row: number, what: 'row' | 'cell'): Promise<void> {
    const { task } = run;
    const cell = this.#located.get(run.id)?.get(row);
    if (what === 'cell' && cell) {
      const { start, end } = cell.range;
      return show(Uri.parse(cell.uri), new Range(start.line, start.character, end.line, end.character));
    }
    const evaluation = evaluationOf(run);
    const line = [...(evaluation?.misses ?? []), ...(evaluation?.points ?? [])].find((r) => r.row === row)?.line;
    if (task.kind === 'pretrain' || line === undefined) return;
    if (/\.gz$/i.test(task.params.data)) {
      void window.showInformationMessage(`${basename(task.params.data)} is packed: unpack it to see line ${line}.`);
      return;
    }
    const start = new Position(line - 1, 0);
    await show(Uri.file(task.params.data), new Range(start, start));
  }
}

/** Beside the report, which stays visible. */
async function show(uri: Uri, range: Range): Promise<void> {
  try {
    const document = await workspace.openTextDocument(uri);
    const shown = window.visibleTextEditors.find((editor) => editor.document === document);
    const selection = document.validateRange(range);
    const whole = selection.isEmpty ? document.lineAt(selection.start.line).range : selection;
    await window.showTextDocument(document, {
      viewColumn: shown?.viewColumn ?? ViewColumn.Beside,
      selection: whole,
    });
  } catch (error) {
    reportError(error);
  }
}
