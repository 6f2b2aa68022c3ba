import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CodeLensRequest, HoverRequest } from 'vscode-languageserver-protocol/node';
import { restartEngineRequest } from '../../src/protocol/server';
import { LanguageClient, waitFor } from '../../scripts/lsp/languageClient';
import { buildPrograms, bundleProgram } from './support/programs';

const programs = buildPrograms('server');
const uri = 'file:///cells.cell.yaml';
const dartsUri = 'file:///darts.cell.yaml';
const arch = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|';
const text = `space: nas-bench-201\ncells:\n  first:\n    arch: "${arch}"\n`;
const half =
  '[[sep_conv_3x3, 0], [sep_conv_3x3, 1], [sep_conv_3x3, 0], [skip_connect, 2], [skip_connect, 0], [dil_conv_3x3, 1], [skip_connect, 0], [dil_conv_3x3, 2]]';
const darts = `space: darts\ncells:\n  one:\n    normal: ${half}\n    reduce: ${half}\n`;

let client: LanguageClient;
beforeAll(async () => {
  copyFileSync(await bundleProgram(join(__dirname, 'support/fakeEngine.ts')), join(programs, 'engine.js'));
});
afterEach(() => client.dispose());

async function start(onDarts = 'crash'): Promise<void> {
  client = new LanguageClient({ programs, env: { FAKE_ENGINE: onDarts } });
  await client.initialize();
}
async function lensTitle(of = uri): Promise<string> {
  const lenses = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: of } });
  return lenses?.[0]?.command?.title ?? '';
}
/** Asks for the lens until it has a number. */
async function numberIn(of = uri): Promise<string> {
  let title = '';
  const poll = setInterval(
    () =>
      void lensTitle(of).then(
        (found) => (title = found),
        () => undefined,
      ),
    50,
  );
  try {
    return await waitFor(() => (/\d %/.test(title) ? title : undefined), 'a number in the lens');
  } finally {
    clearInterval(poll);
  }
}

describe('lenses and the engine', () => {
  it('show a number, at once or after a refresh', async () => {
    await start();
    await client.open(uri, text);
    const first = await lensTitle();
    if (!/\d %/.test(first)) await waitFor(() => (client.lensRefreshes > 0 ? true : undefined), 'a refresh');
    expect(await lensTitle()).toMatch(/9\d\.\d+ % CIFAR-10 \(9\d\.\d+-9\d\.\d+\) · top 5\.0 % of nas-bench-201/);
    expect(client.statuses.map(({ state }) => state)).toEqual(['starting', 'ready']);
  });

  it('follow an edit and show the change against the saved file', async () => {
    await start();
    await client.open(uri, text);
    await numberIn();
    await client.save(uri);
    const at = { line: 3, character: text.split('\n')[3]!.indexOf('none') };
    await client.change(uri, {
      range: { start: at, end: { ...at, character: at.character + 4 } },
      text: 'nor_conv_3x3',
    });
    expect(await lensTitle()).toMatch(/CIFAR-10.*saved/);
  });

  it('stay while the engine crashes, and hovers are answered', async () => {
    await start('crash');
    await client.open(dartsUri, darts);
    await lensTitle(dartsUri);
    await waitFor(() => (client.statuses.some(({ state }) => state === 'restarting') ? true : undefined), 'the crash');
    expect(await lensTitle(dartsUri)).not.toBe('');
    const hover = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: dartsUri },
      position: { line: 0, character: 8 },
    });
    expect(hover).not.toBeNull();
    await client.open(uri, text);
    await numberIn();
  });

  it('come without waiting for an engine that is busy', async () => {
    await start('hang');
    await client.open(uri, text);
    await numberIn();
    await client.open(dartsUri, darts);
    // the engine hangs until it is killed: what is answered before that did not wait for it
    expect(await lensTitle(dartsUri)).not.toMatch(/\d %/);
    expect(await lensTitle(uri)).toMatch(/\d %/);
    expect(client.statuses.at(-1)?.state).toBe('ready');
  });

  it('come back after Restart Engine ends a cool-down', async () => {
    await start('crash');
    await client.open(dartsUri, darts);
    // each cell that has not been asked for yet costs an engine
    for (const operation of ['dil_conv_5x5', 'max_pool_3x3', 'avg_pool_3x3', 'sep_conv_5x5', 'skip_connect']) {
      if (client.statuses.at(-1)?.state === 'stopped') break;
      const known = client.statuses.length;
      await client.change(dartsUri, { text: darts.replaceAll('dil_conv_3x3', operation) });
      await lensTitle(dartsUri);
      const isCrash = ({ state }: { state: string }): boolean => state === 'restarting' || state === 'stopped';
      await waitFor(() => client.statuses.slice(known).find(isCrash), 'the end of an engine', 20_000);
    }
    expect(client.statuses.at(-1)?.state).toBe('stopped');
    await client.open(uri, text);
    expect(await lensTitle()).not.toMatch(/\d %/);
    await client.connection.sendRequest(restartEngineRequest);
    expect(await numberIn()).toMatch(/CIFAR-10/);
  });
});
