import { afterEach, describe, expect, it } from 'vitest';
import {
  ExitNotification,
  HoverRequest,
  LSPErrorCodes,
  ErrorCodes,
  RequestType0,
} from 'vscode-languageserver-protocol/node';
import { backendsRequest, installBackendRequest } from '../../src/protocol/backendMessages';
import { flowRequest } from '../../src/protocol/flowView';
import { restartEngineRequest } from '../../src/protocol/server';
import {
  exportRequest,
  importModelRequest,
  modelsChangedRequest,
  modelsRequest,
  tableColumnsRequest,
  trainRequest,
} from '../../src/protocol/trainingMessages';
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

  it("refuses Flowcell's own requests before initialize, with and without parameters", async () => {
    const methods = [
      ...[trainRequest, tableColumnsRequest, importModelRequest, exportRequest, modelsRequest, modelsChangedRequest],
      ...[backendsRequest, installBackendRequest, flowRequest, restartEngineRequest],
    ];
    const { connection } = start();
    for (const method of methods) {
      const codes = [connection.sendRequest(method, {}), connection.sendRequest(new RequestType0(method))].map(codeOf);
      expect([method, ...(await Promise.all(codes))]).toEqual([
        method,
        ErrorCodes.ServerNotInitialized,
        ErrorCodes.ServerNotInitialized,
      ]);
    }
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
