import type { ArchitectureGraph } from '../../core/graph/graph';
import { packGraphs, type GraphSet } from '../../core/encoder/graphSet';
import { PROCESS_KIND, processConfig, processTensors } from '../../core/fewlabels/processModel';
import type { ComponentConfig, Model, ModelTensor } from '../../core/model/model';
import { calibrate } from '../../core/training/calibration/calibration';
import { fitCalibration } from '../../core/training/calibration/fitCalibration';
import { spaceQuantiles } from '../../core/training/calibration/spaceQuantiles';
import { ensembleScores, isEncoderMember, type EnsembleMember } from '../../core/training/ensembleScores';
import { scoreHead } from '../../core/training/finetune';
import { rankingFigures } from '../../core/training/metrics/rankingFigures';
import type { LoadedModel } from '../models/loadedModel';
import type { ChosenPredictor } from './choosePredictor';
import type { FinetuneRequest } from './finetuneModel';
import type { FinetunePlan } from './finetunePlan';
import type { LabelledTable } from './labelledTable';
import { packLearnt } from './learntRows';
import type { RowSplit } from './splitRows';
import { breathe, type TrainingContext } from './trainingContext';
import { TrainingError } from './trainingError';

/** What a model is made of. */
export interface ModelParts {
  readonly request: FinetuneRequest;
  readonly base: LoadedModel;
  readonly table: LabelledTable;
  readonly split: RowSplit;
  readonly plan: FinetunePlan;
  readonly chosen: ChosenPredictor;
  /** The table's graphs. */
  readonly set: GraphSet;
  /** Graphs that stand for the space when a score is placed in it. */
  readonly reference: readonly ArchitectureGraph[];
  readonly id: string;
}

/** Sets curve, ranges and percentiles, measures on the held-out rows, and describes it all. @throws TrainingError if nothing was learned */
export async function assembleModel(parts: ModelParts, context: TrainingContext): Promise<Model> {
  const { request, base, table, split, plan, chosen, set, id } = parts;
  const { members } = chosen;
  const learnt = packLearnt([...split.train, ...split.choose].map((i) => table.rows[i]!.key));
  const scoresOf = (graphs: GraphSet, indices: readonly number[]): Promise<Float32Array> =>
    ensembleScores(context.ops, members, graphs, indices, () => breathe(context));
  const valuesOf = (indices: readonly number[]): number[] => indices.map((i) => table.values[i]!);
  const { target } = table;
  const smallest = table.values.reduce((a, b) => Math.min(a, b), Infinity);
  const bounds = target.unit === 'percent' ? { minimum: 0, maximum: 100 } : smallest >= 0 ? { minimum: 0 } : {};
  const choosing = await scoresOf(set, split.choose);
  const calibration = fitCalibration(choosing, valuesOf(split.choose), { coverage: 80, ...bounds });
  const reference = packGraphs(parts.reference);
  const everywhere = Array.from({ length: reference.graphs }, (_, i) => i);
  const quantiles = spaceQuantiles(await scoresOf(reference, everywhere));
  const held = await scoresOf(set, split.heldOut);
  const ranges = Array.from(held, (score) => calibrate(calibration, score));
  const heldOut = rankingFigures(valuesOf(split.heldOut), held, target.higherIsBetter, {
    low: ranges.map(({ low }) => low),
    high: ranges.map(({ high }) => high),
  });
  if (Number.isNaN(heldOut.tau)) {
    throw new TrainingError('The model gives every held-out row the same score: nothing was learned from this table.');
  }
  return {
    id,
    title: `${target.title} (${base.space.title})`.slice(0, 200),
    space: request.base.space,
    graphs: 'simplified',
    members: members.map((member, m) => ({ encoder: configOf(member), tensorsPrefix: `${m}/` })),
    targets: [{ target, head: headOf(members), tensorsPrefix: 'score', calibration, quantiles, heldOut }],
    training: {
      trainedOn: `${split.train.length} rows of ${table.name}, column ${target.name}`.slice(0, 2000),
      cells: split.description,
      labels: split.train.length,
      ...(learnt === undefined ? {} : { learnt }),
      seed: request.seed,
      settings: {
        kind: 'finetune',
        predictor: chosen.choice.chosen,
        base: request.base.id,
        pretext: String(request.base.training.settings.kind),
        epochs: plan.epochs,
        batchSize: plan.batchSize,
        data: table.digest,
        ...(request.labels === undefined ? {} : { labels: request.labels }),
      },
    },
    created: new Date().toISOString(),
    tensors: new Map(
      members.flatMap((member, m) => [...tensorsOf(member)].map(([name, tensor]) => [`${m}/${name}`, tensor])),
    ),
  };
}

const configOf = (member: EnsembleMember): ComponentConfig =>
  isEncoderMember(member) ? { ...member.encoder.config } : processConfig(member.process);

function headOf([first]: readonly EnsembleMember[]): ComponentConfig {
  return first && isEncoderMember(first) ? { kind: 'mlp', width: first.encoder.config.width } : { kind: PROCESS_KIND };
}

function tensorsOf(member: EnsembleMember): Map<string, ModelTensor> {
  if (!isEncoderMember(member)) return processTensors(member.process);
  const { encoder, parameters } = member;
  const specs = [...encoder.parameters, ...scoreHead(encoder).parameters];
  return new Map(specs.map(({ name, shape }) => [name, { shape, values: parameters.get(name)!.values }]));
}
