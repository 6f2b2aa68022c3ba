import { createHash } from 'node:crypto';
import { createEncoder } from '../../core/encoder/encoders';
import { initialise, type Parameters } from '../../core/encoder/parameters';
import { FieldError, FieldReader } from '../../core/model/fieldReader';
import type { Model } from '../../core/model/model';
import { RandomGenerator } from '../../core/random/random';
import { pretextTasks } from '../../core/training/pretext/pretextTasks';
import { pretrain, pretrainDefaults, type PretrainCheckpoint } from '../../core/training/pretrain';
import type { PretrainReport } from '../../core/training/trainingReport';
import { distinctPool, samplePool, type ArchitecturePool } from './architecturePool';
import { momentGroups, momentsOf, type CheckpointContent } from './checkpointCodec';
import { Checkpoints } from './checkpoints';
import { readArchitectures } from './labelledTable';
import { checkOutput } from './outputFolder';
import { pretextInputs } from './pretextInputs';
import { refuseOtherRun, resumedState, type RunIdentity } from './resume';
import { RunFolder } from './runFolder';
import { saveWhenRoom } from './saveWhenRoom';
import type { TableSource } from './tableSource';
import { breathe, EpochMeter, filesOf, type TrainingContext } from './trainingContext';
import { TrainingError } from './trainingError';
import type { TrainingSpace } from './trainingSpace';

export interface PretrainRequest {
  readonly space: TrainingSpace;
  /** Architectures of a table, or drawn from the space. */
  readonly table?: TableSource;
  /** Architectures to draw; of a table at most so many are used. */
  readonly architectures: number;
  /** Name of a pretext task, or `none`: an encoder that has learnt nothing, to compare with. */
  readonly pretext: string;
  readonly encoder: string;
  readonly width: number;
  readonly layers: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly seed: number;
  /** The model's folder; its name becomes the identifier. */
  readonly out: string;
  /** Goes on from the checkpoint of an interrupted run where there is one. */
  readonly resume: boolean;
  /** Takes the place of any model that is there already, not only of one of the same kind and space. */
  readonly force?: boolean;
}

/** Sensible for a space of one's own on two cores: a few minutes. */
export const pretrainRequestDefaults = {
  architectures: 5000,
  pretext: 'fgp',
  encoder: 'res-gated-gcn',
  width: 64,
  layers: 3,
  epochs: 60,
  batchSize: 256,
  seed: 1,
};

const pretextNames: readonly string[] = [...pretextTasks.keys(), 'none'];

/**
 * Teaches an encoder a search space, without labels, and saves it as a model without targets.
 *
 * @throws TrainingError, CancelledError; the last checkpoint then stays for `resume`
 */
export async function pretrainModel(request: PretrainRequest, context: TrainingContext): Promise<PretrainReport> {
  checkRequest(request);
  const run = new RunFolder(request.out, filesOf(context));
  return run.alone(() => pretrainAlone(request, run, context));
}

async function pretrainAlone(
  request: PretrainRequest,
  run: RunFolder,
  context: TrainingContext,
): Promise<PretrainReport> {
  const { space, stored } = request.space;
  const started = performance.now();
  await checkOutput(run.folder, { space: space.name, kind: 'encoder' }, filesOf(context), request.force ?? false);
  const { pool, problems } = await poolOf(request, context);
  const identity = identityOf(request, pool);
  const read = (content: CheckpointContent): PretrainCheckpoint | undefined => readState(content, identity);
  const checkpoint = request.resume ? await resumedState(run, context, read) : undefined;
  const { parameters, losses } = await train(request, pool, run, context, identity, checkpoint);
  const model: Model = {
    id: run.id,
    title: `${space.title} encoder`,
    space: stored,
    graphs: 'simplified',
    members: [{ encoder: { ...encoderOf(request).config }, tensorsPrefix: '0/' }],
    targets: [],
    training: {
      trainedOn: `${pool.graphs.length} architectures of ${space.name} without labels (${request.pretext})`,
      cells: request.table
        ? `The distinct architectures of ${request.table.name}.`
        : `${pool.graphs.length} distinct architectures drawn from the space by the generator of seed ${request.seed}.`,
      labels: 0,
      seed: request.seed,
      settings: {
        kind: request.pretext,
        epochs: losses.length,
        batchSize: request.batchSize,
        learningRate: pretrainDefaults.learningRate,
        weightDecay: pretrainDefaults.weightDecay,
        dropout: pretrainDefaults.dropout,
      },
    },
    created: new Date().toISOString(),
    tensors: new Map(
      encoderOf(request).parameters.map(({ name, shape }) => [
        `0/${name}`,
        { shape, values: parameters.get(name)!.values, storage: 'float32' as const },
      ]),
    ),
  };
  await saveWhenRoom(run, model, context);
  return {
    kind: 'pretrain',
    id: run.id,
    folder: run.folder,
    space: space.name,
    pretext: request.pretext,
    architectures: pool.graphs.length,
    epochs: losses.length,
    losses,
    resumedFrom: checkpoint?.epoch ?? 0,
    seconds: (performance.now() - started) / 1000,
    problems,
  };
}

