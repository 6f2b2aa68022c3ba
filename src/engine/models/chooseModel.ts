import type { SpaceReference } from '../../core/model/predictor';
import type { CataloguedModel, ModelCatalogue } from './modelCatalogue';

/**
 * The model that predicts for a space: the chosen one, or the last one that there is. A model of another version of the space, that is of
 * another file of the same name, is not used: its numbers would be about other cells. Returns the reason where there is none.
 */
export function chooseModel(
  { models, problems }: ModelCatalogue,
  space: SpaceReference,
  chosen: string | undefined,
): CataloguedModel | string {
  const ofName = models.filter(({ model }) => model.space.name === space.name);
  const able = ofName.filter(({ model }) => model.targets.length > 0);
  const fitting = able.filter((model) => isVersion(model, space));
  // a chosen model that is gone, or of another version, leaves the default one
  const found = fitting.find(({ model }) => model.id === chosen) ?? fitting.at(-1);
  if (found) return found;
  const other = able.find(({ model }) => model.id === chosen) ?? able.at(-1);
  if (other) return differenceText(other, space);
  const broken = problems.find(({ folder }) => folder.endsWith(chosen ?? space.name));
  if (broken) return `The model for ${space.name} cannot be used: ${broken.message}`;
  const encoder = ofName.at(-1);
  return encoder ? `${encoder.model.title} is not fine-tuned yet.` : `There is no model for ${space.name}.`;
}

const isVersion = ({ space }: CataloguedModel, { version }: SpaceReference): boolean => space.version === version;

function differenceText({ model, space }: CataloguedModel, { name, operations }: SpaceReference): string {
  const known = new Set(space.operations.map((operation) => operation.name));
  const own = new Set(operations ?? []);
  const added = [...own].filter((operation) => !known.has(operation));
  const gone = [...known].filter((operation) => !own.has(operation));
  const differences = [
    ...(added.length > 0 ? [`it does not know ${listOf(added)}`] : []),
    ...(gone.length > 0 && operations !== undefined ? [`it also knows ${listOf(gone)}`] : []),
  ];
  const how = differences.length > 0 ? differences.join(', ') : 'nodes, edges or the order of operations differ';
  return `${model.title} was trained for another version of ${name} (${how}); train again for this one.`;
}

/** The first few, and how many more. */
function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}
