import { beforeEach, expect, it, vi } from 'vitest';
import { engineFault } from '../../../src/protocol/server';
import { guarded } from '../../../src/extension/guarded';
import { reportError } from '../../../src/extension/reportError';
import { ServerStoppedError } from '../../../src/extension/serverStopped';

interface Item {
  readonly title: string;
}

const shown: { text: string; titles: string[] }[] = [];
const executed: string[] = [];
/** What the person clicks. */
let click: string | undefined;

vi.mock('vscode', () => ({
  commands: { executeCommand: (id: string) => executed.push(id) },
  window: {
    showErrorMessage: (text: string, ...items: Item[]) => {
      shown.push({ text, titles: items.map(({ title }) => title) });
      return Promise.resolve(items.find(({ title }) => title === click));
    },
  },
}));

beforeEach(() => {
  shown.length = 0;
  executed.length = 0;
  click = undefined;
});

it('says what did not happen and why, and leads to the output', async () => {
  click = 'Show Output';
  reportError(new Error('The disk is full.'), 'The picture was not saved.');
  await vi.waitFor(() => expect(executed).toEqual(['flowcell.showOutput']));
  expect(shown).toEqual([{ text: 'The picture was not saved. The disk is full.', titles: ['Show Output'] }]);
});

it('offers another engine where the engine failed', async () => {
  click = 'Restart Engine';
  reportError(Object.assign(new Error('It ended.'), { data: engineFault }));
  await vi.waitFor(() => expect(executed).toEqual(['flowcell.restartEngine']));
  expect(shown[0]?.titles).toEqual(['Restart Engine', 'Show Output']);
});

it('offers another server where there is none', async () => {
  click = 'Restart Language Server';
  reportError(new ServerStoppedError());
  await vi.waitFor(() => expect(executed).toEqual(['flowcell.restartServer']));
});

it('is what guarded work ends with, which never rejects', async () => {
  await guarded(() => Promise.reject(new Error('No.')));
  await guarded(() => Promise.resolve());
  expect(shown.map(({ text }) => text)).toEqual(['No.']);
  expect(executed).toEqual([]);
});
