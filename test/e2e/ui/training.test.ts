import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { repositoryRoot } from '../host/locate';
import { Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
  // long enough to be seen and cancelled, short enough for a test
  const settings = {
    'flowcell.training.architectures': 120,
    'flowcell.training.pretrainEpochs': 4,
    'flowcell.training.width': 32,
    'flowcell.training.finetuneEpochs': 1200,
  };
  workbench = await Workbench.start({ settings });
});
afterAll(() => workbench?.stop());
beforeEach((context) => {
  context.onTestFailed(() => workbench.picture('FAILED-training'));
});

const row = (text: string | RegExp) =>
  workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
const notification = (text: string | RegExp) =>
  workbench.page.locator('.notifications-center .notification-list-item', { hasText: text }).first();

it('teaches the predictor a space and results of the user from the palette; a lens uses the new model', async () => {
  await workbench.open('candidates.cell.yaml', join(repositoryRoot, 'examples/own-space'));
  await workbench.lens('Show Flow').first().waitFor();
  expect(await workbench.lens(/test_acc/).count()).toBe(0);

  await workbench.command('Flowcell: Pre-train Encoder');
  await row('tiny-cells.space.yaml').click();
  await row('FGP').click();
  await workbench
    .lens(/Tiny cells encoder is not fine-tuned yet/)
    .first()
    .waitFor({ timeout: 60_000 });

  await workbench.command('Flowcell: Fine-Tune Predictor');
  await row('results.csv').click();
  await row('test_acc').click();
  await row('Higher is better').click();
  await row('Tiny cells encoder').click();
  // the centre stays open, toasts come and go
  await workbench.command('Notifications: Show Notifications');
  const running = notification(/epoch \d+ of \d+ · loss .*tau/);
  await running.waitFor({ timeout: 60_000 });
  await workbench.picture('training-progress');
  await running.locator('a.monaco-button, .monaco-button', { hasText: 'Cancel' }).click();
  const cancelled = notification('Fine-tuning was cancelled.');
  await cancelled.waitFor();
  await cancelled.locator('.monaco-button', { hasText: 'Resume' }).click();
  await notification(/tau .* held-out rows/).waitFor({ timeout: 100_000 });
  await workbench.page.locator('.tab', { hasText: 'Preview' }).waitFor();
  await workbench.picture('training-report');
  await workbench.page.locator('.tab', { hasText: 'candidates.cell.yaml' }).click();
  await workbench
    .lens(/test_acc/)
    .first()
    .waitFor();
  await workbench.picture('training-lens');
}, 240_000);
