import { constants, setPriority } from 'node:os';
import type { TrainingProgress } from '../core/training/trainingReport';
import type { ModelDescription } from '../protocol/engine';
import type { EngineHandlers, Log } from './handlers';
import type { CataloguedModel } from './models/modelCatalogue';
import { EnginePredictor } from './predictor';
import { locateWasmFiles } from './tensorflow';
import { Trainer } from './training/trainer';
import { TrainingError } from './training/trainingError';

/** What the handlers of trainings have in common. */
interface TrainingCalls {
  readonly signal: AbortSignal;
  readonly report: (progress: TrainingProgress) => void;
}

/** The engine's answers. What computes is loaded by the first prediction, so that the process itself starts at once. */
export function createHandlers(log: Log): EngineHandlers {
  let predictor: EnginePredictor | undefined;
  let trainer: Trainer | undefined;
  let lastTraining: Promise<unknown> = Promise.resolve();
  const initialised = <T>(part: T | undefined): T => {
    if (!part) throw new Error('the engine was asked before it was initialised');
    return part;
  };

  /** One training at a time: a cancelled one ends its step before the next begins. */
  async function train<T>(work: (context: TrainingCalls) => Promise<T>, context: TrainingCalls): Promise<T> {
    const previous = lastTraining;
    const run = previous.catch(() => undefined).then(() => work(context));
    lastTraining = run;
    try {
      return await run;
    } catch (error) {
      if (!(error instanceof TrainingError)) throw error;
      throw new Error([error.message, ...error.details].join('\n'), { cause: error });
    }
  }

  return {
    async initialize({ modelFolders, backend, isBackground = false }) {
      if (isBackground) lowerPriority(log);
      const name = backend === 'cpu' ? 'cpu' : 'wasm';
      const created = new EnginePredictor({ modelFolders, backend: name, wasm: locateWasmFiles(__dirname, true) });
      predictor = created;
      trainer = new Trainer({ modelFolders, ops: () => created.ops() });
      if (!isBackground) {
        for (const { folder, message } of (await created.catalogue()).problems) log('warn', `${folder}: ${message}`);
      }
      return { backend: name };
    },
    async predict({ space, model, graphs }) {
      return { predictions: await initialised(predictor).predict(space, graphs, model) };
    },
    async listModels() {
      const { models, problems } = await initialised(predictor).catalogue();
      return { models: models.map(describe), problems };
    },
    reloadModels() {
      initialised(predictor).reload();
      return Promise.resolve({});
    },
    pretrain: (params, context) => train((c) => initialised(trainer).pretrain(params, c), context),
    finetune: (params, context) => train((c) => initialised(trainer).finetune(params, c), context),
    evaluate: (params, context) => train((c) => initialised(trainer).evaluate(params, c), context),
    tableColumns: ({ data }) => initialised(trainer).columns(data),
  };
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
