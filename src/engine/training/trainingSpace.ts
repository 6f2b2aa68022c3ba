import type { ModelSpace } from '../../core/model/model';
import { spaceByName } from '../../core/spaces/registry';
import type { SearchSpace } from '../../core/spaces/space';
import { parseSpaceDocument } from '../../core/spaces/userSpace/readSpace';
import { TrainingError } from './trainingError';

/** A search space together with what a model keeps of it. */
export interface TrainingSpace {
  readonly space: SearchSpace;
  readonly stored: ModelSpace;
}

/** A bundled space by one of its names. @throws TrainingError */
export function bundledTrainingSpace(name: string): TrainingSpace {
  const space = spaceByName(name);
  if (!space) throw new TrainingError(`There is no space named ${name}; give the path of its *.space.yaml file.`);
  return { space, stored: { name: space.name } };
}

/** The space of a `*.space.yaml` or `*.space.json` file. @throws TrainingError with what is wrong and where */
export function ownTrainingSpace(path: string, text: string): TrainingSpace {
  // JSON is YAML, too; models keep one text whatever the file was
  const { space, problems } = parseSpaceDocument(text, 'yaml');
  if (space) return { space, stored: { name: space.name, definition: text } };
  const details = problems.map(({ message, range }) => {
    const line = text.slice(0, range.start).split('\n').length;
    return `${path}:${line}: ${message}`;
  });
  throw new TrainingError(`${path} does not define a search space.`, details);
}
