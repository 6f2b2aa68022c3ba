import type { SearchSpace } from '../space';
import type { SpaceDefinition } from './spaceDefinition';
import { createUserSpace } from './userSpace';

/** Spaces that are kept: those that open files use, and a few states of one that is being typed. */
const capacity = 64;

/** The last used one is the last. */
const spaces = new Map<string, SearchSpace>();

/**
 * The space that a definition means, the same object for equal definitions: a definition inside a cell file is read anew with each
 * version of the file, and what is known of its cells goes by the space.
 */
export function sharedSpace(definition: SpaceDefinition): SearchSpace {
  const key = JSON.stringify(definition);
  const space = spaces.get(key) ?? createUserSpace(definition);
  spaces.delete(key);
  spaces.set(key, space);
  const [oldest] = spaces.keys();
  if (spaces.size > capacity && oldest !== undefined) spaces.delete(oldest);
  return space;
}
