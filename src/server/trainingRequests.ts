import { LSPErrorCodes, ResponseError, type CancellationToken, type Connection } from 'vscode-languageserver/node';
import type { EngineSettings } from '../protocol/engine';
import {
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

export interface TrainingHost {
  readonly connection: Connection;
  readonly engineModule: string;
  readonly settings: () => EngineSettings;
  /** The engine that predicts. */
  readonly engine: EngineSupervisor;
  /** Predictions of other models are worth nothing any more. */
  readonly onModelsChanged: () => void;
}

/** Without a sign of life for so long a training counts as hung: an epoch of a large table may take minutes. */
const hungMs = 600_000;
/** A training that dies with its engine goes on from its checkpoint, so often. */
const attempts = 3;

/** Forwards trainings to an engine of their own, which runs at low priority, so that predictions stay quick. Returns what ends it. */
export function registerTrainingRequests(host: TrainingHost): { dispose(): void } {
  const { connection, engine } = host;
  const training = new EngineSupervisor({
    modulePath: host.engineModule,
    settings: () => ({ ...host.settings(), isBackground: true }),
    onLog: (level, message) => connection.console[level === 'warn' ? 'warn' : level](message),
    onStatus: () => undefined,
    idleExitMs: 30_000,
  });

  connection.onRequest(trainRequest, async (request: unknown, token: CancellationToken) => {
    if (!isTrainingRequest(request)) return failure('malformed parameters');
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort());
    try {
      return await runTask(training, request, controller.signal, (progress) => {
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
    return training.request('tableColumns', params).catch(failure);
  });
  connection.onRequest(modelsRequest, () => engine.request('listModels', {}).catch(failure));
  connection.onRequest(modelsChangedRequest, async () => {
    await Promise.all([engine, training].map((each) => each.request('reloadModels', {}).catch(() => undefined)));
    host.onModelsChanged();
    return null;
  });
  return training;
}

async function runTask(
  training: EngineSupervisor,
  task: TrainingTask,
  signal: AbortSignal,
  onProgress: (progress: TrainingProgressMessage['progress']) => void,
): Promise<unknown> {
  const options = { signal, timeoutMs: hungMs, onProgress };
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
