import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PredictParams } from '../../../src/protocol/engine';
import type { EngineStatus } from '../../../src/protocol/server';
import { EngineError } from '../../../src/server/engine/engineError';
import { EngineSupervisor, type SupervisorOptions } from '../../../src/server/engine/engineSupervisor';
import { bundleProgram } from '../support/programs';

const limits = { crashes: 3, windowMs: 60_000, coolDownMs: 400, firstDelayMs: 10 };
let modulePath: string;
let statuses: EngineStatus[];
const supervisors: EngineSupervisor[] = [];

beforeAll(async () => {
  modulePath = await bundleProgram(join(__dirname, '../support/fakeEngine.ts'));
});
afterEach(() => {
  for (const supervisor of supervisors.splice(0)) supervisor.dispose();
  delete process.env['FAKE_ENGINE'];
});

function supervise(options: Partial<SupervisorOptions> = {}): EngineSupervisor {
  statuses = [];
  const supervisor = new EngineSupervisor({
    modulePath,
    settings: () => ({ modelFolders: [], backend: 'auto' }),
    onStatus: (status) => statuses.push(status),
    onLog: () => undefined,
    limits,
    ...options,
  });
  supervisors.push(supervisor);
  return supervisor;
}

const graph = { operations: [0, 1], edges: [[0, 1]] } as const;
const params = (space: string): PredictParams => ({ space, graphs: [graph] });
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: unknown) => (EngineError.is(error) ? error.code : String(error)),
  );
const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
async function until(condition: () => boolean, limitMs = 5_000): Promise<void> {
  const start = performance.now();
  while (!condition()) {
    if (performance.now() - start > limitMs) throw new Error('the condition did not come true');
    await new Promise((done) => setTimeout(done, 5));
  }
}

