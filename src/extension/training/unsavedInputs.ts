import { basename } from 'node:path';
import { window, workspace } from 'vscode';
import type { TrainingTask } from '../../protocol/trainingMessages';

/** Files that a run reads from the disk. */
function inputsOf({ params }: TrainingTask): string[] {
  const all: Readonly<Record<string, unknown>> = { ...params };
  return ['space', 'data', 'architecturesFile'].map((key) => all[key]).filter((path) => typeof path === 'string');
}

/** Runs read files, not editors: offers to save what differs. False where somebody would rather not start. @throws where a file cannot be saved */
export async function saveInputs(task: TrainingTask): Promise<boolean> {
  const inputs = new Set(inputsOf(task));
  const unsaved = workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && uri.scheme === 'file' && inputs.has(uri.fsPath),
  );
  if (unsaved.length === 0) return true;
  const names = unsaved.map(({ fileName }) => basename(fileName)).join(' and ');
  const save = task.kind === 'evaluate' ? 'Save and Evaluate' : 'Save and Train';
  const message = `${names} ${unsaved.length === 1 ? 'has' : 'have'} changes that are not saved.`;
  const detail = 'What is on the disk is read.';
  if ((await window.showWarningMessage(message, { modal: true, detail }, save)) !== save) return false;
  for (const document of unsaved) {
    if (!(await document.save())) throw new Error(`${basename(document.fileName)} could not be saved.`);
  }
  return true;
}
