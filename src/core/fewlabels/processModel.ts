import type { KernelGroup } from '../gaussianprocess/kernels';
import type { ComponentConfig, ModelTensor } from '../model/model';
import type { SearchSpace } from '../spaces/space';
import { createCellDescriber } from './cellDescriber';
import { MAX_LABELS, type ProcessPredictor } from './processPredictor';

/** `encoder.kind` of a model's member that is a process. */
export const PROCESS_KIND = 'gaussian-process';
/** Counts changes to what the columns of a description mean: a process fitted to others would be nonsense. */
const DESCRIPTION_VERSION = 1;

const MAX_COLUMNS = 4096;
const kinds: readonly KernelGroup['kind'][] = ['matern-3/2', 'linear'];

/** What a manifest says of a process; its numbers are in `processTensors`. */
export function processConfig({ describer, columns, process }: ProcessPredictor): ComponentConfig {
  return {
    kind: PROCESS_KIND,
    descriptions: DESCRIPTION_VERSION,
    described: describer.columns,
    columns: columns.length,
    labels: process.rows.length,
    kernels: process.groups.map(({ kind }) => kind).join(','),
  };
}

/** The numbers of a process, by the names that `readProcess` looks for. */
export function processTensors(predictor: ProcessPredictor): Map<string, ModelTensor> {
  const { columns, centres, deviations, weights, process, worst } = predictor;
  const { table, groups, hyperparameters, solved, centre, scale } = process;
  const groupOf = columns.map((_, c) => groups.findIndex((group) => group.columns.includes(c)));
  const { logAmplitude, logLengthScale, logNoise } = hyperparameters;
  const tensor = (shape: readonly number[], values: ArrayLike<number>): ModelTensor => ({
    shape,
    values: Float32Array.from(values),
  });
  const width = [columns.length];
  return new Map([
    ['columns', tensor(width, columns)],
    ['groups', tensor(width, groupOf)],
    ['centres', tensor(width, centres)],
    ['deviations', tensor(width, deviations)],
    ['weights', tensor(width, weights)],
    ['rows', tensor([table.rows, table.columns], table.values)],
    ['solved', tensor([table.rows], solved)],
    ['amplitudes', tensor([groups.length], logAmplitude)],
    ['lengths', tensor([groups.length], logLengthScale)],
    ['scalars', tensor([4], [centre, scale, worst, logNoise])],
  ]);
}

/**
 * The process of a member's manifest and tensors.
 *
 * @throws RangeError, with a sentence for people, if they do not fit together or do not fit this program
 */
export function readProcess(
  config: ComponentConfig,
  tensors: ReadonlyMap<string, ModelTensor>,
  space: SearchSpace,
): ProcessPredictor {
  const describer = createCellDescriber(space);
  if (!describer || config['descriptions'] !== DESCRIPTION_VERSION || config['described'] !== describer.columns) {
    throw new RangeError('It describes cells in a way that this version does not know.');
  }
  const columns = size(config, 'columns', MAX_COLUMNS);
  const rows = size(config, 'labels', MAX_LABELS);
  const chosen = String(config['kernels']).split(',');
  const values = (name: string, ...shape: readonly number[]): Float64Array => {
    const tensor = tensors.get(name);
    if (tensor?.shape.join() !== shape.join()) throw new RangeError(`The numbers ${name} are missing or misshapen.`);
    return Float64Array.from(tensor.values);
  };
  const group = values('groups', columns);
  const groups = chosen.map((name, g): KernelGroup => {
    const kind = kinds.find((known) => known === name);
    if (!kind) throw new RangeError(`It has a kernel of an unknown kind, ${name.slice(0, 40)}.`);
    return { kind, columns: Array.from(group.keys()).filter((c) => group[c] === g) };
  });
  if (groups.some((each) => each.columns.length === 0)) throw new RangeError('A kernel of it compares nothing.');
  const read = Array.from(values('columns', columns));
  if (!read.every((column) => Number.isInteger(column) && column >= 0 && column < describer.columns)) {
    throw new RangeError('It reads columns that no description has.');
  }
  const deviations = values('deviations', columns);
  if (!deviations.every((deviation) => deviation > 0))
    throw new RangeError('It standardises with a deviation of zero.');
  const [centre, scale, worst, logNoise] = values('scalars', 4);
  return {
    describer,
    columns: read,
    centres: values('centres', columns),
    deviations,
    weights: values('weights', columns),
    worst: worst!,
    process: {
      groups,
      table: { rows, columns, values: values('rows', rows, columns) },
      rows: Array.from({ length: rows }, (_, row) => row),
      hyperparameters: {
        logAmplitude: Array.from(values('amplitudes', groups.length)),
        logLengthScale: Array.from(values('lengths', groups.length)),
        logNoise: logNoise!,
      },
      centre: centre!,
      scale: scale!,
      solved: values('solved', rows),
    },
  };
}

function size(config: ComponentConfig, name: string, most: number): number {
  const value = config[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new RangeError(`It has no usable number of ${name}.`);
}
