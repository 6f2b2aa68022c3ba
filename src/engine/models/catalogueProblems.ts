import { stat } from 'node:fs/promises';
import { readCatalogue } from './modelCatalogue';

/**
 * Why models of folders that somebody named cannot be used, one sentence each: a folder that is not there or has no model, and models that
 * are damaged or of another version of the format.
 */
export async function catalogueProblems(folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const status = await stat(folder).catch(() => undefined);
    if (!status?.isDirectory()) {
      found.push(status ? `${folder} is not a folder.` : `There is no folder ${folder}.`);
      continue;
    }
    const { models, problems } = await readCatalogue([folder]);
    found.push(...problems.map((problem) => `${problem.folder} holds no usable model. ${problem.message}`));
    if (models.length === 0 && problems.length === 0) found.push(`There is no model in ${folder}.`);
  }
  return found;
}
