import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

const temporary = mkdtempSync(join(tmpdir(), 'flowcell-npm-'));

/** A Node.js with a stand-in for npm beside it, which runs `script`. */
function nodeWithNpm(name: string, script: string): string {
  const node = join(temporary, name, 'bin', 'node');
  const npm = join(temporary, name, 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  for (const file of [node, npm]) mkdirSync(dirname(file), { recursive: true });
  symlinkSync(process.execPath, node);
  writeFileSync(npm, script);
  return node;
}

describe('compute backends in the workbench', () => {
  const stops = join(temporary, 'stopped');
  let workbench: Workbench;
  beforeAll(async () => {
    // hangs the first time and is offline the second
    const script = `const fs = require('fs');
      if (fs.existsSync(${JSON.stringify(stops)})) {
        console.error('npm error code ENOTFOUND\\nnpm error getaddrinfo ENOTFOUND registry.example');
        process.exit(1);
      }
      fs.writeFileSync(${JSON.stringify(stops)}, '');
      console.log('npm http fetch GET 200 webgpu');
      setInterval(() => {}, 1000);`;
    workbench = await Workbench.start({ machineSettings: { 'flowcell.engine.nodePath': nodeWithNpm('npm', script) } });
  });
  afterAll(async () => {
    await workbench?.stop();
    rmSync(temporary, { recursive: true, force: true });
  });
  beforeEach((context) => {
    context.onTestFailed(() => workbench.failurePicture(context.task.name));
  });
  const row = (text: string | RegExp) =>
    workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  const toast = (text: string | RegExp) =>
    workbench.page.locator('.notifications-center .notification-list-item', { hasText: text }).first();

  it('are listed with what each does here, and measured when that is asked for', async () => {
    await workbench.open('candidates.cell.yaml');
    await workbench.lens(/%/).first().waitFor();
    await workbench.command('Flowcell: Show Compute Backends');
    await row(/webgpu/).waitFor();
    expect(await row(/node-gpu/).textContent()).toMatch(/Not used: @tensorflow\/tfjs-node-gpu is not installed/);
    expect(await row(/WebAssembly, one core/).textContent()).toMatch(/trains, predicts/);
    expect(await workbench.page.locator('.quick-input-title').textContent()).toMatch(/^Trainings run on wasm\./);
    await row('Measure Now').click();
    await row(/cells\/s at batch/).waitFor({ timeout: 60_000 });
    // the button under the mouse would explain itself
    await workbench.page.mouse.move(640, 780);
    await workbench.picture('backends-dark');
    await workbench.page.keyboard.press('Escape');
  });

  it('are installed only after consent, with progress that can be cancelled', async () => {
    await workbench.command('Flowcell: Install GPU Backend');
    await row('WebGPU').click();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    expect(await dialog.textContent()).toMatch(/about 50 MB/);
    await workbench.picture('install-backend-dark');
    await dialog.locator('.monaco-button', { hasText: 'Cancel' }).click();
    expect(existsSync(stops)).toBe(false);

    await workbench.command('Flowcell: Install GPU Backend');
    await row('WebGPU').click();
    await dialog.locator('.monaco-button', { hasText: 'Download and Install' }).click();
    await workbench.command('Notifications: Show Notifications');
    const progress = toast(/Installing webgpu.*npm http fetch/s);
    await progress.waitFor();
    await progress.hover();
    await progress.locator('.monaco-button', { hasText: 'Cancel' }).click();
    await workbench.command('Notifications: Show Notifications');
    await toast(/cancelled; nothing of it was kept/).waitFor();
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('say why they could not be installed, and leave nothing behind', async () => {
    await workbench.command('Flowcell: Install GPU Backend');
    await row('WebGPU').click();
    await workbench.page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Download and Install' }).click();
    await workbench.command('Notifications: Show Notifications');
    await toast(
      /webgpu was not installed\. The registry of packages cannot be reached \(registry\.example\)/,
    ).waitFor();
    expect(existsSync(workbench.globalStorage)).toBe(true);
    const storage = join(workbench.globalStorage, 'backends');
    expect(existsSync(storage) ? readdirSync(storage).filter((name) => name !== 'measurements.json') : []).toEqual([]);
  });
});
