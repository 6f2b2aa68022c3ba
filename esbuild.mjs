// Builds everything that is shipped into dist/ and, with --tests, the suite for the extension host into out/.
//   node esbuild.mjs [--watch] [--production] [--tests] [--out=FOLDER] [--only=PROGRAM,...]
import { context } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');
const watch = flags.has('--watch');
const option = (name) => process.argv.find((flag) => flag.startsWith(`--${name}=`))?.slice(name.length + 3);
const only = option('only')?.split(',');
const wanted = (name) => only === undefined || only.includes(name);
const at = (...parts) => join(root, ...parts);
const out = resolve(root, option('out') ?? 'dist');

if (production) rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  // With esbuild's own default for node, ['main', 'module'], TensorFlow.js's cpu backend is dropped without a word.
  mainFields: ['module', 'main'],
};

/** @type {import('esbuild').BuildOptions} */
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20' };

if (wanted('engine')) {
  compileKernels();
  const backend = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist');
  for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm']) {
    copyFileSync(join(backend, file), join(out, file));
  }
}

/** WebAssembly kernels, from AssemblyScript. */
function compileKernels() {
  const kernels = 'src/engine/kernels/assembly/index.ts';
  if (!existsSync(at(kernels))) return;
  const options = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--noAssert'];
  const asc = require.resolve('assemblyscript/bin/asc.js');
  const { status } = spawnSync(process.execPath, [asc, kernels, ...options, '-o', join(out, 'kernels.wasm')], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
}

/** Entry points that exist: `dist/NAME.js` for each process, `dist/webview/NAME.js` (and its css) for each view. */
const builds = [];
const programs = {
  // The client and the views are files of their own, loaded when they are needed: activation reads only what it runs.
  extension: {
    external: ['vscode', './client', './flowViews', './convertCell', './backendCommands', './trainingCommands'],
    supported: { 'dynamic-import': false },
  },
  client: { entry: 'src/extension/client.ts', external: ['vscode'] },
  flowViews: { entry: 'src/extension/flowView/flowViews.ts', external: ['vscode'] },
  convertCell: { entry: 'src/extension/convert/convertCell.ts', external: ['vscode'] },
  trainingCommands: { entry: 'src/extension/training/trainingCommands.ts', external: ['vscode'] },
  backendCommands: { entry: 'src/extension/backends/backendCommands.ts', external: ['vscode'] },
  server: {},
  engine: { external: ['./webgpuBackend.js'] },
  // a file of its own, with a copy of TensorFlow.js's core: only processes that compute on WebGPU read it
  webgpuBackend: { entry: 'src/engine/backends/webgpuBackend.ts' },
  cli: { banner: { js: '#!/usr/bin/env node' }, external: ['./webgpuBackend.js'] },
};
for (const [name, { entry: path, ...options }] of Object.entries(programs)) {
  const entry = at(path ?? `src/${name}/main.ts`);
  if (!wanted(name) || !existsSync(entry)) continue;
  builds.push({ ...node, ...options, entryPoints: [entry], outfile: join(out, `${name}.js`) });
}
const views = readdirSync(at('webview'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(at('webview', entry.name, 'main.ts')))
  .map((entry) => ({ in: at('webview', entry.name, 'main.ts'), out: entry.name }));
if (wanted('webview') && views.length > 0) {
  builds.push({
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    entryPoints: views,
    outdir: join(out, 'webview'),
  });
}
if (flags.has('--tests')) {
  const suite = at('test/e2e/suite');
  builds.push({
    ...node,
    minify: false,
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    entryPoints: readdirSync(suite)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ in: join(suite, file), out: basename(file, '.ts') })),
    outdir: at('out/suite'),
  });
}

const contexts = await Promise.all(builds.map((options) => context(options)));
if (watch) {
  await Promise.all(contexts.map((c) => c.watch()));
  console.log('watching');
} else {
  await Promise.all(contexts.map((c) => c.rebuild()));
  await Promise.all(contexts.map((c) => c.dispose()));
}
