import type { ExtensionContext } from 'vscode';
import { expect, it, vi } from 'vitest';
import { commandIds } from '../../../../src/extension/commandIds';
import { registerFlowView } from '../../../../src/extension/flowView/registerFlowView';
import { desk, FakeUri } from './fakeWindow';

vi.mock('vscode', async () => (await import('./fakeWindow')).vscode);

it('documents that no server is told of have no flow view, and that is said', () => {
  registerFlowView({} as ExtensionContext, () => Promise.reject(new Error('no server')));
  for (const command of [commandIds.showFlow, commandIds.compareCells]) {
    desk.messages = [];
    desk.fire(command, FakeUri.parse('git:/project/a.cell.yaml'));
    expect(desk.messages).toEqual([expect.stringContaining('"git"')]);
  }
});
