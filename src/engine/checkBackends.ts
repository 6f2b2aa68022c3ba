import { createRequire } from 'node:module';
import { createEncoder } from '../core/encoder/encoders';
import { packGraphs } from '../core/encoder/graphSet';
import { initialise } from '../core/encoder/parameters';
import { RandomGenerator } from '../core/random/random';
import { nasBench201 } from '../core/spaces/nasBench201/nasBench201';
import { embedGraphs } from '../core/training/predictScores';
import { startBackend, type BackendName, type WasmFiles } from './tensorflow';

/** Whether a backend can compute here, and how fast. */
export interface BackendCheck {
  readonly backend: string;
  readonly isUsable: boolean;
  /** Why not. */
  readonly reason?: string;
  /** Largest difference of a small encoder's embeddings from those of the cpu backend. */
  readonly difference?: number;
  /** Architectures of nas-bench-201 encoded in a second at width 32. */
  readonly rate?: number;
}

/** Embeddings are of the order of one; single precision in another order of summation differs by less. */
const TOLERANCE = 1e-4;
/** The cpu backend is a thousand times slower than others: what is compared is small. */
const COMPARED = 8;
const TIMED = { wasm: 512, cpu: COMPARED };

/** Tries every backend that there is, the fastest first. A backend has to reproduce the cpu backend's numbers. */
export async function checkBackends(files: WasmFiles, resolveFrom: string): Promise<BackendCheck[]> {
  const reference = await embed('cpu', files);
  return [
    missing('node-gpu', '@tensorflow/tfjs-node-gpu', resolveFrom),
    { backend: 'webgpu', isUsable: false, reason: 'Node.js has no WebGPU, and this version brings none.' },
    await check('wasm', files, reference.values),
    { backend: 'cpu', isUsable: true, difference: 0, rate: Math.round(reference.rate) },
  ];
}

async function check(backend: BackendName, files: WasmFiles, reference: Float32Array): Promise<BackendCheck> {
  try {
    const { values, rate } = await embed(backend, files);
    const difference = values.reduce((most, value, i) => Math.max(most, Math.abs(value - reference[i]!)), 0);
    if (difference < TOLERANCE) return { backend, isUsable: true, difference, rate: Math.round(rate) };
    const reason = `Its numbers differ from the cpu backend's by ${difference.toPrecision(2)}.`;
    return { backend, isUsable: false, reason, difference };
  } catch (error) {
    return { backend, isUsable: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function missing(backend: string, name: string, from: string): BackendCheck {
  try {
    createRequire(from).resolve(name);
    return { backend, isUsable: false, reason: `${name} is installed, but this version does not use it yet.` };
  } catch {
    return { backend, isUsable: false, reason: `${name} is not installed.` };
  }
}

async function embed(name: BackendName, files: WasmFiles): Promise<{ values: Float32Array; rate: number }> {
  const ops = await startBackend(name, files);
  const encoder = createEncoder({
    kind: 'res-gated-gcn',
    width: 64,
    layers: 2,
    operations: nasBench201.vocabulary.length,
  });
  const count = TIMED[name];
  const random = RandomGenerator.fromSeed(1, 'backend check');
  const parameters = initialise(encoder.parameters, random);
  const graphs = Array.from({ length: count }, () => {
    return nasBench201.toGraph(nasBench201.sample(() => random.uniform())).graph;
  });
  const set = packGraphs(graphs);
  const indices = graphs.map((_, i) => i);
  await embedGraphs({ ops, encoder, parameters, set }, indices.slice(0, 1)); // what is compiled on first use
  const since = performance.now();
  const values = await embedGraphs({ ops, encoder, parameters, set }, indices);
  const compared = values.slice(0, COMPARED * encoder.outputWidth);
  return { values: compared, rate: (1000 * count) / Math.max(0.1, performance.now() - since) };
}
