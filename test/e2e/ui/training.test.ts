import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../host/locate';
import { Workbench } from './workbench';

const ownSpace = join(repositoryRoot, 'examples/own-space');

/** Long enough to be seen and cancelled, short enough for a test. */
const settings = {
  'flowcell.training.architectures': 120,
  'flowcell.training.pretrainEpochs': 4,
  'flowcell.training.width': 32,
  'flowcell.training.finetuneEpochs': 2500,
  // The address names a file to open; the views of the window before are to come back all the same.
  'window.restoreWindows': 'preserve',
};

function useWorkbench(more: Readonly<Record<string, unknown>> = {}): () => Workbench {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.start({ settings: { ...settings, ...more } });
  });
  afterAll(() => workbench?.stop());
  beforeEach((context) => {
    context.onTestFailed(() => workbench.failurePicture(context.task.name));
  });
  return () => workbench;
}

const row = (workbench: Workbench, text: string | RegExp) =>
  workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
const notification = (workbench: Workbench, text: string | RegExp) =>
  workbench.page.locator('.notifications-center .notification-list-item', { hasText: text }).first();

/** Pre-trains on the space of the example from the palette. */
async function pretrain(workbench: Workbench): Promise<void> {
  await workbench.command('Flowcell: Pre-train Encoder');
  await row(workbench, 'tiny-cells.space.yaml').click();
  await row(workbench, 'drawn from the space').click();
  await row(workbench, 'FGP').click();
  await workbench
    .lens(/Tiny cells encoder is not fine-tuned yet/)
    .first()
    .waitFor({ timeout: 60_000 });
}

async function finetune(workbench: Workbench): Promise<void> {
  await workbench.command('Flowcell: Fine-Tune Predictor');
  await row(workbench, 'results.csv').click();
  await row(workbench, 'test_acc').click();
  await row(workbench, 'Higher is better').click();
  await row(workbench, 'Tiny cells encoder').click();
}

/** A picture of the view without what else is in the window. */
async function viewPicture(workbench: Workbench, name: string): Promise<void> {
  await workbench.page.mouse.move(640, 4);
  await workbench.page.waitForTimeout(700);
  await workbench.picture(name);
}

describe('training', () => {
  const workbench = useWorkbench();

  it('teaches the predictor a space and results from the palette, shown in the view; a lens uses the new model', async () => {
    await workbench().open('candidates.cell.yaml', ownSpace);
    await workbench().lens('Show Flow').first().waitFor();
    expect(
      await workbench()
        .lens(/test_acc/)
        .count(),
    ).toBe(0);
    await pretrain(workbench());
    await finetune(workbench());

    await workbench().command('View: Toggle Primary Side Bar Visibility');
    // the centre stays open, toasts come and go
    await workbench().command('Notifications: Show Notifications');
    const running = notification(workbench(), /epoch \d+ of \d+ · tau .* left/);
    await running.waitFor({ timeout: 60_000 });
    await running.locator('a', { hasText: 'show curves' }).click();
    const view = workbench().webview();
    await view.locator('.run-title', { hasText: 'Fine-tuning on results.csv, test_acc' }).waitFor();
    await workbench().command('Notifications: Hide Notifications');
    const epoch = async (): Promise<number> =>
      Number(/Epoch\s*(\d+) of 7500/.exec(await view.locator('.numbers').innerText())?.[1] ?? 0);
    const before = await epoch();
    await expect.poll(epoch).toBeGreaterThan(before + 20);
    expect(await view.locator('.numbers').innerText()).toMatch(
      /Rate\s+[\d,.]+ cells\/s\s+Elapsed\s+\d:\d\d\s+Remaining\s+\d+:\d\d/,
    );
    expect(((await view.locator('.loss path.curve').getAttribute('d')) ?? '').length).toBeGreaterThan(100);
    expect(((await view.locator('.tau path.curve').getAttribute('d')) ?? '').length).toBeGreaterThan(100);
    await viewPicture(workbench(), 'training-dark');
    await view.locator('.numbers', { hasText: 'Checkpoint' }).waitFor({ timeout: 60_000 });
    await view.locator('vscode-button', { hasText: 'Cancel' }).click();
    await view.locator('.state', { hasText: 'cancelled' }).waitFor();
    const stopped = await epochOf(workbench());
    await view.locator('.log', { hasText: 'Cancelled.' }).waitFor();
    expect(await workbench().axeViolations()).toEqual([]);
    await view.locator('vscode-button', { hasText: 'Resume' }).click();
    await view.locator('.state', { hasText: 'running' }).waitFor();
    await view.locator('.log li', { hasText: /Went on from the checkpoint of epoch \d+/ }).waitFor();
    await expect.poll(() => epochOf(workbench())).toBeGreaterThan(stopped);

    await view.locator('.state', { hasText: 'finished' }).waitFor({ timeout: 150_000 });
    await view.locator('.state', { hasText: 'in use' }).waitFor();
    await view.locator('.figures tbody tr', { hasText: 'Parameters' }).waitFor();
    expect(await view.locator('.figures tbody tr').first().innerText()).toMatch(/test_acc.*\d+\.\d/s);
    expect(await view.locator('.scatter .point').count()).toBe(16);
    expect(await workbench().axeViolations()).toEqual([]);
    await workbench().command('Notifications: Clear All Notifications');
    await viewPicture(workbench(), 'evaluation-dark');
    await view.locator('.misses th .link-button').first().click();
    await workbench().page.locator('.tab', { hasText: 'results.csv' }).waitFor();

    await workbench().page.locator('.tab', { hasText: 'candidates.cell.yaml' }).click();
    await workbench()
      .lens(/test_acc/)
      .first()
      .waitFor();
    expect(
      workbench().errors.filter((error) => /Content Security Policy.*training|webview.*training\.js/i.test(error)),
    ).toEqual([]);
  }, 300_000);

  it('goes on after its window was closed in the middle', async () => {
    await workbench().open('candidates.cell.yaml', ownSpace);
    await workbench()
      .lens(/test_acc/)
      .first()
      .waitFor();
    await finetune(workbench());
    await workbench().command('Flowcell: Show Training');
    const view = workbench().webview();
    await view.locator('.state', { hasText: 'running' }).waitFor();
    await view.locator('.numbers', { hasText: 'Checkpoint' }).waitFor({ timeout: 60_000 });
    await workbench().page.goto('about:blank');
    await workbench().open('candidates.cell.yaml', ownSpace);
    await workbench()
      .lens(/test_acc/)
      .first()
      .waitFor();
    await workbench().command('Flowcell: Show Training');
    await view.locator('.state', { hasText: /interrupted|running/ }).waitFor();
    await view.locator('.state', { hasText: 'interrupted' }).waitFor({ timeout: 90_000 });
    await view.locator('.note', { hasText: /Resume goes on from epoch \d+/ }).waitFor();
    await workbench().command('Flowcell: Resume Training');
    await view.locator('.log', { hasText: /Went on from the checkpoint of epoch \d+/ }).waitFor({ timeout: 60_000 });
    await view.locator('.state', { hasText: 'finished' }).waitFor({ timeout: 150_000 });
  }, 400_000);
});

