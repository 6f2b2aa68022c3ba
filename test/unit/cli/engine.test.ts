import { describe, expect, it } from 'vitest';
import type { CommandIo } from '../../../src/cli/commandIo';
import { run } from '../../../src/cli/run';
import type { TrainingIo } from '../../../src/cli/trainingIo';
import type { BackendRequest } from '../../../src/cli/backendRequest';
import type { BackendReport, BackendSelection } from '../../../src/protocol/backends';

const reports: BackendReport[] = [
  { backend: 'node-gpu', isUsable: false, reason: '@tensorflow/tfjs-node-gpu is not installed.' },
  { backend: 'webgpu', isUsable: true, device: 'a GPU', stepsPerSecond: 50, batchSize: 64 },
  { backend: 'wasm', isUsable: true, stepsPerSecond: 20, batchSize: 64 },
  { backend: 'cpu', isUsable: true, stepsPerSecond: 2, batchSize: 16 },
];

async function flowcell(
  args: readonly string[],
  selection: Partial<BackendSelection> = {},
  signal = new AbortController().signal,
): Promise<{ code: number; output: string; errors: string; requests: unknown[] }> {
  const output: string[] = [];
  const errors: string[] = [];
  const requests: unknown[] = [];
  const training = (request: BackendRequest): Promise<TrainingIo> => {
    requests.push(request);
    const found = {
      choice: request.choice,
      backend: 'webgpu',
      reason: 'It is faster than wasm.',
      reports,
      ...selection,
    };
    return Promise.resolve({
      backends: {
        measure: (batchSize: number) => {
          requests.push(batchSize);
          return Promise.resolve(found);
        },
      },
      install: (backend: string) => {
        requests.push(backend);
        return Promise.resolve({ folder: '/cache/webgpu', report: reports[1]! });
      },
      signal,
    } as unknown as TrainingIo);
  };
  const io = {
    print: (text: string) => output.push(text),
    complain: (text: string) => errors.push(text),
    training,
    terminal: { isTerminal: false, columns: 80, write: () => undefined },
  } as unknown as CommandIo;
  return { code: await run(args, io), output: output.join('\n'), errors: errors.join('\n'), requests };
}

describe('flowcell engine', () => {
  it('says what trains, what predicts, and why others do not', async () => {
    const { code, output } = await flowcell(['engine']);
    expect(code).toBe(0);
    expect(output.split('\n')).toEqual([
      'trains on webgpu: It is faster than wasm.',
      'predicts on wasm',
      '  node-gpu  not used: @tensorflow/tfjs-node-gpu is not installed.',
      '  webgpu    3,200 cells/s at batch 64 · a GPU',
      '  wasm      1,280 cells/s at batch 64',
      '  cpu       32 cells/s at batch 16',
    ]);
  });

  it('says the same as JSON, with architectures a second', async () => {
    const { output, requests } = await flowcell(['engine', '--json', '--batch-size', '64', '--backend', 'webgpu']);
    const json = JSON.parse(output) as { backends: { rate: number | null }[] };
    expect(json).toMatchObject({ choice: 'webgpu', backend: 'webgpu', predicts: 'webgpu' });
    expect(json.backends.map(({ rate }) => rate)).toEqual([null, 3200, 1280, 32]);
    expect(requests).toEqual([{ choice: 'webgpu' }, 64]);
  });

  it('installs a backend first where that is asked for', async () => {
    const { code, errors, requests } = await flowcell(['engine', '--install', 'webgpu', '--package-folder', '/p']);
    expect(code).toBe(0);
    expect(errors).toMatch(/installed webgpu into \/cache\/webgpu/);
    expect(requests).toEqual([{ choice: 'auto', packageFolder: '/p' }, 'webgpu', undefined]);
  });

  it('says that it was cancelled, and nothing of backends that were not tried to the end', async () => {
    const cancelled = await flowcell(['engine'], { backend: null }, AbortSignal.abort());
    expect(cancelled).toMatchObject({ code: 2, output: '', errors: 'flowcell: cancelled' });
  });

  it('ends with findings where nothing can train', async () => {
    expect((await flowcell(['engine'], { backend: null })).code).toBe(1);
  });

  it.each([
    [['engine', '--backend', 'quantum'], /--backend is one of auto, node-gpu, webgpu, wasm, cpu, not "quantum"/],
    [['engine', '--batch-size', '0'], /--batch-size is a whole number from 1 to 4096/],
    [['engine', '--install', 'wasm'], /--install is one of webgpu, node-gpu/],
    [['engine', 'file'], /no use for "file"/],
    [['score', 'a.cell.yaml', '--backend', 'gpu'], /--backend is one of/],
    [['pretrain', '--space', 'darts', '--out', 'x', '--backend', 'gpu'], /--backend is one of/],
  ])('refuses %j', async (args, message) => {
    const { code, errors } = await flowcell(args);
    expect(code).toBe(2);
    expect(errors).toMatch(message);
  });
});
