import { constants, setPriority } from 'node:os';
import type { TrainingProgress } from '../core/training/trainingReport';
import type { InstallProgress } from '../protocol/backends';
import type { ModelDescription } from '../protocol/engine';
import type { EngineHandlers, Log } from './handlers';
import type { CataloguedModel } from './models/modelCatalogue';
import { ComputeBackends } from './backends/computeBackends';
import { installBackend } from './backends/install/installBackend';
import { placesOf } from './backends/places';
import { tryBackend } from './backends/tryBackend';
import type { BackendPlaces } from './backends/backend';
import { EnginePredictor } from './predictor';
import { Trainer } from './training/trainer';
import { CancelledError, TrainingError } from './training/trainingError';

/** What the handlers of trainings have in common. */
interface TrainingCalls {
  readonly signal: AbortSignal;
  readonly report: (progress: TrainingProgress) => void;
}

/** How often a training that waits for another one says so. */
const waitingMs = 30_000;

/** The engine's answers. What computes is loaded by the first prediction, so that the process itself starts at once. */
export function createHandlers(log: Log): EngineHandlers {
  let predictor: EnginePredictor | undefined;
  let trainer: Trainer | undefined;
  let backends: ComputeBackends | undefined;
  let places: BackendPlaces | undefined;
  let lastTraining: Promise<unknown> = Promise.resolve();
  let isTraining = false;
  const initialised = <T>(part: T | undefined): T => {
    if (!part) throw new Error('the engine was asked before it was initialised');
    return part;
  };

  /** One training at a time: a cancelled one ends its step before the next begins. */
  async function train<T>(work: (context: TrainingCalls) => Promise<T>, context: TrainingCalls): Promise<T> {
    const previous = lastTraining;
    const wait = (): void => context.report({ phase: 'waiting', epoch: 0, epochs: 1 });
    // Without a sign of life now and then the one that waits would count as hung.
    const waiting = setInterval(wait, waitingMs);
    const free = previous.catch(() => undefined).then(() => clearInterval(waiting));
    if (isTraining) wait();
    const run = untilAborted(free, context.signal).then(() => {
      isTraining = true;
      return work(context);
    });
    lastTraining = Promise.allSettled([free, run]).then(() => (isTraining = false));
    return described(run);
  }

  /** Errors of trainings as one text: the first line says what, the others where. */
  async function described<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof TrainingError)) throw error;
      throw new Error([error.message, ...error.details].join('\n'), { cause: error });
    }
  }

  return {
    async initialize({ modelFolders, backend: choice, isBackground = false, ...settings }) {
      if (isBackground) lowerPriority(log);
      const found = placesOf(__dirname, settings);
      const compute = new ComputeBackends({ choice, places: found, log });
      places = found;
      backends = compute;
      const created = new EnginePredictor({ modelFolders, ops: () => compute.predictionOps() });
      predictor = created;
      trainer = new Trainer({
        modelFolders,
        ops: () => compute.predictionOps(),
        trainingOps: (batchSize, signal) => compute.trainingOps(batchSize, signal && { signal }),
      });
      if (!isBackground) {
        for (const { folder, message } of (await created.catalogue()).problems) log('warn', `${folder}: ${message}`);
      }
      return { backend: choice === 'cpu' ? 'cpu' : 'wasm' };
    },
    async predict({ space: name, model, graphs, ...reference }) {
      return { predictions: await initialised(predictor).predict({ name, ...reference }, graphs, model) };
    },
    async listModels() {
      const { models, problems } = await initialised(predictor).catalogue();
      return { models: models.map(describe), problems };
    },
    reloadModels({ modelFolders }) {
      initialised(predictor).reload(modelFolders);
      if (modelFolders) initialised(trainer).setModelFolders(modelFolders);
      return Promise.resolve({});
    },
    pretrain: (params, context) => train((c) => initialised(trainer).pretrain(params, c), context),
    finetune: (params, context) => train((c) => initialised(trainer).finetune(params, c), context),
    evaluate: (params, context) => train((c) => initialised(trainer).evaluate(params, c), context),
    tableColumns: ({ data }) => initialised(trainer).columns(data),
    backends({ extent, batchSize }, { signal }) {
      const compute = initialised(backends);
      return extent === 'known' ? compute.known(batchSize) : compute.measure(batchSize, { signal });
    },
    tryBackend: (params) => tryBackend(params, initialised(places)),
    installBackend: ({ backend }, context) => {
      const report = (progress: InstallProgress): void => context.report(progress);
      return installBackend(backend, initialised(places), { signal: context.signal, report });
    },
    importModel: async ({ folder, into }) => describe(await described(initialised(trainer).import(folder, into))),
    exportPredictions: (params, { signal }) => described(initialised(trainer).exportFiles(params, signal)),
  };
}

/** Like `work`, but for who no longer wants it. @throws CancelledError */
async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = new Promise<never>((_, reject) => {
    const give = (): void => reject(new CancelledError());
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
  await Promise.race([work, aborted]);
}

function describe({ model, folder }: CataloguedModel): ModelDescription {
  const tau = model.targets[0]?.heldOut.tau ?? Number.NaN;
  return {
    id: model.id,
    title: model.title,
    space: model.space.name,
    folder,
    trainedOn: model.training.trainedOn,
    created: model.created,
    targets: model.targets.map(({ target }) => target),
    heldOutTau: Number.isNaN(tau) ? null : tau,
  };
}

function lowerPriority(log: Log): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch (error) {
    log('debug', `the priority could not be lowered: ${error instanceof Error ? error.message : String(error)}`);
  }
}
