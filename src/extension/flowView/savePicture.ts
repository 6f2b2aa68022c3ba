import { Uri, window, workspace } from 'vscode';
import type { FromFlowView } from '../../protocol/flowMessages';
import { reportError } from '../reportError';
import { pictureName } from './pictureName';

const filters = { svg: { 'SVG image': ['svg'] }, png: { 'PNG image': ['png'] } };

/** Asks where to, and writes a picture there. */
export async function savePicture(
  { format, name, data }: Extract<FromFlowView, { type: 'save' }>,
  folder: Uri,
): Promise<void> {
  const defaultUri = Uri.joinPath(folder, pictureName(name));
  const target = await window.showSaveDialog({ defaultUri, filters: filters[format], title: 'Export Picture' });
  if (!target) return;
  try {
    await workspace.fs.writeFile(target, Buffer.from(data, format === 'png' ? 'base64' : 'utf8'));
  } catch (error) {
    reportError(error, 'The picture was not saved.');
  }
}
