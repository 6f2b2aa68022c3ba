import { inspectModelFolder } from '../modelFolder';
import { isOwnModel } from '../ownModel';
import type { FileSystem } from '../storage/fileSystem';
import { TrainingError } from './trainingError';

/** What a training is going to make. */
export interface PlannedModel {
  readonly space: string;
  readonly kind: 'encoder' | 'predictor';
}

/**
 * Looks before anything is learnt whether the model may go where it is to go: to a new or an empty folder, or in place of a model of the same
 * kind and space. `force` replaces any model, but nothing that is not one.
 *
 * @throws TrainingError
 */
export async function checkOutput(
  folder: string,
  planned: PlannedModel,
  files: FileSystem,
  force: boolean,
): Promise<void> {
  const status = await files.status(folder).catch(() => undefined);
  if (!status) return;
  if (!status.isFolder) throw new TrainingError(`${folder} is not a folder; the model needs one of its own.`);
  if ((await files.list(folder)).length === 0) return;
  const found = await inspectModelFolder(folder, files);
  if (!found.ok && !isOwnModel(found.error)) {
    throw new TrainingError(`${folder} holds something else than a model; choose a new folder. ${found.error.message}`);
  }
  if (force) return;
  const hint = 'choose another folder, or replace it with --force.';
  if (!found.ok) throw new TrainingError(`${folder} holds a model that cannot be used: ${hint} ${found.error.message}`);
  const { space, targets } = found.value;
  const kind = targets.length > 0 ? 'predictor' : 'encoder';
  if (space.name === planned.space && kind === planned.kind) return;
  throw new TrainingError(
    `${folder} holds ${withArticle(kind)} for ${space.name}, and ${withArticle(planned.kind)} for ${planned.space} would take its place; ${hint}`,
  );
}

const withArticle = (kind: PlannedModel['kind']): string => (kind === 'encoder' ? 'an encoder' : 'a predictor');
