// What the flow view costs: opening, a changed picture, panning a cell of 200 nodes. npm run bench:view
// Measures the view's own document in Chromium, without the workbench around it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FlowView } from '../src/core/explain/flowView';
import { RandomGenerator } from '../src/core/random/random';
import { parseSpaceDocument } from '../src/core/spaces/userSpace/readSpace';
import { parseCellDocument } from '../src/core/spec/parseCellDocument';
import { flowView } from '../src/service/flowView/flowView';
import { defaultServiceSettings, type CellFile } from '../src/service/serviceTypes';
import { launchChromium } from '../test/e2e/host/chromium';

const { values: options } = parseArgs({ options: { out: { type: 'string', default: 'bench/results/view.json' } } });

const root = resolve(__dirname, '..');
const nodes = 198;
/** Seconds of panning. */
const panSeconds = 4;

const spaceText = `name: large
placement: node
nodes: { min: 1, max: 200 }
nodeInputs: { min: 1, max: 3 }
output: leaves
operations:
  conv3x3: { kind: convolution, parameters: 9248 }
  conv5x5: { kind: convolution, parameters: 25632 }
  max_pool: { kind: pooling, parameters: 0 }
  skip: { kind: identity, parameters: 0 }
`;

/** A cell whose nodes read up to three of the eight before them. */
function largeCell(change: number): string {
  const random = RandomGenerator.fromSeed(1, 'view');
  const operations = ['conv3x3', 'conv5x5', 'max_pool', 'skip'];
  const lines = Array.from({ length: nodes }, (_, node) => {
    const inputs = new Set(
      Array.from({ length: 1 + Math.floor(random.uniform() * 3) }, () => node - 1 - Math.floor(random.uniform() * 8)),
    );
    const names = [...inputs].map((input) => (input < 0 ? 'input' : `n${input}`));
    const operation = operations[(Math.floor(random.uniform() * 4) + (node === 0 ? change : 0)) % 4];
    return `      n${node}: { op: ${operation}, inputs: [${[...new Set(names)].join(', ')}] }\n`;
  });
  return `space: large.space.yaml\ncells:\n  large:\n    nodes:\n${lines.join('')}`;
}

const smallCell = (operation: string): string =>
  `space: nas-bench-201\ncells:\n  a: { arch: "|${operation}~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|" }\n`;

const { space } = parseSpaceDocument(spaceText, 'yaml');

/** The message that the extension sends for a text, and how long it took to make. */
function picture(text: string): { view: FlowView; ms: number } {
  const begin = performance.now();
  const file: CellFile = {
    document: TextDocument.create('file:///large.cell.yaml', 'yaml', 1, text),
    parsed: parseCellDocument(text, 'yaml', { resolveSpace: () => (space ? { space } : undefined) }),
  };
  const view = flowView(
    file,
    { importance: false },
    { settings: () => defaultServiceSettings, scoreOf: () => undefined, savedVersion: () => undefined },
  );
  if (!view.cell) throw new Error(file.parsed.problems.map(({ message }) => message).join('; '));
  return { view, ms: performance.now() - begin };
}

/** The view's document with a script that stands for VS Code. */
async function openPage(page: Page, folder: string): Promise<void> {
  await page.setContent('<!doctype html><html lang="en"><head></head><body class="vscode-dark"></body></html>');
  await page.addStyleTag({ path: join(folder, 'webview/flow.css') });
  await page.addStyleTag({
    content: `:root { --vscode-editor-background: #1f1f1f; --vscode-editor-foreground: #ccc; --vscode-charts-blue: #3794ff;
      --vscode-charts-green: #89d185; --vscode-charts-yellow: #cca700; --vscode-charts-purple: #b180d7;
      --vscode-symbolIcon-classForeground: #ee9d28; --vscode-font-family: sans-serif; --vscode-font-size: 13px; }`,
  });
  await page.evaluate(
    'window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState(state) { window.state = state; } })',
  );
  await page.addScriptTag({ path: join(folder, 'webview/flow.js') });
}

