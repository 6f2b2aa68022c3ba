import type { Command } from 'vscode-languageserver-types';

/** Commands that answers of the language service refer to; the editor's side implements them. */
const serviceCommands = {
  showFlow: 'flowcell.showFlow',
  compareCells: 'flowcell.compareCells',
} as const;

/** The argument of every one of these commands. */
export interface CellReference {
  readonly uri: string;
  /** Name of the cell. */
  readonly cell: string;
}

export function cellCommand(title: string, command: keyof typeof serviceCommands, cell: CellReference): Command {
  return { title, command: serviceCommands[command], arguments: [cell] };
}
