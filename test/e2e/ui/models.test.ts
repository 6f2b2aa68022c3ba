import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { repositoryRoot } from '../host/locate';
import { Workbench, type WorkbenchOptions } from './workbench';

function useWorkbench(options: WorkbenchOptions): () => Workbench {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.start(options);
  });
  afterAll(() => workbench?.stop());
  beforeEach((context) => {
    context.onTestFailed(() => workbench.failurePicture(context.task.name));
  });
  return () => workbench;
}

const input = (workbench: Workbench) => workbench.page.locator('.quick-input-widget input').first();
const row = (workbench: Workbench, text: string | RegExp) =>
  workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();

describe('cells and their predictions', () => {
  const workbench = useWorkbench({});

  it('come in from a native form and go out as a table with the numbers of the lenses', async () => {
    const folder = await workbench().open('candidates.cell.yaml');
    const lens = workbench().lens(/\d % CIFAR-10/);
    await lens.first().waitFor();
    const before = await lens.count();
    await workbench().line('cells:').click();
    await workbench().command('Flowcell: Import Architecture');
    await input(workbench()).fill('|nor_conv_3x3~0|+|none~0|skip_connect~1|+|skip_connect~0|nor_conv_3x3~1|none~2|');
    await workbench().page.keyboard.press('Enter');
    await workbench().line('imported:').waitFor();
    await expect.poll(() => lens.count()).toBe(before + 1);
    const [shown] = /^[\d.]+ % CIFAR-10/.exec(await lens.last().innerText()) ?? ['nothing'];

    await workbench().command('Flowcell: Export Predictions');
    await row(workbench(), 'the open file').click();
    await row(workbench(), 'JSON lines').waitFor();
    await row(workbench(), /^CSV$/).click();
    const out = join(folder, 'out.csv');
    // the dialog for the name takes the place of the list
    await expect.poll(() => input(workbench()).inputValue()).toMatch(/\.csv$/);
    await input(workbench()).fill(out);
    await workbench().page.keyboard.press('Enter');
    await workbench().page.locator('.tab', { hasText: 'out.csv' }).waitFor();
    const [header, ...rows] = readFileSync(out, 'utf8').trim().split('\n');
    expect(header).toMatch(/^name,arch,cifar10_test,cifar10_test_low/);
    expect(rows).toHaveLength(before + 1);
    // the cell that is not saved yet is among them, with the number of its lens
    const value = Number(/^imported,[^,]+,([\d.]+)/.exec(rows.at(-1) ?? '')?.[1]);
    expect(`${value.toFixed(1)} % CIFAR-10`).toBe(shown);
  });

  it('have no numbers in a space of their own that takes the name of a bundled one, and say so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flowcell-names-'));
    const text = readFileSync(join(repositoryRoot, 'examples/candidates.cell.yaml'), 'utf8');
    writeFileSync(join(folder, 'named.cell.yaml'), text.replace('space: nas-bench-201', 'space: ./own.space.yaml'));
    writeFileSync(
      join(folder, 'own.space.yaml'),
      'name: nas-bench-201\nplacement: edge\nnodes: 4\noperations: { nor_conv_3x3: {}, none: {}, other: {} }\n',
    );
    await workbench().open('named.cell.yaml', folder);
    rmSync(folder, { recursive: true });
    await workbench().page.locator('.squiggly-error').first().waitFor();
    await expect
      .poll(async () => (await workbench().lens(/./).allInnerTexts()).join(' '))
      .toMatch(/is the name of a bundled space/);
    expect(
      await workbench()
        .lens(/\d % CIFAR-10/)
        .count(),
    ).toBe(0);
  });
});

describe('a model that predicts', () => {
  const workbench = useWorkbench({
    settings: { 'flowcell.models.default': { 'nas-bench-201': 'mine' } },
    prepareStorage(storage) {
      const folder = join(storage, 'models/mine');
      cpSync(join(repositoryRoot, 'models/nas-bench-201'), folder, { recursive: true });
      const path = join(folder, 'manifest.json');
      const manifest = JSON.parse(readFileSync(path, 'utf8')) as {
        targets: { calibration: { curve: { y: number[] } } }[];
      };
      const [first] = manifest.targets;
      // every number is another one, so that a lens tells which model it is from
      if (first) first.calibration.curve.y = first.calibration.curve.y.map((y) => y - 20);
      writeFileSync(path, JSON.stringify({ ...manifest, id: 'mine', title: 'A model of mine' }));
    },
  });

  it('leaves its space to the bundled one when it is deleted from the view', async () => {
    await workbench().open('candidates.cell.yaml');
    await workbench()
      .lens(/^7\d\.\d % CIFAR-10/)
      .first()
      .waitFor();
    await workbench().page.locator('.pane-header', { hasText: 'Flowcell Models' }).click();
    const model = workbench().page.locator('.monaco-list-row', { hasText: 'A model of mine' });
    await model.waitFor();
    expect(await model.innerText()).toMatch(/nas-bench-201 · cifar10_test.*tau \d.*in use/s);
    const { page } = workbench();
    const confirm = page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Delete' });
    const timeout = 5_000;
    // a menu that has just opened takes no click; it closes again when the view under it is drawn anew
    await vi.waitFor(
      async () => {
        if (await confirm.isVisible()) return;
        await page.keyboard.press('Escape');
        await model.click({ button: 'right', timeout });
        await page.locator('.monaco-menu .action-label', { hasText: 'Delete Model' }).hover({ timeout });
        await page.keyboard.press('Enter');
        await confirm.waitFor({ timeout });
      },
      { timeout: 60_000, interval: 200 },
    );
    await confirm.click();
    await model.waitFor({ state: 'detached' });
    await workbench()
      .lens(/^9\d\.\d % CIFAR-10/)
      .first()
      .waitFor();
  });
});

describe('in Restricted Mode', () => {
  const workbench = useWorkbench({ isRestricted: true });

  it('cells have their numbers, and nothing is trained or imported', async () => {
    await workbench().open('candidates.cell.yaml');
    await workbench().page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await workbench()
      .lens(/\d % CIFAR-10/)
      .first()
      .waitFor();
    await workbench().page.keyboard.press('F1');
    await input(workbench()).fill('>Flowcell: ');
    await row(workbench(), 'Flowcell: Show Flow').waitFor();
    const offered = await workbench().page.locator('.quick-input-list .monaco-list-row').allInnerTexts();
    for (const title of ['Pre-train Encoder', 'Fine-Tune Predictor', 'Resume Training', 'Import Model']) {
      expect(offered.filter((text) => text.includes(title))).toEqual([]);
    }
    await workbench().page.keyboard.press('Escape');
    await workbench().command('Flowcell: Select Model');
    await row(workbench(), 'Browse...').click();
    // the centre stays open, toasts come and go
    await workbench().command('Notifications: Show Notifications');
    await workbench()
      .page.locator('.notifications-center .notification-list-item', {
        hasText: 'does not import models in Restricted',
      })
      .waitFor();
  });
});
