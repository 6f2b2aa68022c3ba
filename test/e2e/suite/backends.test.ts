import assert from 'node:assert/strict';
import { commands, workspace } from 'vscode';
import { extension } from './support';

describe('compute backends', () => {
  it('have settings that a workspace cannot use to run something', () => {
    const { contributes, capabilities } = extension().packageJSON as {
      contributes: { configuration: { properties: Record<string, { scope: string; enum?: string[] }> }[] };
      capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
    };
    const settings = Object.assign({}, ...contributes.configuration.map(({ properties }) => properties)) as Record<
      string,
      { scope: string; enum?: string[] }
    >;
    assert.equal(settings['flowcell.engine.packageFolder']?.scope, 'machine');
    assert.equal(settings['flowcell.engine.nodePath']?.scope, 'machine');
    assert.deepEqual(settings['flowcell.engine.backend']?.enum, ['auto', 'node-gpu', 'webgpu', 'wasm', 'cpu']);
    assert.ok(capabilities.untrustedWorkspaces.restrictedConfigurations.includes('flowcell.engine.backend'));
    assert.equal(workspace.getConfiguration('flowcell').get('engine.backend'), 'auto');
  });

  it('are shown and offered without anything being installed', async () => {
    for (const command of ['flowcell.showBackends', 'flowcell.installBackend']) {
      const run = commands.executeCommand(command);
      // as a person does who looks and goes away
      const close = setInterval(() => void commands.executeCommand('workbench.action.closeQuickOpen'), 200);
      await run;
      clearInterval(close);
    }
  });
});