/** Sends a picture; milliseconds until the frame after it is painted. */
const drawn = (page: Page, view: FlowView): Promise<number> =>
  page.evaluate(`new Promise((done) => {
    const view = ${JSON.stringify(view)};
    const begin = performance.now();
    window.postMessage({ type: 'view', view });
    const wait = () => document.querySelectorAll('g.vertex').length >= 10
      ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)))
      : setTimeout(wait);
    window.addEventListener('message', () => setTimeout(wait), { once: true });
  })`);

/** Drags the drawing in circles; the frames of every second. */
const panned = (page: Page): Promise<{ fps: number; slowest: number }> =>
  page.evaluate(`new Promise((done) => {
    const svg = document.querySelector('svg[role=application]');
    const { left, top, width, height } = svg.getBoundingClientRect();
    const fire = (type, x, y) => svg.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, clientX: x, clientY: y }));
    svg.setPointerCapture = () => undefined;
    const begin = performance.now();
    const frames = [];
    fire('pointerdown', left + width / 2, top + height / 2);
    const frame = (now) => {
      frames.push(now);
      const t = (now - begin) / 300;
      fire('pointermove', left + width / 2 + 150 * Math.cos(t), top + height / 2 + 150 * Math.sin(t));
      if (now - begin < ${panSeconds * 1000}) return requestAnimationFrame(frame);
      fire('pointerup', left, top);
      const gaps = frames.slice(1).map((at, index) => at - frames[index]).sort((a, b) => a - b);
      done({ fps: (frames.length - 1) / ((frames.at(-1) - frames[0]) / 1000), slowest: gaps[Math.floor(gaps.length * 0.95)] });
    };
    requestAnimationFrame(frame);
  })`);

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const round = (value: number): number => Number(value.toFixed(1));

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'flowcell-view-'));
  const built = spawnSync(process.execPath, ['esbuild.mjs', '--only=webview', `--out=${folder}`, '--production'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (built.status !== 0) throw new Error('the build failed');
  const browser = await launchChromium();
  try {
    const page = await (await browser.newContext({ viewport: { width: 640, height: 720 } })).newPage();
    const opened: number[] = [];
    for (let round = 0; round < 5; round++) {
      const begin = performance.now();
      await openPage(page, folder);
      await drawn(page, picture(smallCell('nor_conv_3x3')).view);
      opened.push(performance.now() - begin);
    }
    const changed: number[] = [];
    for (let round = 0; round < 20; round++) {
      const { view, ms } = picture(smallCell(round % 2 === 0 ? 'nor_conv_1x1' : 'nor_conv_3x3'));
      changed.push(ms + (await drawn(page, view)));
    }
    await openPage(page, folder);
    const large = picture(largeCell(0));
    const largeFirst = await drawn(page, large.view);
    const largeAgain = await drawn(page, picture(largeCell(1)).view);
    const whole = await panned(page);
    await page.click('vscode-button[aria-label="Zoom In"]', { clickCount: 12 });
    const near = await panned(page);
    const result = {
      title: 'The flow view',
      text:
        `The view's document in headless Chromium without a GPU on ${cpus()[0]?.model ?? 'an unknown processor'}, ${cpus().length} threads. ` +
        `Opening is from an empty document to the painted picture, a change from its text to the painted picture (medians).`,
      'open, NAS-Bench-201 (ms)': round(median(opened)),
      'change of an operation, NAS-Bench-201 (ms)': round(median(changed)),
      '200 nodes': {
        links: large.view.cell?.diagram.parts[0]?.links.length,
        'first picture (ms)': round(largeFirst),
        'change of an operation (ms)': round(largeAgain),
        'panning, all of it in sight (frames per second)': round(whole.fps),
        'panning, close (frames per second)': round(near.fps),
        '95th percentile of frames, close (ms)': round(near.slowest),
      },
    };
    mkdirSync(dirname(options.out), { recursive: true });
    writeFileSync(options.out, `${JSON.stringify(result, null, 2)}\n`);
    console.log(JSON.stringify(result, null, 2));
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
