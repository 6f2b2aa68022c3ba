import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, ErrorCodes, LSPErrorCodes } from 'vscode-languageserver/node';
import type { EngineErrorCode } from '../../src/protocol/engine';
import { engineFault } from '../../src/protocol/server';
import { EngineError } from '../../src/server/engine/engineError';
import { runOrTell, runOrTellWithoutParams, runSafe } from '../../src/server/runSafe';

describe('runSafe', () => {
  const errors: string[] = [];
  const log = { isInitialized: true, error: (message: string): void => void errors.push(message) };
  const none = new CancellationTokenSource().token;

  it('passes results on', async () => {
    expect(await runSafe('hover', 0, (n: number) => n + 1, log)(1, none)).toBe(2);
  });

  it('answers with the fallback and logs when the handler throws', async () => {
    const broken = runSafe(
      'hover',
      'nothing',
      (): string => {
        throw new Error('on purpose');
      },
      log,
    );
    expect(await broken({}, none)).toBe('nothing');
    expect(errors.at(-1)).toMatch(/hover failed: Error: on purpose/);
  });

  it('refuses requests before the server is initialized', async () => {
    const host = { isInitialized: false, error: log.error };
    expect(await runSafe('hover', 0, () => 1, host)({}, none)).toMatchObject({ code: ErrorCodes.ServerNotInitialized });
  });

  it('does not begin what has been cancelled', async () => {
    const source = new CancellationTokenSource();
    let begun = false;
    const answer = runSafe(
      'hover',
      undefined,
      () => {
        begun = true;
        return undefined;
      },
      log,
    )({}, source.token);
    source.cancel();
    expect(await answer).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(begun).toBe(false);
  });

  it('answers as cancelled what was cancelled meanwhile, without logging its error', async () => {
    const source = new CancellationTokenSource();
    const before = errors.length;
    const handler = runSafe(
      'hover',
      undefined,
      () => {
        source.cancel();
        throw new Error('aborted');
      },
      log,
    );
    expect(await handler({}, source.token)).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(errors.length).toBe(before);
  });
});

describe('runOrTell', () => {
  const errors: string[] = [];
  const host = { isInitialized: true, error: (message: string): void => void errors.push(message) };
  const isNumber = (value: unknown): value is number => typeof value === 'number';
  const { token } = new CancellationTokenSource();

  it('gives the handler parameters that were checked', async () => {
    const answer = runOrTell('sum', isNumber, (n) => n + 1, host);
    expect(await answer(1, token)).toBe(2);
    expect(await answer('1', token)).toMatchObject({
      code: LSPErrorCodes.RequestFailed,
      message: 'malformed parameters',
    });
  });

  it('answers what goes wrong with its reason, and logs it', async () => {
    const answer = runOrTell('sum', isNumber, () => Promise.reject(new Error('It is full.')), host);
    expect(await answer(1, token)).toMatchObject({ code: LSPErrorCodes.RequestFailed, message: 'It is full.' });
    expect(errors.at(-1)).toMatch(/^sum failed: Error: It is full\./);
  });

  it('says where it is the engine that failed', async () => {
    const failing = (code: EngineErrorCode): ReturnType<typeof runOrTell> =>
      runOrTell('sum', isNumber, () => Promise.reject(new EngineError(code, 'It ended.')), host);
    expect(await failing('engine-died')(1, token)).toMatchObject({ message: 'It ended.', data: engineFault });
    expect(await failing('failed')(1, token)).toMatchObject({ message: 'It ended.', data: undefined });
  });

  it('aborts the signal when the request is cancelled, and answers so', async () => {
    const source = new CancellationTokenSource();
    const work = (_: number, signal: AbortSignal): Promise<never> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        source.cancel();
      });
    const before = errors.length;
    expect(await runOrTell('sum', isNumber, work, host)(1, source.token)).toMatchObject({
      code: LSPErrorCodes.RequestCancelled,
    });
    expect(errors.length).toBe(before);
  });

  it('takes requests without parameters, however a client sends them', async () => {
    const answer = runOrTellWithoutParams('list', () => 'all', host);
    expect(await answer(token)).toBe('all');
    expect(await answer({}, token)).toBe('all');
    const early = runOrTellWithoutParams('list', () => 'all', { ...host, isInitialized: false });
    expect(await early(token)).toMatchObject({ code: ErrorCodes.ServerNotInitialized });
  });
});
