import { Uri, window, workspace } from 'vscode';
import type { FromFlowView } from '../../protocol/flowMessages';

const filters = { svg: { 'SVG image': ['svg'] }, png: { 'PNG image': ['png'] } };

/** Asks where to, and writes a picture there. */
export async function savePicture(
  { format, name, data }: Extract<FromFlowView, { type: 'save' }>,
  folder: Uri,
): Promise<void> {
  const defaultUri = Uri.joinPath(folder, fileName(name));
  const target = await window.showSaveDialog({ defaultUri, filters: filters[format], title: 'Export Picture' });
  if (!target) return;
  try {
    await workspace.fs.writeFile(target, Buffer.from(data, format === 'png' ? 'base64' : 'utf8'));
  } catch (error) {
    void window.showErrorMessage(
      `The picture was not saved: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The name of a cell as the name of a file: nothing in it leads to another folder. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^\.+/, '');
}
