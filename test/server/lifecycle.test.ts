import { afterEach, describe, expect, it } from 'vitest';
import { ExitNotification, HoverRequest, LSPErrorCodes, ErrorCodes } from 'vscode-languageserver-protocol/node';
import { buildPrograms } from './support/programs';
import { LanguageClient } from '../../scripts/lsp/languageClient';

const programs = buildPrograms('server');
let client: LanguageClient;
const start = (): LanguageClient => (client = new LanguageClient({ programs }));
afterEach(() => client.dispose());

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'answered',
    (error: { code: number }) => error.code,
  );

describe('the life of the server', () => {
  it('introduces itself and ends with 0 after shutdown', async () => {
    const { capabilities, serverInfo } = await start().initialize();
    expect(serverInfo?.name).toBe('flowcell');
    expect(capabilities.textDocumentSync).toMatchObject({ openClose: true, change: 2 });
    expect(await client.shutdown()).toBe(0);
  });

  it('ends with 1 when it is told to exit without a shutdown', async () => {
    await start().initialize();
    await client.connection.sendNotification(ExitNotification.type);
    expect(await client.exited).toBe(1);
  });

  it('refuses requests before initialize', async () => {
    const position = { textDocument: { uri: 'file:///a.cell.yaml' }, position: { line: 0, character: 0 } };
    expect(await codeOf(start().connection.sendRequest(HoverRequest.type, position))).toBe(
      ErrorCodes.ServerNotInitialized,
    );
  });

  it('refuses unknown methods', async () => {
    await start().initialize();
    expect(await codeOf(client.connection.sendRequest('flowcell/unheardOf'))).toBe(ErrorCodes.MethodNotFound);
    expect(LSPErrorCodes.RequestCancelled).toBe(-32800);
  });

  it('ends with its client', async () => {
    await start().initialize();
    client.process.stdin?.end();
    expect(await client.exited).not.toBeNull();
  });
});
