import {
  engineMethods,
  isEngineRequestMessage,
  type EngineErrorCode,
  type EngineMethod,
  type EngineMethods,
  type EngineReplyMessage,
} from '../protocol/engine';
import { isIndex, isRecord } from '../protocol/guards';
import type { EngineHandlers } from './handlers';

/** The engine's end of the channel to the server. */
export interface Channel {
  send(message: EngineReplyMessage): void;
  onMessage(listener: (message: unknown) => void): void;
}

/**
 * Answers the requests that arrive on the channel, each with exactly one `result` or `error`. Nothing that arrives can make it
 * throw: a message that is none is logged, or refused where it at least carries an id.
 */
export function serve(channel: Channel, handlers: EngineHandlers): void {
  const running = new Map<number, AbortController>();

  const refuse = (id: number, code: EngineErrorCode, message: string): void =>
    channel.send({ kind: 'error', id, code, message });

  async function answer<M extends EngineMethod>(id: number, method: M, params: unknown): Promise<void> {
    if (running.has(id)) return refuse(id, 'invalid-request', `request ${id} is already running`);
    const isParams: (value: unknown) => value is EngineMethods[M]['params'] = engineMethods[method].params;
    if (!isParams(params)) return refuse(id, 'invalid-request', `${method}: the parameters are not as they should be`);
    const controller = new AbortController();
    const { signal } = controller;
    running.set(id, controller);
    try {
      const report = (value: EngineMethods[M]['progress']): void => {
        if (!signal.aborted) channel.send({ kind: 'progress', id, value });
      };
      const result = await handlers[method](params, { signal, report });
      if (signal.aborted) refuse(id, 'cancelled', `${method} was cancelled`);
      else channel.send({ kind: 'result', id, result });
    } catch (error) {
      if (signal.aborted) refuse(id, 'cancelled', `${method} was cancelled`);
      else refuse(id, 'failed', error instanceof Error ? error.message : String(error));
    } finally {
      running.delete(id);
    }
  }

  channel.onMessage((message) => {
    if (isEngineRequestMessage(message)) {
      if (message.kind === 'cancel') running.get(message.id)?.abort();
      else void answer(message.id, message.method, message.params);
    } else if (isRecord(message) && isIndex(message['id'])) {
      refuse(message['id'], 'invalid-request', 'the engine knows no such request');
    } else {
      channel.send({ kind: 'log', level: 'warn', message: 'the engine passed over a message that is none' });
    }
  });
}
