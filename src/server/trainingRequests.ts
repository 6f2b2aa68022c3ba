import type { Connection } from 'vscode-languageserver/node';
import type { BackendSelection } from '../protocol/backends';
import type { EngineSettings, ModelList } from '../protocol/engine';
import {
  isExportParams,
  isImportModelParams,
  type ExportParams,
  type ImportModelParams,
} from '../protocol/modelMessages';
import {
  exportRequest,
  importModelRequest,
  isTrainingRequest,
  modelsChangedRequest,
  modelsRequest,
  tableColumnsRequest,
  trainingProgressNotification,
  trainRequest,
  type TrainingProgressMessage,
  type TrainingRequest,
  type TrainingTask,
} from '../protocol/trainingMessages';
import { isTableColumnsParams, type TableColumnsParams } from '../protocol/training';
import { EngineError } from './engine/engineError';
import { EngineSupervisor } from './engine/engineSupervisor';
import { trainingProgram } from './engine/nodePath';
import { runOrTell, runOrTellWithoutParams, type HandlerHost } from './runSafe';

/** The engines beside the one that predicts: one trains, one does everything else that takes long. */
export interface BackgroundEngines {
  readonly training: EngineSupervisor;
  readonly measuring: EngineSupervisor;
}

export interface TrainingHost {
  readonly connection: Connection;
  readonly handlers: HandlerHost;
  readonly engineModule: string;
  /** Of the engine that predicts. */
  readonly settings: () => EngineSettings;
  /** Of those that train and measure. */
  readonly backgroundSettings: () => Promise<EngineSettings>;
  /** What trains is known, or may have changed. */
  readonly onSelection: (selection: BackendSelection) => void;
  /** The engine that predicts. */
  readonly engine: EngineSupervisor;
  /** False in Restricted Mode: nothing is trained then, and no model brought in. */
  readonly isTrusted: () => boolean;
  /** Predictions of other models are worth nothing any more. */
  readonly onModelsChanged: () => void;
}

/** Without a sign of life for so long what trains or reads tables counts as hung: an epoch of a large table may take minutes. */
const hungMs = 600_000;
/** A training that dies with its engine goes on from its checkpoint, so often. */
const attempts = 3;

const restricted = 'Flowcell neither trains nor imports models in Restricted Mode. Trust the workspace first.';

/**
 * Forwards trainings to an engine of their own, which runs at low priority, so that predictions stay quick; and what reads tables or many
 * files to a third one, so that it does not wait until a training is done. Returns these two; the caller ends them.
 */
export function registerTrainingRequests(host: TrainingHost): BackgroundEngines {
  const { connection, engine, handlers } = host;
  const background = (): EngineSupervisor =>
    new EngineSupervisor({
      modulePath: host.engineModule,
      settings: async () => ({ ...(await host.backgroundSettings()), isBackground: true }),
      program: trainingProgram,
      onLog: (level, message) => connection.console[level === 'warn' ? 'warn' : level](message),
      onStatus: () => undefined,
      idleExitMs: 30_000,
    });
  const training = background();
  const measuring = background();

  const ifTrusted = <P, R>(work: (params: P, signal: AbortSignal) => Promise<R>): typeof work => {
    return (params, signal) => {
      if (!host.isTrusted()) throw new Error(restricted);
      return work(params, signal);
    };
  };
  const train = (request: TrainingRequest, signal: AbortSignal): Promise<unknown> => {
    const worker = request.kind === 'evaluate' ? measuring : training;
    let isAsked = worker !== training;
    return runTask(worker, request, signal, (progress) => {
      if (!isAsked && progress.phase !== 'preparing' && progress.phase !== 'waiting') {
        isAsked = true;
        training.request('backends', { extent: 'known' }).then(host.onSelection, () => undefined);
      }
      const message: TrainingProgressMessage = { id: request.id, progress };
      void connection.sendNotification(trainingProgressNotification, message).catch(() => undefined);
    });
  };
  const readColumns = (params: TableColumnsParams, signal: AbortSignal): Promise<unknown> =>
    measuring.request('tableColumns', params, { signal, timeoutMs: hungMs });
  const importModel = (params: ImportModelParams, signal: AbortSignal): Promise<unknown> =>
    measuring.request('importModel', params, { signal, timeoutMs: hungMs });
  const exportTo = (params: ExportParams, signal: AbortSignal): Promise<unknown> =>
    measuring.request('exportPredictions', params, { signal, timeoutMs: hungMs });
  const listModels = (): Promise<ModelList> => engine.request('listModels', {});
  const modelsChanged = async (): Promise<null> => {
    const { modelFolders } = host.settings();
    // An engine that does not run reads the folders when it starts.
    const running = [engine, training, measuring].filter(({ pid }) => pid !== undefined);
    // One that trains may be in the middle of a long step: it must not be ended for that.
    const options = { timeoutMs: hungMs };
    await Promise.all(
      running.map((each) => each.request('reloadModels', { modelFolders }, options).catch(() => undefined)),
    );
    host.onModelsChanged();
    return null;
  };

  connection.onRequest(trainRequest, runOrTell('training', isTrainingRequest, ifTrusted(train), handlers));
  connection.onRequest(tableColumnsRequest, runOrTell('look at a table', isTableColumnsParams, readColumns, handlers));
  connection.onRequest(
    importModelRequest,
    runOrTell('import of a model', isImportModelParams, ifTrusted(importModel), handlers),
  );
  connection.onRequest(exportRequest, runOrTell('export', isExportParams, exportTo, handlers));
  connection.onRequest(modelsRequest, runOrTellWithoutParams('list of models', listModels, handlers));
  connection.onRequest(modelsChangedRequest, runOrTellWithoutParams('reading of models', modelsChanged, handlers));
  return { training, measuring };
}

async function runTask(
  training: EngineSupervisor,
  task: TrainingTask,
  signal: AbortSignal,
  onProgress: (progress: TrainingProgressMessage['progress']) => void,
): Promise<unknown> {
  const options = { signal, timeoutMs: hungMs, onProgress };
  if (training.isOutdated) {
    onProgress({ phase: 'waiting', epoch: 0, epochs: 1 });
    await training.whenCurrent(signal);
  }
  for (let attempt = 1; ; attempt++) {
    const resume = attempt > 1;
    try {
      switch (task.kind) {
        case 'pretrain':
          return await training.request('pretrain', resume ? { ...task.params, resume } : task.params, options);
        case 'finetune':
          return await training.request('finetune', resume ? { ...task.params, resume } : task.params, options);
        case 'evaluate':
          return await training.request('evaluate', task.params, options);
      }
    } catch (error) {
      if (attempt === attempts || !EngineError.is(error, 'engine-died')) throw error;
    }
  }
}
