import type { TrainingTask } from '../../src/protocol/trainingMessages';
import type { TrainingRun } from '../../src/protocol/trainingRuns';

/** A setting of a run in words. */
export type SettingRow = readonly [name: string, value: string, more?: string];

const names: Readonly<Record<string, string>> = {
  space: 'Search space',
  model: 'Model',
  data: 'Table',
  column: 'Column',
  higherIsBetter: 'Better',
  pretext: 'Pretext task',
  architectures: 'Architectures',
  architecturesFile: 'Architectures from',
  encoder: 'Encoder',
  width: 'Width',
  layers: 'Layers',
  labels: 'Labels',
  members: 'Members',
  epochs: 'Epochs',
  batchSize: 'Batch size',
  seed: 'Seed',
  out: 'Model folder',
};

const paths = new Set(['space', 'model', 'data', 'out', 'architecturesFile']);

/** What decides a run, as far as somebody or a setting said so, and what came of the rest. */
export function settingRows({ task, report, progress }: TrainingRun): SettingRow[] {
  const given = new Map<string, unknown>(Object.entries(task.params));
  const rows = Object.entries(names).flatMap(([key, name]): SettingRow[] => {
    const value = given.get(key);
    if (value === undefined) return [];
    const text = settingText(key, value);
    // Of paths the last part tells most; the rest is a tooltip.
    const last = paths.has(key) ? text.split(/[\\/]/).at(-1) : undefined;
    return last === undefined || last === '' ? [[name, text]] : [[name, last, text]];
  });
  const rest: SettingRow[] = [];
  const isPhase = progress?.phase === 'pre-training' || progress?.phase === 'fine-tuning';
  if (!given.has('epochs') && isPhase) rest.push(['Epochs', `${progress.epochs} (by the number of rows)`]);
  if (report && 'kind' in report && report.kind === 'finetune') {
    const { train, choose, heldOut } = report.split;
    rest.push(['Rows', `${train} train, ${choose} choose the epoch, ${heldOut} held out`]);
    if (!given.has('members')) rest.push(['Members', String(report.members.length)]);
  }
  return [...rows, ...rest, ...whatElse(task)];
}

function whatElse({ kind }: TrainingTask): SettingRow[] {
  return kind === 'evaluate' ? [] : [['Priority', 'low: everything else goes before it']];
}

function settingText(key: string, value: unknown): string {
  if (key === 'higherIsBetter') return value === true ? 'higher' : 'lower';
  return typeof value === 'number' ? value.toLocaleString('en-US') : String(value);
}
