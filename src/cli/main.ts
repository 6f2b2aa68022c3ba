import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Predictor } from '../core/model/predictor';
import type { BackendPlaces } from '../engine/backends/backend';
import type { ComputeBackends } from '../engine/backends/computeBackends';
import type { BackendRequest } from './backendRequest';
import type { CommandIo } from './commandIo';
import { run } from './run';
import type { TrainingIo } from './trainingIo';
import { isSameFile, writeFile } from './writeFile';

// The command line: dist/cli.js, beside the engine's .wasm files, above it the bundled models.

const root = join(__dirname, '..');

/** TensorFlow.js takes a while to load, so only commands that predict load it. */
async function createPredictor(modelFolders: readonly string[], request: BackendRequest): Promise<Predictor> {
  const { EnginePredictor } = await import('../engine/predictor');
  const { compute } = await createCompute(request);
  return new EnginePredictor({
    modelFolders: [join(root, 'models'), ...modelFolders],
    ops: () => compute.chosenOps(),
  });
}

async function createCompute(request: BackendRequest): Promise<{ compute: ComputeBackends; places: BackendPlaces }> {
  const { ComputeBackends } = await import('../engine/backends/computeBackends');
  const { cacheFolder, placesOf } = await import('../engine/backends/places');
  const { choice, packageFolder } = request;
  const places = placesOf(__dirname, {
    storage: cacheFolder(),
    ...(packageFolder === undefined ? {} : { packageFolder }),
  });
  const log = (level: string, message: string): void => {
    if (level === 'warn' || level === 'error') io.complain(message);
  };
  return { compute: new ComputeBackends({ choice, places, log }), places };
}

async function createTraining(request: BackendRequest): Promise<TrainingIo> {
  const { Trainer } = await import('../engine/training/trainer');
  const { installBackend } = await import('../engine/backends/install/installBackend');
  const { compute, places } = await createCompute(request);
  const controller = new AbortController();
  // a second Ctrl+C ends the process at once; the last checkpoint stays in either case
  process.once('SIGINT', () => controller.abort());
  return {
    trainer: new Trainer({
      modelFolders: [join(root, 'models')],
      ops: () => compute.chosenOps(),
      trainingOps: (batchSize, signal) => compute.trainingOps(batchSize, signal && { signal }),
    }),
    backends: compute,
    install: (backend, progress) =>
      installBackend(backend, places, {
        signal: controller.signal,
        report: ({ phase, line, seconds }) => progress(`${phase} ${seconds.toFixed(0)} s ${line ?? ''}`),
      }),
    signal: controller.signal,
  };
}

function readFile(path: string): Uint8Array {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) throw new Error(`${path}: there is no such file`);
  if (status.isDirectory()) throw new Error(`${path}: this is a folder`);
  return readFileSync(path);
}

const io: CommandIo = {
  readFile,
  writeFile,
  isSameFile,
  print: (text) => void process.stdout.write(`${text}\n`),
  complain: (text) => void process.stderr.write(`${text}\n`),
  predictor: createPredictor,
  modelProblems: async (modelFolders) => {
    const { catalogueProblems } = await import('../engine/models/catalogueProblems');
    return catalogueProblems(modelFolders);
  },
  training: createTraining,
  terminal: {
    isTerminal: process.stderr.isTTY === true,
    columns: process.stderr.columns ?? 80,
    write: (text) => void process.stderr.write(text),
  },
  version: () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    return version;
  },
};

// A reader that has seen enough, as in `flowcell score ... | head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

// A closed standard error, as in `flowcell pretrain ... 2>&1 | head -1`, loses progress; a training goes on.
process.stderr.on('error', () => undefined);

void run(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
