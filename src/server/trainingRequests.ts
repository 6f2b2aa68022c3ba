import { LSPErrorCodes, ResponseError, type CancellationToken, type Connection } from 'vscode-languageserver/node';
import type { BackendSelection } from '../protocol/backends';
import type { EngineSettings } from '../protocol/engine';
import { isExportParams, isImportModelParams } from '../protocol/modelMessages';
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
  type TrainingTask,
} from '../protocol/trainingMessages';
import { isTableColumnsParams } from '../protocol/training';
import { EngineError } from './engine/engineError';
import { EngineSupervisor } from './engine/engineSupervisor';
import { trainingProgram } from './engine/nodePath';

/** The engines beside the one that predicts: one trains, one does everything else that takes long. */
export interface BackgroundEngines {
  readonly training: EngineSupervisor;
  readonly measuring: EngineSupervisor;
}

export interface TrainingHost {
  readonly connection: Connection;
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

/** Without a sign of life for so long a training counts as hung: an epoch of a large table may take minutes. */
const hungMs = 600_000;
/** A training that dies with its engine goes on from its checkpoint, so often. */
const attempts = 3;

const restricted = 'Flowcell neither trains nor imports models in Restricted Mode. Trust the workspace first.';

/**
 * Forwards trainings to an engine of their own, which runs at low priority, so that predictions stay quick; and what reads tables or many
 * files to a third one, so that it does not wait until a training is done. Returns these two; the caller ends them.
 */
export function registerTrainingRequests(host: TrainingHost): BackgroundEngines {
  const { connection, engine } = host;
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

  connection.onRequest(trainRequest, async (request: unknown, token: CancellationToken) => {
    if (!isTrainingRequest(request)) return failure('malformed parameters');
    if (!host.isTrusted()) return failure(restricted);
    const worker = request.kind === 'evaluate' ? measuring : training;
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort());
    let isAsked = worker !== training;
    try {
      return await runTask(worker, request, controller.signal, (progress) => {
        if (!isAsked && progress.phase !== 'preparing' && progress.phase !== 'waiting') {
          isAsked = true;
          training.request('backends', { extent: 'known' }).then(host.onSelection, () => undefined);
        }
        const message: TrainingProgressMessage = { id: request.id, progress };
        void connection.sendNotification(trainingProgressNotification, message).catch(() => undefined);
      });
    } catch (error) {
      if (controller.signal.aborted) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      return failure(error);
    } finally {
      listener.dispose();
    }
  });
  connection.onRequest(tableColumnsRequest, async (params: unknown) => {
    if (!isTableColumnsParams(params)) return failure('malformed parameters');
    return measuring.request('tableColumns', params).catch(failure);
  });
  connection.onRequest(importModelRequest, async (params: unknown) => {
    if (!isImportModelParams(params)) return failure('malformed parameters');
    if (!host.isTrusted()) return failure(restricted);
    return measuring.request('importModel', params).catch(failure);
  });
  connection.onRequest(exportRequest, async (params: unknown, token: CancellationToken) => {
    if (!isExportParams(params)) return failure('malformed parameters');
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort());
    const options = { signal: controller.signal, timeoutMs: hungMs };
    return measuring
      .request('exportPredictions', params, options)
      .catch(failure)
      .finally(() => listener.dispose());
  });
  connection.onRequest(modelsRequest, () => engine.request('listModels', {}).catch(failure));
  connection.onRequest(modelsChangedRequest, async () => {
    const { modelFolders } = host.settings();
    // An engine that does not run reads the folders when it starts.
    const running = [engine, training, measuring].filter(({ pid }) => pid !== undefined);
    await Promise.all(running.map((each) => each.request('reloadModels', { modelFolders }).catch(() => undefined)));
    host.onModelsChanged();
    return null;
  });
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

function failure(error: unknown): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, error instanceof Error ? error.message : String(error));
}
