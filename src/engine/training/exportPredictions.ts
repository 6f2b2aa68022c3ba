import type { GraphOps } from '../../core/encoder/graphOps';
import type { TargetPrediction } from '../../core/model/prediction';
import type { Architecture } from '../../core/spec/architecture';
import { architectureText } from '../../core/spec/edit/architectureText';
import { predictWith } from '../models/predictWith';
import type { LoadedModel } from '../models/loadedModel';

/** An architecture to predict, with the name of its cell or the number of its row. */
export interface NamedArchitecture {
  readonly name: string;
  readonly architecture: Architecture;
}

export const exportFormats = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const BATCH = 1024;

/** Predictions of one model as a table that can be read again as a result table: columns `name`, `arch`, and for each target its value and range. */
export async function exportPredictions(
  ops: GraphOps,
  model: LoadedModel,
  architectures: readonly NamedArchitecture[],
  format: ExportFormat,
): Promise<string> {
  const lines: string[] = format === 'csv' ? [header(model)] : [];
  for (let start = 0; start < architectures.length; start += BATCH) {
    const batch = architectures.slice(start, start + BATCH);
    const graphs = batch.map(({ architecture }) => model.space.toGraph(architecture).graph);
    const predictions = await predictWith(ops, model, graphs);
    batch.forEach(({ name, architecture }, i) => {
      const prediction = predictions[i]!;
      const targets = prediction.kind === 'predicted' ? prediction.targets : [];
      const arch = architectureText(model.space, architecture);
      lines.push(format === 'csv' ? csvLine(name, arch, targets) : jsonLine(model, name, arch, targets));
    });
  }
  return `${lines.join('\n')}\n`;
}

const header = ({ model }: LoadedModel): string =>
  ['name', 'arch', ...model.targets.flatMap(({ target: { name } }) => columnsOf(name))].map(csvField).join(',');

const columnsOf = (name: string): string[] => [name, `${name}_low`, `${name}_high`, `${name}_top_percent`];

function csvLine(name: string, arch: string, targets: readonly TargetPrediction[]): string {
  const numbers = targets.flatMap(({ value, low, high, topPercent }) => [value, low, high, topPercent].map(rounded));
  return [name, arch, ...numbers.map(String)].map(csvField).join(',');
}

function jsonLine(model: LoadedModel, name: string, arch: string, targets: readonly TargetPrediction[]): string {
  const numbers = targets.flatMap(({ target, value, low, high, topPercent }) => {
    const names = columnsOf(target.name);
    return [value, low, high, topPercent].map((number, i) => [names[i]!, rounded(number)] as const);
  });
  return JSON.stringify({ name, arch, ...Object.fromEntries(numbers), model: model.model.id });
}

/** Seven digits: more than a prediction knows, few enough to be read. */
const rounded = (value: number): number => Number(value.toPrecision(7));

/** Texts that a spreadsheet would take for formulas are quoted like any other; numbers never are. */
const csvField = (text: string): string => (/[",\n\r;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
