import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, ErrorCodes, LSPErrorCodes } from 'vscode-languageserver/node';
import { runSafe } from '../../src/server/runSafe';

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
