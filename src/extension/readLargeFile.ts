import { window } from 'vscode';
import { isLargeFileParams, readLargeFileRequest } from '../protocol/server';

/** What reading a large file needs of the language client. */
export interface LargeFileServer {
  request(method: string, params: object): Promise<unknown>;
}

/** Has the server read a file although it is large: the one that a quick fix names, or that of the active editor. */
export async function readLargeFile(argument: unknown, server: () => Promise<LargeFileServer>): Promise<void> {
  const uri = isLargeFileParams(argument) ? argument.uri : window.activeTextEditor?.document.uri.toString();
  if (uri === undefined) void window.showInformationMessage('Open a cell file first.');
  else await (await server()).request(readLargeFileRequest, { uri });
}
