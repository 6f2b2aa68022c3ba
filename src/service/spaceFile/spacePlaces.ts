import type { KeyPath } from '../completion/cursorContext';
import {
  boundsKeys,
  commonRoles,
  costKeys,
  edgesKeys,
  kinds,
  listedOperationKeys,
  operationKeys,
  outputs,
  placements,
  spaceKeys,
  switches,
  type Help,
} from './spaceFileHelp';

/** What may stand at a place of a space's definition. */
export type SpacePlace =
  | { readonly kind: 'keys'; readonly words: readonly Help[] }
  /** `isBare`: without quotes in JSON, too. */
  | { readonly kind: 'values'; readonly words: readonly Help[]; readonly isBare: boolean }
  /** The name of an operation: a key, an item, or the value of `name`. */
  | { readonly kind: 'operation-name' }
  /** An edge `a -> b`. */
  | { readonly kind: 'edge' };

const keys = (words: readonly Help[]): SpacePlace => ({ kind: 'keys', words });
const values = (words: readonly Help[], isBare = false): SpacePlace => ({ kind: 'values', words, isBare });

/**
 * What may stand at `path` of a definition; undefined where anything may.
 *
 * @param kind `key`: a key of the mapping at the path; `value`: the value there
 * @param placement what the definition says of its operations
 */
export function spacePlaceAt(
  kind: 'key' | 'value',
  path: KeyPath,
  placement: string | undefined,
): SpacePlace | undefined {
  const [first, second, third] = path;
  if (first === undefined) return kind === 'key' ? keys(spaceKeys) : undefined;
  if (first === 'operations') return inOperations(kind, path.slice(1));
  if (kind === 'key') {
    if (path.length > 1) return undefined;
    if (first === 'nodes' || first === 'nodeInputs') return keys(boundsKeys);
    if (first === 'edges') return keys(edgesKeys);
    return first === 'cost' ? keys(costKeys) : undefined;
  }
  if (first === 'placement' && second === undefined) return values(placements);
  if (first === 'output' && second === undefined) return values(outputs(placement));
  if (first === 'cells' && typeof second === 'number') return values(commonRoles);
  if (first !== 'edges') return undefined;
  if (second === 'fixed' && third === undefined) return values(switches, true);
  return second === 'allowed' && typeof third === 'number' ? { kind: 'edge' } : undefined;
}

/** A list of names, a list of mappings with a name, or a mapping from names to what is known of them. */
function inOperations(kind: 'key' | 'value', [item, key, ...rest]: KeyPath): SpacePlace | undefined {
  const name: SpacePlace = { kind: 'operation-name' };
  if (rest.length > 0) return undefined;
  if (item === undefined) return kind === 'key' ? name : undefined;
  if (key === undefined) {
    if (kind === 'key') return keys(typeof item === 'number' ? listedOperationKeys : operationKeys);
    return typeof item === 'number' ? name : undefined;
  }
  if (kind === 'key') return undefined;
  if (key === 'kind') return values(kinds);
  return key === 'name' && typeof item === 'number' ? name : undefined;
}

/** Where operations sit, as far as a text tells; it may be broken. */
export function placementIn(text: string): string | undefined {
  return /^[\s{,]*["']?placement["']?\s*:\s*["']?(node|edge)\b/m.exec(text)?.[1];
}

/** Path of the definition that a path leads into: all of a space file, or what stands under `space` in a cell file. */
export function definitionPath(path: KeyPath, kind: 'key' | 'value', isSpaceFile: boolean): KeyPath | undefined {
  if (isSpaceFile) return path;
  const isInside = path[0] === 'space' && (kind === 'key' || path.length > 1);
  return isInside ? path.slice(1) : undefined;
}

const spaceFileName = /\.space\.(?:json|ya?ml)$/i;

/** Whether a URI or path is that of a space file. */
export function isSpaceFile(path: string): boolean {
  return spaceFileName.test(path);
}
