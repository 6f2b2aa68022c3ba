// What only a real workbench can tell: activation as VS Code itself measures it, and the way from a click or a keystroke to the picture.
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../test/e2e/host/locate';
import { Workbench } from '../test/e2e/ui/workbench';

type Times = Readonly<Record<string, unknown>>;

const ownName = 'Flowcell';
/** Extensions that come with VS Code, to compare with: the first one loads with every window, the second one with every file. */
const neighbours = ['Git', 'Emmet'] as const;

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
/** Other work on the machine while it was measured: these times are those of several processes that wait for each other. */
const load = (): Times => ({ 'load average of the machine': Number((loadavg()[0] ?? 0).toFixed(1)) });

const median = (values: readonly number[]): number => sorted(values)[values.length >> 1] ?? Number.NaN;
const summary = (values: readonly number[]): { median: number; least: number; most: number } => ({
  median: Math.round(median(values)),
  least: Math.round(Math.min(...values)),
  most: Math.round(Math.max(...values)),
});

/**
 * Milliseconds of activations, each in a fresh window. In a window that opens on a cell file all extensions load at once and wait for
 * each other; in one that opens on another file Flowcell is activated when the others are done.
 */
export async function activationTimes(starts: number): Promise<Times> {
  const together = new Map<string, number[]>([ownName, ...neighbours].map((name) => [name, []]));
  const alone: number[] = [];
  const workbench = await Workbench.start();
  try {
    // The first window fills caches that later ones have.
    for (let start = -1; start < starts; start++) {
      await workbench.open('candidates.cell.yaml');
      await workbench.lens(/\d %/).first().waitFor();
      const times = await workbench.activationTimes();
      if (start < 0) continue;
      for (const [name, values] of together) values.push(times.get(name) ?? Number.NaN);
    }
    for (let start = 0; start < starts; start++) {
      await workbench.open('results.csv', join(repositoryRoot, 'examples/own-space'));
      await workbench.page.waitForTimeout(5_000);
      await workbench.page
        .locator('.explorer-folders-view .monaco-list-row', { hasText: 'candidates.cell' })
        .dblclick();
      await workbench.lens('Show Flow').first().waitFor();
      alone.push((await workbench.activationTimes()).get(ownName) ?? Number.NaN);
    }
  } finally {
    await workbench.stop();
  }
  return {
    [`when the others are done: ${ownName}`]: summary(alone),
    ...load(),
    ...Object.fromEntries(
      [...together].map(([name, values]) => [`in a window that opens on a cell file: ${name}`, summary(values)]),
    ),
  };
}

/**
 * Runs in every document: notes when keys and mouse buttons go down, and when a picture with numbers has been painted. Times are those of
 * the system, which all documents share.
 */
const observe = `(() => {
  const now = () => performance.timeOrigin + performance.now();
  window.lastInput = 0;
  window.painted = [];
  for (const type of ['keydown', 'mousedown'])
    addEventListener(type, (event) => { window.lastInput = performance.timeOrigin + event.timeStamp; }, true);
  let shown = '';
  const look = () => {
    const numbers = document.querySelector('.pane .numbers');
    if (!numbers || !document.querySelector('g.vertex')) return;
    const text = numbers.textContent;
    if (text === shown || !/\\d %/.test(text)) return;
    shown = text;
    requestAnimationFrame(() => setTimeout(() => window.painted.push({ at: now(), text })));
  };
  addEventListener('DOMContentLoaded', () =>
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true }));
})()`;

interface Painted {
  readonly at: number;
  readonly text: string;
}

/** Milliseconds from a click on the lens to the painted picture, and from a keystroke to the painted change. */
export async function pictureTimes(rounds: number): Promise<Times> {
  const workbench = await Workbench.start();
  const { page } = workbench;
  const [opening, changing]: [number[], number[]] = [[], []];
  try {
    await page.addInitScript(observe);
    await workbench.open('candidates.cell.yaml');
    const lens = workbench.lens('Show Flow').nth(2);
    await workbench.lens(/\d %/).nth(2).waitFor();
    const lastInput = (): Promise<number> => page.evaluate<number>('window.lastInput');
    const nextPainted = async (known: number): Promise<readonly Painted[]> => {
      const frame = await workbench.webviewFrame();
      for (;;) {
        const painted = await frame.evaluate<readonly Painted[]>('window.painted');
        if (painted.length > known) return painted;
        await page.waitForTimeout(20);
      }
    };
    // The first opening starts processes and fills caches.
    for (let round = -1; round < rounds; round++) {
      await lens.click();
      const begin = await lastInput();
      const painted = await nextPainted(0);
      if (round >= 0) opening.push((painted.at(-1)?.at ?? Number.NaN) - begin);
      if (round === rounds - 1) break;
      await page.locator('.tab', { hasText: 'Flow: candidates' }).click({ button: 'middle' });
      await page.waitForTimeout(1_000);
    }
    await workbench.overtype('1 -> 2: skip', 'skip_connect', 'nor_conv_1x1');
    await page.waitForTimeout(2_000);
    // Both versions have been predicted: one key takes the change back, another one makes it again.
    for (let round = -2; round < 2 * rounds; round++) {
      const before = (await nextPainted(-1)).length;
      await page.keyboard.press(round % 2 === 0 ? 'Control+z' : 'Control+Shift+z');
      const painted = await nextPainted(before);
      const [first] = painted.slice(before);
      if (round >= 0) changing.push((first?.at ?? Number.NaN) - (await lastInput()));
      await page.waitForTimeout(400);
    }
  } finally {
    await workbench.stop();
  }
  return {
    ...load(),
    'from the click on Show Flow to the painted picture, warm': summary(opening),
    'from the keystroke to the painted change, the score being there': summary(changing),
  };
}