describe('evaluation, in the light theme', () => {
  const workbench = useWorkbench({
    'workbench.colorTheme': 'Default Light Modern',
    'flowcell.training.finetuneEpochs': 60,
  });

  it('shows figures, a scatter plot and the worst misses, and comes back with its window', async () => {
    await workbench().open('candidates.cell.yaml', ownSpace);
    await workbench().lens('Show Flow').first().waitFor();
    await pretrain(workbench());
    await finetune(workbench());
    await workbench().command('Flowcell: Show Training');
    const view = workbench().webview();
    await view.locator('.state', { hasText: 'finished' }).waitFor({ timeout: 150_000 });
    await workbench().command('View: Toggle Primary Side Bar Visibility');
    await workbench().command('Notifications: Clear All Notifications');
    await viewPicture(workbench(), 'evaluation-light');
    await view.locator('.settings').scrollIntoViewIfNeeded();
    await viewPicture(workbench(), 'training-light');
    expect(await workbench().axeViolations({ runOnly: ['color-contrast'] })).toEqual([]);
    for (const [theme, name] of [
      ['Dark High Contrast', 'high-contrast'],
      ['Light High Contrast', 'high-contrast-light'],
    ] as const) {
      await workbench().useTheme(theme);
      await view.locator(`body.vscode-${name}`).waitFor();
      await view.locator('.figures').scrollIntoViewIfNeeded();
      await viewPicture(workbench(), `training-${name}`);
      expect(await workbench().axeViolations({ runOnly: ['color-contrast'] })).toEqual([]);
    }
    await view.locator('vscode-button[aria-label*="this model on"]').click();
    await row(workbench(), 'results.csv').click();
    await row(workbench(), 'test_acc').click();
    await row(workbench(), 'Higher is better').click();
    await view.locator('.run-title', { hasText: 'Evaluation of' }).waitFor();
    await view.locator('.figures').waitFor();
    await workbench().reload();
    await workbench().page.locator('.tab', { hasText: 'Flowcell Evaluation' }).click();
    await workbench().webview().locator('.run-title', { hasText: 'Evaluation of' }).waitFor();
    await workbench().webview().locator('.figures').waitFor();
    expect(await workbench().webview().locator('.runs li').count()).toBe(3);
  }, 300_000);
});

async function epochOf(workbench: Workbench): Promise<number> {
  return Number(/Epoch\s*(\d+)/.exec(await workbench.webview().locator('.numbers').innerText())?.[1] ?? 0);
}
