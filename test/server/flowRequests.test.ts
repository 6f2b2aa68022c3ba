import { afterEach, describe, expect, it } from 'vitest';
import { flowChangedNotification, flowRequest, isFlowView } from '../../src/protocol/flowView';
import { LanguageClient, waitFor } from '../../scripts/lsp/languageClient';
import { buildPrograms } from './support/programs';

const programs = buildPrograms('server');
let client: LanguageClient;
afterEach(() => client.dispose());

const uri = 'file:///cells/a.cell.yaml';
const text = (operation: string): string => `space: nas-bench-201
cells:
  a:
    arch: "|${operation}~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|"
`;

describe('the request for a picture', () => {
  it('is answered without an engine, followed by news, and follows the text', async () => {
    client = new LanguageClient({ programs });
    let news = 0;
    client.connection.onNotification(flowChangedNotification, () => void news++);
    await client.initialize();
    await client.open(uri, text('nor_conv_3x3'));
    const ask = (params: object = {}): Promise<unknown> =>
      client.connection.sendRequest(flowRequest, { uri, importance: true, ...params });
    const view = await ask();
    if (!isFlowView(view)) throw new Error('malformed');
    expect(view.cell?.diagram.parts[0]?.vertices).toHaveLength(10);
    await waitFor(() => news || undefined, 'news');

    const version = await client.change(uri, { text: text('avg_pool_3x3') });
    const changed = await ask();
    if (!isFlowView(changed)) throw new Error('malformed');
    expect(changed.version).toBe(version);
    expect(changed.cell?.diagram.parts[0]?.vertices.find(({ title }) => title === '0 -> 1')?.label).toBe(
      'avg_pool_3x3',
    );

    await client.change(uri, { text: `${text('none')}  b: {` });
    expect(await ask()).toMatchObject({ version });
  });

  it('is refused for other files, and malformed ones do no harm', async () => {
    client = new LanguageClient({ programs });
    await client.initialize();
    await client.open('file:///cells/other.yaml', 'a: 1\n');
    expect(
      await client.connection.sendRequest(flowRequest, { uri: 'file:///cells/other.yaml', importance: false }),
    ).toBe(null);
    expect(await client.connection.sendRequest(flowRequest, { uri: 7 })).toBe(null);
    expect(await client.connection.sendRequest(flowRequest, { uri: 'file:///nowhere', importance: false })).toBe(null);
  });
});
