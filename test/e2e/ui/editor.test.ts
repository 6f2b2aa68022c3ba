import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

describe('a cell file in the editor', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.start();
  });
  afterAll(() => workbench?.stop());
  beforeEach((context) => {
    context.onTestFailed(() => workbench.failurePicture(context.task.name));
  });

  it('has lenses with numbers, hovers and no squiggles', async () => {
    await workbench.open('candidates.cell.yaml');
    await workbench
      .lens(/\d % CIFAR-10 \(.*top .* of nas-bench-201.*params/)
      .first()
      .waitFor();
    expect(await workbench.lens('Show Flow').count()).toBeGreaterThanOrEqual(4);
    const hover = await workbench.hover('2 -> 3: avg_pool_3x3', 'avg_pool_3x3');
    expect(await hover.innerText()).toMatch(/pool/i);
    await workbench.picture('hover-dark');
    expect(await workbench.page.locator('.squiggly-error').count()).toBe(0);
  });

  it('follows an edit and shows the change against the saved file', async () => {
    await workbench.open('candidates.cell.yaml');
    const lens = workbench.lens(/\d % CIFAR-10/).nth(2);
    await lens.waitFor();
    const before = await lens.innerText();
    const shown = await workbench.settledLenses();
    const fewest = await workbench.fewestLenses(() =>
      workbench.overtype('1 -> 2: skip', 'skip_connect', 'nor_conv_3x3'),
    );
    expect(fewest).toBe(shown);
    await expect.poll(() => lens.innerText(), { timeout: 10_000 }).toMatch(/saved/);
    expect(await lens.innerText()).not.toBe(before);
    await workbench.picture('edit-dark');
  });

  it('underlines a mistake, offers the repair in the light bulb, and keeps the lenses', async () => {
    await workbench.open('candidates.cell.yaml');
    await workbench.settledLenses();
    const lenses = await workbench.lens('Show Flow').count();
    expect(lenses).toBeGreaterThan(0);
    await workbench.overtype('1 -> 2: skip', 'skip_connect', 'skip_conect');
    await workbench.page.locator('.squiggly-error').first().waitFor();
    await expect.poll(() => workbench.lens('Show Flow').count()).toBe(lenses);
    await workbench.page.keyboard.press('Control+.');
    const fix = workbench.page.locator('.action-widget .monaco-list-row', { hasText: 'skip_connect' }).first();
    await fix.waitFor();
    await workbench.picture('quick-fix-dark');
    await fix.click();
    await workbench.page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  });

  it('completes operations', async () => {
    await workbench.open('candidates.cell.yaml');
    await workbench
      .lens(/\d % CIFAR-10/)
      .first()
      .waitFor();
    await workbench.word('1 -> 2: skip', 'skip_connect').dblclick();
    await workbench.page.keyboard.press('Delete');
    await workbench.page.keyboard.press('Control+Space');
    await workbench.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'avg_pool_3x3' }).waitFor();
    await workbench.picture('completion-dark');
  });

  it('shows its state in one place and restarts the engine', async () => {
    await workbench.open('candidates.cell.yaml');
    await workbench
      .lens(/\d % CIFAR-10/)
      .first()
      .waitFor();
    const status = workbench.page.locator('[id="status.languageStatus"]');
    await status.hover();
    const state = workbench.page.locator('.hover-language-status .element', { hasText: 'Flowcell' });
    await expect.poll(() => state.innerText()).toMatch(/predicts on/);
    await workbench.command('Flowcell: Restart Engine');
    // a cell that no engine has seen yet has a number only if there is one again
    await workbench.overtype('0 -> 1: nor', 'nor_conv_3x3', 'avg_pool_3x3');
    await workbench
      .lens(/\d % CIFAR-10.*saved/)
      .first()
      .waitFor();
  });
});

describe('in the light theme', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.start({ settings: { 'workbench.colorTheme': 'Default Light Modern' } });
  });
  afterAll(() => workbench?.stop());

  it('has lenses in JSON and for DARTS', async () => {
    await workbench.open('published.cell.yaml');
    await workbench.lens(/\d %/).first().waitFor();
    const hover = await workbench.hover('PC_DARTS_cifar', 'PC_DARTS_cifar');
    expect(await hover.innerText()).toMatch(/Kendall|tau|trained/i);
    await workbench.picture('hover-light');
  });
});