async function poolOf(
  { space: { space }, table, architectures, seed }: PretrainRequest,
  context: TrainingContext,
): Promise<{ pool: ArchitecturePool; problems: readonly string[] }> {
  if (!table) return { pool: await samplePool(space, architectures, seed, context), problems: [] };
  const read = await readArchitectures(table, space, context);
  const candidates = read.rows.map(({ architecture }) => architecture);
  return { pool: await distinctPool(space, candidates, architectures, context), problems: read.problems };
}

async function train(
  request: PretrainRequest,
  pool: ArchitecturePool,
  run: RunFolder,
  context: TrainingContext,
  identity: RunIdentity,
  from: PretrainCheckpoint | undefined,
): Promise<{ parameters: Parameters; losses: readonly number[] }> {
  const encoder = encoderOf(request);
  const task = pretextTasks.get(request.pretext);
  if (!task) {
    const random = RandomGenerator.fromSeed(request.seed, 'weights');
    return { parameters: initialise(encoder.parameters, random), losses: [] };
  }
  const data = pretextInputs(task, request.space.space, pool);
  const { epochs, batchSize, seed } = request;
  const options = { ...pretrainDefaults, epochs, batchSize, seed };
  const meter = new EpochMeter(pool.graphs.length);
  const checkpoints = new Checkpoints(run, context);
  const losses = [...(from?.losses ?? [])];
  const epochRun = pretrain(context.ops, encoder, task, data, options, from, () => breathe(context));
  for (let next = await epochRun.next(); ; next = await epochRun.next()) {
    if (next.done) return { parameters: next.value, losses };
    const { epoch, loss, checkpoint } = next.value;
    losses.push(loss);
    const told = await checkpoints.save(() => contentOf(checkpoint(), identity), epoch === epochs);
    context.report?.({ phase: 'pre-training', epoch, epochs, loss, ...told, ...meter.tick(epochs - epoch) });
  }
}

const encoderOf = ({ encoder, width, layers, space }: PretrainRequest): ReturnType<typeof createEncoder> =>
  createEncoder({ kind: encoder, width, layers, operations: space.space.vocabulary.length });

function checkRequest(request: PretrainRequest): void {
  const { pretext, epochs, architectures, batchSize, width, layers } = request;
  if (!pretextNames.includes(pretext)) {
    throw new TrainingError(`There is no pretext task ${pretext}; there are ${pretextNames.join(', ')}.`);
  }
  for (const [name, value, most] of [
    ['epochs', epochs, 10_000],
    ['architectures', architectures, 500_000],
    ['batch size', batchSize, 4096],
    ['width', width, 512],
    ['layers', layers, 16],
  ] as const) {
    if (!Number.isInteger(value) || value < 1 || value > most) {
      throw new TrainingError(`The number of ${name} has to be between 1 and ${most}, not ${value}.`);
    }
  }
  try {
    encoderOf(request);
  } catch (error) {
    throw new TrainingError(`The encoder cannot be built: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Of everything that decides a curve but for its length. */
function identityOf(request: PretrainRequest, pool: ArchitecturePool): RunIdentity {
  const { space, pretext, encoder, width, layers, batchSize, seed } = request;
  const settings = { version: 1, space: space.space.name, pretext, encoder, width, layers, batchSize, seed };
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([settings, pool.graphs]))
    .digest('hex');
  return { fingerprint, settings: { ...settings, architectures: pool.graphs.length } };
}

function contentOf(
  { epoch, parameters, optimizer, losses }: PretrainCheckpoint,
  { fingerprint, settings }: RunIdentity,
): CheckpointContent {
  return {
    state: { fingerprint, settings, epoch, step: optimizer.step, losses },
    groups: new Map([['weights', parameters], ...momentGroups('', optimizer)]),
  };
}

/** @throws TrainingError if the checkpoint is another run's */
function readState(content: CheckpointContent, identity: RunIdentity): PretrainCheckpoint | undefined {
  try {
    const state = new FieldReader(content.state);
    refuseOtherRun(state, identity);
    const optimizer = momentsOf('', state.field('step').integer({ minimum: 0 }), content.groups);
    const parameters = content.groups.get('weights');
    if (!optimizer || !parameters) return undefined;
    return {
      epoch: state.field('epoch').integer({ minimum: 0 }),
      losses: state.field('losses').numbers(),
      optimizer,
      parameters,
    };
  } catch (error) {
    if (error instanceof FieldError) return undefined;
    throw error;
  }
}
