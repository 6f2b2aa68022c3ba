import { basename } from 'node:path';
import { Range, TextEdit, window, workspace, WorkspaceEdit, type TextDocument, type TextEditor } from 'vscode';
import {
  cellConversionsRequest,
  isCellConversions,
  type CellConversion,
  type CellConversions,
  type CellConversionsParams,
} from '../../protocol/convertCell';
import { flowRequest, isFlowView } from '../../protocol/flowView';
import { pick } from '../training/questions';

/** What a conversion needs of the language client. */
export interface ConvertServer {
  request(method: string, params: object): Promise<unknown>;
}

type Place = CellConversionsParams['position'];

/** Writes the cell at the cursor, or one that is asked for, in another form, and says what that form cannot hold. */
export async function convertCell({ document, selection }: TextEditor, server: ConvertServer): Promise<void> {
  const found = (await conversionsAt(document, selection.active, server)) ?? (await askCell(document, server));
  if (!found) return;
  if (found.kind === 'refused') {
    void window.showWarningMessage(plain(`${found.cell} is not converted: ${found.reason}.`));
    return;
  }
  const conversion = await askForm(found.cell, found.conversions);
  if (!conversion) return;
  if (document.version !== found.version) {
    void window.showWarningMessage('The text has changed meanwhile. Convert the cell again.');
    return;
  }
  if (!(await apply(document, conversion))) throw new Error(`${basename(document.uri.path)} cannot be changed.`);
  const { losses } = conversion;
  if (losses.length > 0) void window.showWarningMessage(plain(`${found.cell} has lost ${losses.join('; ')}.`));
}

async function conversionsAt(
  { uri }: TextDocument,
  { line, character }: Place,
  server: ConvertServer,
): Promise<CellConversions | undefined> {
  const params: CellConversionsParams = { uri: uri.toString(), position: { line, character } };
  const answer = await server.request(cellConversionsRequest, params);
  return isCellConversions(answer) ? answer : undefined;
}

/** Where the cursor is in no cell: the only one of the file, or one that is chosen. */
async function askCell(document: TextDocument, server: ConvertServer): Promise<CellConversions | undefined> {
  const view = await server.request(flowRequest, { uri: document.uri.toString(), importance: false });
  const cells = isFlowView(view) ? view.cells : [];
  if (cells.length === 0) {
    void window.showInformationMessage(`${basename(document.uri.path)} holds no cells.`);
    return undefined;
  }
  const choices = cells.map(({ name, summary, range }) => ({ label: name, description: summary, value: range.start }));
  const place = choices.length === 1 ? choices[0]?.value : await pick('The cell to convert', choices);
  return place && conversionsAt(document, place, server);
}

function askForm(cell: string, conversions: readonly CellConversion[]): Promise<CellConversion | undefined> {
  return pick(
    `Convert ${cell} to`,
    conversions.map((conversion) => ({
      label: conversion.title,
      description: conversion.form,
      ...(conversion.losses.length > 0 && { detail: `loses ${conversion.losses.join('; ')}` }),
      value: conversion,
    })),
  );
}

async function apply({ uri }: TextDocument, { edits }: CellConversion): Promise<boolean> {
  const change = new WorkspaceEdit();
  change.set(
    uri,
    edits.map(({ range: { start, end }, newText }) =>
      TextEdit.replace(new Range(start.line, start.character, end.line, end.character), newText),
    ),
  );
  return workspace.applyEdit(change);
}

/** Names come from the file; in a message they shall not make a link. */
function plain(text: string): string {
  return text.replaceAll('](', '] (');
}
