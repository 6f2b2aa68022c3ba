/** The setting `flowcell.models.default` in one scope, or what stands there instead: settings are written by hand. */
type Stored = unknown;

/** What the editor says of the setting. */
export interface InspectedChoice {
  readonly globalValue?: Stored;
  readonly workspaceValue?: Stored;
}

/** What is to be written where; undefined removes the setting there. */
export interface ChoiceUpdate {
  readonly where: 'global' | 'workspace';
  readonly value: Readonly<Record<string, string>> | undefined;
}

/** The update that makes a model predict for a space: where the workspace names the space, only its value counts. */
export function choosing({ globalValue, workspaceValue }: InspectedChoice, space: string, id: string): ChoiceUpdate {
  const inWorkspace = choicesOf(workspaceValue);
  if (space in inWorkspace) return { where: 'workspace', value: { ...inWorkspace, [space]: id } };
  return { where: 'global', value: { ...choicesOf(globalValue), [space]: id } };
}

/** The updates after which nothing names a model that is gone. */
export function forgetting(
  { globalValue, workspaceValue }: InspectedChoice,
  { space, id }: { readonly space: string; readonly id: string },
): ChoiceUpdate[] {
  const scopes = [
    ['global', choicesOf(globalValue)],
    ['workspace', choicesOf(workspaceValue)],
  ] as const;
  return scopes
    .filter(([, choices]) => choices[space] === id)
    .map(([where, choices]) => {
      const others = Object.entries(choices).filter(([name]) => name !== space);
      return { where, value: others.length === 0 ? undefined : Object.fromEntries(others) };
    });
}

function choicesOf(value: Stored): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries);
}
