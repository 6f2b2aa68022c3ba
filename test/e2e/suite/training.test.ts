import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, ConfigurationTarget, window, workspace } from 'vscode';
import { closeAll, eventually, extension, lensTitles, open, workspaceFile } from './support';

const tabs = (): string[] => window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));

describe('trainings', () => {
  afterEach(closeAll);

  it('have a view', async () => {
    await commands.executeCommand('flowcell.showTraining');
    await eventually('the view', () => (tabs().includes('Flowcell Training') ? true : undefined));
    // once for the window
    await commands.executeCommand('flowcell.showTraining', 'no-such-run');
    assert.equal(tabs().filter((label) => label === 'Flowcell Training').length, 1);
  });

  it('refuse menu commands without a model instead of failing', async () => {
    await commands.executeCommand('flowcell.deleteModel');
    await commands.executeCommand('flowcell.useModel', { nothing: true });
  });
});

describe('a folder of the workspace for models', () => {
  afterEach(async () => {
    await workspace.getConfiguration('flowcell').update('models.folder', undefined, ConfigurationTarget.Workspace);
    await closeAll();
  });

  it('is read as soon as it is named, and without it the bundled model predicts again', async () => {
    const { document } = await open('candidates.cell.yaml');
    const [before] = await lensTitles(document.uri, /\d % CIFAR-10/);
    const folder = workspaceFile('my-models').fsPath;
    // the same model, but another number above every cell: the curve from scores to accuracies is moved by ten
    cpSync(join(extension().extensionPath, 'models/nas-bench-201'), join(folder, 'nas-bench-201'), { recursive: true });
    const path = join(folder, 'nas-bench-201/manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    const curve = manifest.targets[0]!.calibration.curve;
    writeFileSync(
      path,
      JSON.stringify(manifest, (_, value: unknown) => (value === curve.y ? curve.y.map((y) => y - 10) : value)),
    );
    const settings = workspace.getConfiguration('flowcell');
    await settings.update('models.folder', 'my-models', ConfigurationTarget.Workspace);
    await eventually('the numbers of the other model', async () => {
      const [title] = await lensTitles(document.uri, /\d % CIFAR-10/);
      return title !== before ? true : undefined;
    });
    await settings.update('models.folder', undefined, ConfigurationTarget.Workspace);
    await eventually('the numbers of the bundled model', async () => {
      const [title] = await lensTitles(document.uri, /\d % CIFAR-10/);
      return title === before ? true : undefined;
    });
  });
});

interface Manifest {
  readonly targets: readonly { readonly calibration: { readonly curve: { readonly y: readonly number[] } } }[];
}
