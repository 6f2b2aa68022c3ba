import type { GraphOps } from '../../core/encoder/graphOps';
import type { TargetPrediction } from '../../core/model/prediction';
import type { Architecture } from '../../core/spec/architecture';
import { architectureText } from '../../core/spec/edit/architectureText';
import type { ExportFormat } from '../../protocol/modelMessages';
import { predictWith } from '../models/predictWith';
import type { LoadedModel } from '../models/loadedModel';

/** An architecture to predict, with the name of its cell or the number of its row. */
export interface NamedArchitecture {
  readonly name: string;
  readonly architecture: Architecture;
}

/** A line of the table that comes out. */
export interface ExportRow {
  /** What tells which architecture it is, in the order of the columns: `name`, `arch`, ... */
  readonly fields: Readonly<Record<string, string>>;
  readonly targets: readonly TargetPrediction[];
  /** Identifier of the model. */
  readonly model: string;
}

const BATCH = 1024;

/** Predictions of one model. `more` are columns before the architecture. */
export async function exportRows(
  ops: GraphOps,
  model: LoadedModel,
  architectures: readonly (NamedArchitecture & { readonly more?: Readonly<Record<string, string>> })[],
): Promise<ExportRow[]> {
  const rows: ExportRow[] = [];
  for (let start = 0; start < architectures.length; start += BATCH) {
    const batch = architectures.slice(start, start + BATCH);
    const graphs = batch.map(({ architecture }) => model.space.toGraph(architecture).graph);
    const predictions = await predictWith(ops, model, graphs);
    batch.forEach(({ name, architecture, more = {} }, i) => {
      const prediction = predictions[i]!;
      const targets = prediction.kind === 'predicted' ? prediction.targets : [];
      const arch = architectureText(model.space, architecture);
      rows.push({ fields: { ...more, name, arch }, targets, model: model.model.id });
    });
  }
  return rows;
}

/**
 * Predictions as a table that can be read again as a result table: what tells the architecture, and for each target of any of the models its
 * value and range.
 */
export function exportText(rows: readonly ExportRow[], format: ExportFormat): string {
  if (format === 'jsonl') return `${rows.map(jsonLine).join('\n')}\n`;
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row.fields)))];
  const targets = [...new Set(rows.flatMap((row) => row.targets.map(({ target }) => target.name)))];
  const header = [...fields, ...targets.flatMap(columnsOf)].map(textField);
  const lines = rows.map((row) => {
    const numbers = targets.flatMap((name) => {
      const found = row.targets.find(({ target }) => target.name === name);
      return found ? numbersOf(found).map(String) : columnsOf(name).map(() => '');
    });
    return [...fields.map((name) => textField(row.fields[name] ?? '')), ...numbers];
  });
  return `${[header, ...lines].map((line) => line.join(',')).join('\n')}\n`;
}

const columnsOf = (name: string): string[] => [name, `${name}_low`, `${name}_high`, `${name}_top_percent`];

const numbersOf = ({ value, low, high, topPercent }: TargetPrediction): number[] =>
  [value, low, high, topPercent].map(rounded);

function jsonLine({ fields, targets, model }: ExportRow): string {
  const numbers = targets.flatMap((target) => {
    const values = numbersOf(target);
    return columnsOf(target.target.name).map((name, i) => [name, values[i]] as const);
  });
  return JSON.stringify({ ...fields, ...Object.fromEntries(numbers), model });
}

/** Seven digits: more than a prediction knows, few enough to be read. */
const rounded = (value: number): number => Number(value.toPrecision(7));

/** A text of a CSV table. What a spreadsheet would compute, because of how it begins, gets an apostrophe, which makes it a text there. */
function textField(text: string): string {
  const isFormula = /^[=+\-@\t\r\n]/.test(text) && !Number.isFinite(Number(text));
  const safe = isFormula ? `'${text}` : text;
  return /[",\n\r;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
