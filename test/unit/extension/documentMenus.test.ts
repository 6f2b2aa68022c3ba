import { expect, it, vi } from 'vitest';
import { DocumentMenus } from '../../../src/extension/documentMenus';

const context = new Map<string, unknown>();

vi.mock('vscode', () => ({
  Uri: { parse: (text: string) => ({ text }) },
  commands: { executeCommand: (_: string, key: string, value: unknown) => context.set(key, value) },
}));

const listed = (): unknown => [context.get('flowcell.cellFiles'), context.get('flowcell.largeFiles')];

it('lists documents by what they are, as addresses, until they are something else', () => {
  const menus = new DocumentMenus();
  menus.set({ uri: 'file:///a.json', kind: 'large' });
  menus.set({ uri: 'file:///b.json', kind: 'cells' });
  expect(listed()).toEqual([[{ text: 'file:///b.json' }], [{ text: 'file:///a.json' }]]);
  menus.set({ uri: 'file:///a.json', kind: 'cells' });
  menus.set({ uri: 'file:///b.json', kind: 'other' });
  expect(listed()).toEqual([[{ text: 'file:///a.json' }], []]);
  menus.clear();
  expect(listed()).toEqual([[], []]);
});
