import { readMetricValue } from './metricValue';
import { ProblemList, quote, type RecordPlace, type TableProblem } from './tableProblem';

/** Gathers one column of numbers, row by row. A value that cannot be used becomes NaN and a problem. */
export class MetricColumnReader {
  private readonly values: number[] = [];
  private readonly problems = new ProblemList();
  private numbers = 0;

  constructor(
    readonly name: string,
    /** Somebody asked for this column by name, so it is never silently left out. */
    private readonly requested: boolean,
  ) {}

  add(field: unknown, place: RecordPlace): void {
    const read = readMetricValue(field);
    this.values.push(read.kind === 'number' ? read.value : Number.NaN);
    if (read.kind === 'number') {
      this.numbers++;
      return;
    }
    const consequence = 'the row is not used for this column.';
    const column = this.name;
    if (read.kind === 'missing') {
      this.problems.add(
        { code: 'table-value-missing', severity: 'warning', column, message: `no value; ${consequence}` },
        place,
      );
    } else if (read.kind === 'infinite') {
      this.problems.add(
        { code: 'table-value-infinite', severity: 'warning', column, message: `the value is infinite; ${consequence}` },
        place,
      );
    } else {
      const message = `${quote(read.text)} is not a number; ${consequence}`;
      this.problems.add({ code: 'table-value-not-numeric', severity: 'warning', column, message }, place);
    }
  }

  /** Takes the last row back, for instance because the row as a whole is of no use. */
  dropLast(): void {
    const value = this.values.pop() ?? Number.NaN;
    this.numbers -= Number(!Number.isNaN(value));
  }

  at(index: number): number {
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    this.numbers += Number(!Number.isNaN(value)) - Number(!Number.isNaN(this.values[index]!));
    this.values[index] = value;
  }

  /** The column if it is a metric, and what there is to say about it. */
  finish(): { values?: Float64Array; problems: readonly TableProblem[] } {
    const column = this.name;
    const quoted = quote(column);
    if (this.numbers === 0 && !this.requested) {
      const message = `Column ${quoted} holds no numbers and is left out.`;
      return { problems: [{ code: 'table-column-ignored', severity: 'information', column, message }] };
    }
    const finite = this.values.filter((value) => !Number.isNaN(value));
    if (finite.length > 1 && finite.every((value) => value === finite[0])) {
      const message = `Column ${quoted} is ${finite[0]} in every row, so nothing can be learned from it or ranked by it.`;
      this.problems.add({
        code: 'table-value-constant',
        severity: this.requested ? 'error' : 'warning',
        column,
        message,
      });
    }
    if (this.requested && finite.length < 2) {
      const message = `Column ${quoted} has ${finite.length === 0 ? 'no usable value' : 'one usable value'}; at least two are needed.`;
      this.problems.add({ code: 'table-too-small', severity: 'error', column, message });
    }
    return { values: Float64Array.from(this.values), problems: this.problems.all() };
  }
}
