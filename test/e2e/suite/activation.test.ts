import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { extension } from './support';

describe('activation', () => {
  it('is asked for and answered at once', async () => {
    const start = performance.now();
    await extension().activate();
    // The way through both processes of the editor; the user interface tests read what VS Code itself measures.
    console.log(`activation: ${(performance.now() - start).toFixed(0)} ms`);
    assert.ok(extension().isActive);
  });

  it('registers every command of package.json', async () => {
    const known = new Set(await commands.getCommands(true));
    const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });
});
