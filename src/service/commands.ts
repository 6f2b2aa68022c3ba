import type { Command } from 'vscode-languageserver-types';

/** Commands that answers of the language service refer to; the editor's side implements them. */
const serviceCommands = {
  showFlow: 'flowcell.showFlow',
  compareCells: 'flowcell.compareCells',
  readLargeFile: 'flowcell.readLargeFile',
} as const;

/** The argument of the commands about a cell. */
export interface CellReference {
  readonly uri: string;
  /** Name of the cell. */
  readonly cell: string;
}

export function cellCommand(title: string, command: 'showFlow' | 'compareCells', cell: CellReference): Command {
  return { title, command: serviceCommands[command], arguments: [cell] };
}

export function readLargeFileCommand(title: string, uri: string): Command {
  return { title, command: serviceCommands.readLargeFile, arguments: [{ uri }] };
}
