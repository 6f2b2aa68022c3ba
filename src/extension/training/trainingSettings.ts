import { isAbsolute } from 'node:path';
import { Uri, workspace, type WorkspaceConfiguration } from 'vscode';

/** The settings of trainings for the folder that a file is in; a space that is only a name has those of the window. */
export const trainingSettings = (file: string): WorkspaceConfiguration =>
  workspace.getConfiguration('flowcell.training', isAbsolute(file) ? Uri.file(file) : undefined);
