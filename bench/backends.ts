// Training updates a second of the compute backends that run here: npm run bench:backends [-- --rounds N --out FILE]
// WebGPU is measured on a device in software where SwiftShader is installed, and marked so: it says that it works, not how fast a GPU is.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { placesOf } from '../src/engine/backends/places';
import { tryInProcess } from '../src/engine/backends/trialProcess';
import { backendNames, type BackendName, type BackendReport } from '../src/protocol/backends';
import { softwareGpu } from '../scripts/gpu/softwareGpu';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    out: { type: 'string', default: 'bench/results/backends.json' },
  },
});

/** Fine-tuning on few rows, on many, and pre-training. */
const BATCH_SIZES = [16, 64, 256];

interface Row {
  readonly updatesPerSecond: number;
  readonly architecturesPerSecond: number;
  readonly deviation: string;
  readonly on: string;
}

/** The best of several rounds: other work on the machine only ever slows a round down. */
async function best(programs: string, backend: BackendName, batchSize: number): Promise<BackendReport> {
  const places = placesOf(programs, { packageFolder: process.cwd() });
  let found: BackendReport | undefined;
  for (let round = 0; round < Number(options.rounds); round++) {
    const report = await tryInProcess({ backend, batchSize }, places, { limitMs: 180_000 });
    if (!report.isUsable) return report;
    if (!found || report.stepsPerSecond! > found.stepsPerSecond!) found = report;
  }
  if (!found) throw new Error('--rounds has to be at least 1');
  return found;
}

async function main(): Promise<void> {
  const programs = mkdtempSync(join(tmpdir(), 'flowcell-bench-'));
  try {
    const build = ['esbuild.mjs', '--production', `--out=${programs}`, '--only=engine,webgpuBackend'];
    if (spawnSync(process.execPath, build, { stdio: 'inherit' }).status !== 0) throw new Error('the build failed');
    // of other GPUs there may be one: the device in software stands in only where there is none
    const environment = softwareGpu();
    const updates: Record<string, Row> = {};
    const notMeasured: Record<string, string> = {};
    for (const backend of backendNames) {
      for (const batchSize of BATCH_SIZES) {
        let report = await best(programs, backend, batchSize);
        if (backend === 'webgpu' && !report.isUsable && environment) {
          Object.assign(process.env, environment);
          report = await best(programs, backend, batchSize);
          for (const name of Object.keys(environment)) delete process.env[name];
        }
        if (!report.isUsable || report.stepsPerSecond === undefined) {
          notMeasured[backend] = report.reason ?? 'not usable';
          break;
        }
        // what is slow is measured with small updates only
        if (report.batchSize !== batchSize) break;
        updates[`${backend}, ${batchSize} architectures`] = {
          updatesPerSecond: Number(report.stepsPerSecond.toPrecision(3)),
          architecturesPerSecond: Math.round(report.stepsPerSecond * batchSize),
          deviation: report.difference!.toExponential(1),
          on: report.isSoftware ? `${report.device}: software, no GPU` : (report.device ?? 'one core'),
        };
      }
    }
    const result = {
      title: 'Compute backends',
      text:
        'Training updates a second of the default encoder (ResGatedGCN, width 64, three layers, NAS-Bench-201 cells), each backend in a process of its own, best of ' +
        `${options.rounds} rounds of a second; the deviation is the largest from the golden numbers, relative to the largest number of the same tensor (docs/backends.md). ` +
        'WebGPU on a software device shows that it computes the right numbers; it says nothing about GPUs, of which this machine has none.',
      machine: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`,
      node: process.version,
      updates,
      notMeasured,
    };
    mkdirSync(dirname(options.out), { recursive: true });
    writeFileSync(options.out, `${JSON.stringify(result, undefined, 2)}\n`);
    console.log(JSON.stringify(result, undefined, 2));
  } finally {
    rmSync(programs, { recursive: true, force: true });
  }
}

void main();