describe('EngineSupervisor', () => {
  it('starts nothing before the first request, then one process for all', async () => {
    const supervisor = supervise();
    expect(supervisor.pid).toBeUndefined();
    const answers = await Promise.all([
      supervisor.request('predict', params('a')),
      supervisor.request('predict', params('b')),
    ]);
    expect(answers[0]).toEqual(answers[1]);
    expect(statuses).toEqual([{ state: 'starting' }, { state: 'ready', detail: 'fake' }]);
  });

  it('rejects what is pending when the engine dies, and answers the next request with a new process', async () => {
    const supervisor = supervise();
    await supervisor.request('predict', params('a'));
    const first = supervisor.pid;
    const codes = await Promise.all([
      codeOf(supervisor.request('predict', params('silent'))),
      codeOf(supervisor.request('predict', params('crash'))),
    ]);
    expect(codes).toEqual(['engine-died', 'engine-died']);
    expect(await codeOf(supervisor.request('predict', params('a')))).toBe('answered');
    expect(supervisor.pid).not.toBe(first);
  });

  it('recovers from a kill from outside', async () => {
    const supervisor = supervise();
    await supervisor.request('predict', params('a'));
    const pending = codeOf(supervisor.request('predict', params('silent')));
    await until(() => supervisor.pid !== undefined);
    process.kill(supervisor.pid ?? 0, 'SIGKILL');
    expect(await pending).toBe('engine-died');
    expect(await codeOf(supervisor.request('predict', params('a')))).toBe('answered');
  });

  it('cools down after three crashes and starts again afterwards', async () => {
    const supervisor = supervise();
    for (let crash = 0; crash < 3; crash++) await codeOf(supervisor.request('predict', params('crash')));
    expect(statuses.at(-1)?.state).toBe('stopped');
    const refused = await supervisor.request('predict', params('a')).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'engine-unavailable' });
    expect((refused as EngineError).retryInMs).toBeGreaterThan(0);
    await new Promise((done) => setTimeout(done, limits.coolDownMs + 20));
    expect(await codeOf(supervisor.request('predict', params('a')))).toBe('answered');
  });

  it('ends a cool-down at once on restart', async () => {
    const supervisor = supervise({ limits: { ...limits, coolDownMs: 60_000 } });
    for (let crash = 0; crash < 3; crash++) await codeOf(supervisor.request('predict', params('crash')));
    expect(await codeOf(supervisor.request('predict', params('a')))).toBe('engine-unavailable');
    supervisor.restart();
    expect(await codeOf(supervisor.request('predict', params('a')))).toBe('answered');
  });

  it('restarts while a start is under way', async () => {
    const supervisor = supervise();
    const overtaken = codeOf(supervisor.request('predict', params('a')));
    supervisor.restart();
    expect(await overtaken).toBe('engine-died');
    expect(await codeOf(supervisor.request('predict', params('a')))).toBe('answered');
  });

  it('counts an engine that cannot be initialised as crashed', async () => {
    process.env['FAKE_ENGINE'] = 'broken';
    const supervisor = supervise();
    for (let crash = 0; crash < 3; crash++)
      expect(await codeOf(supervisor.request('predict', params('a')))).toBe('engine-died');
    expect(await codeOf(supervisor.request('predict', params('a')))).toBe('engine-unavailable');
  });

  it('says so when there is no engine at all', async () => {
    const supervisor = supervise({ modulePath: join(__dirname, 'missing.js') });
    expect(await codeOf(supervisor.request('predict', params('a')))).toBe('engine-died');
  });

  it('kills an engine that hangs', async () => {
    const supervisor = supervise({ requestTimeoutMs: 300 });
    await supervisor.request('predict', params('a'));
    const hung = supervisor.pid ?? 0;
    expect(await codeOf(supervisor.request('predict', params('hang')))).toBe('timed-out');
    await until(() => !alive(hung));
    expect(await codeOf(supervisor.request('predict', params('a')))).toBe('answered');
  });

  it('cancels one request and keeps the others', async () => {
    const supervisor = supervise();
    const controller = new AbortController();
    const cancelled = codeOf(supervisor.request('predict', params('silent'), { signal: controller.signal }));
    await supervisor.request('predict', params('a'));
    const pid = supervisor.pid;
    controller.abort();
    expect(await cancelled).toBe('cancelled');
    expect(await codeOf(supervisor.request('predict', params('a')))).toBe('answered');
    expect(supervisor.pid).toBe(pid);
  });

  it('refuses malformed results and survives messages that are none', async () => {
    const supervisor = supervise();
    expect(await codeOf(supervisor.request('predict', params('malformed')))).toBe('failed');
    expect(await codeOf(supervisor.request('predict', params('babble')))).toBe('failed');
    expect(await codeOf(supervisor.request('predict', params('a')))).toBe('answered');
  });

  it('ends an engine that nobody asks', async () => {
    const supervisor = supervise({ idleExitMs: 50 });
    await supervisor.request('predict', params('a'));
    const pid = supervisor.pid ?? 0;
    await until(() => !alive(pid));
    expect(statuses.at(-1)).toEqual({ state: 'idle' });
    expect(await codeOf(supervisor.request('predict', params('a')))).toBe('answered');
  });

  it('takes the process with it', async () => {
    const supervisor = supervise();
    await supervisor.request('predict', params('a'));
    const pid = supervisor.pid ?? 0;
    supervisor.dispose();
    await until(() => !alive(pid));
    expect(await codeOf(supervisor.request('predict', params('a')))).toBe('engine-unavailable');
  });

  describe('when its settings change', () => {
    it('replaces an engine that rests', async () => {
      const supervisor = supervise();
      await supervisor.request('predict', params('a'));
      const first = supervisor.pid;
      supervisor.renew();
      expect(supervisor.pid).toBeUndefined();
      expect(statuses.at(-1)).toEqual({ state: 'idle' });
      await supervisor.request('predict', params('a'));
      expect(supervisor.pid).not.toBe(first);
    });

    it('starts none that nobody asked for', () => {
      const supervisor = supervise();
      supervisor.renew();
      expect(statuses).toEqual([]);
    });

    it('lets an engine at work do what it was asked for, and who wants the new settings waits for that', async () => {
      const supervisor = supervise();
      const work = supervisor.request('predict', params('slow'));
      await until(() => supervisor.pid !== undefined);
      const first = supervisor.pid;
      supervisor.renew();
      expect(supervisor.isOutdated).toBe(true);
      expect(supervisor.pid).toBe(first);
      await supervisor.whenCurrent(new AbortController().signal);
      expect(await codeOf(work)).toBe('answered');
      expect(supervisor.isOutdated).toBe(false);
      await supervisor.request('predict', params('a'));
      expect(supervisor.pid).not.toBe(first);
    });

    it('lets nobody wait who no longer wants to', async () => {
      const supervisor = supervise();
      const work = codeOf(supervisor.request('predict', params('silent')));
      supervisor.renew();
      const controller = new AbortController();
      const waiting = supervisor.whenCurrent(controller.signal);
      controller.abort();
      await waiting;
      expect(supervisor.isOutdated).toBe(true);
      supervisor.dispose();
      expect(await work).not.toBe('answered');
    });
  });
});
