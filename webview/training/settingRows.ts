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
export function settingRows(run: TrainingRun): SettingRow[] {
  const { task, report } = run;
  const given = new Map<string, unknown>(Object.entries(task.params));
  const rows = Object.entries(names).flatMap(([key, name]): SettingRow[] => {
    const value = given.get(key);
    if (value === undefined) return [];
    const text = key === 'epochs' ? epochsText(run, Number(value)) : settingText(key, value);
    // Of paths the last part tells most; the rest is a tooltip.
    const last = paths.has(key) ? text.split(/[\\/]/).at(-1) : undefined;
    return last === undefined || last === '' ? [[name, text]] : [[name, last, text]];
  });
  const rest: SettingRow[] = [];
  const chosen = given.has('epochs') ? undefined : chosenEpochs(run);
  if (chosen !== undefined) rest.push(['Epochs', `${chosen} (by the number of rows)`]);
  if (report && 'kind' in report && report.kind === 'finetune') {
    const { train, choose, heldOut } = report.split;
    rest.push(['Rows', `${train} train, ${choose} choose the epoch, ${heldOut} held out`]);
    if (!given.has('members')) rest.push(['Members', String(report.members.length)]);
  }
  return [...rows, ...rest, ...whatElse(task)];
}

/** `3 × 2,500`: every member of an ensemble has so many, and the curve counts them all. */
function epochsText({ report, progress }: TrainingRun, epochs: number): string {
  const trained = report && 'kind' in report && report.kind === 'finetune' ? report.members.length : undefined;
  const members = trained ?? (progress?.phase === 'fine-tuning' ? progress.epochs / epochs : 1);
  const each = epochs.toLocaleString('en-US');
  return Number.isInteger(members) && members > 1 ? `${members} × ${each}` : each;
}

/** What the number of rows decided, as soon as that is known. */
function chosenEpochs(run: TrainingRun): string | undefined {
  const { report, progress } = run;
  const [member] = report && 'kind' in report && report.kind === 'finetune' ? report.members : [];
  if (member) return epochsText(run, member.losses.length);
  return progress?.phase === 'fine-tuning' ? progress.epochs.toLocaleString('en-US') : undefined;
}

function whatElse({ kind }: TrainingTask): SettingRow[] {
  return kind === 'evaluate' ? [] : [['Priority', 'low: everything else goes before it']];
}

function settingText(key: string, value: unknown): string {
  if (key === 'higherIsBetter') return value === true ? 'higher' : 'lower';
  return typeof value === 'number' ? value.toLocaleString('en-US') : String(value);
}
