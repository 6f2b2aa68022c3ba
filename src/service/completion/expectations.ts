import type { SearchSpace } from '../../core/spaces/space';
import { formsOf } from '../../core/spec/forms/forms';
import type { SpacePlace } from '../spaceFile/spacePlaces';
import type { CursorContext, KeyPath } from './cursorContext';

/** What may be written at a place of a cell file. */
export type Expectation =
  | { readonly kind: 'top-level-key' }
  | { readonly kind: 'space' }
  | { readonly kind: 'cell-key' }
  | { readonly kind: 'form-key'; readonly role: string; readonly keys: readonly string[] }
  | { readonly kind: 'node-key' }
  | { readonly kind: 'edge-key' }
  | { readonly kind: 'operation'; readonly withEnds: boolean }
  | { readonly kind: 'node-name' }
  /** The number of a node, of one before `before` where that is known. */
  | { readonly kind: 'node-index'; readonly before?: number }
  /** A place in the definition of a space. */
  | { readonly kind: 'definition'; readonly place: SpacePlace }
  /** Inside a text that lists operations and inputs: `op~0|op~1`, `op op op`. */
  | { readonly kind: 'operation-text' };

const operationKeys = new Set(['op', 'operation', 'type']);
const inputKeys = new Set(['inputs', 'input', 'from']);
const lineKeys = new Set(['arch', 'arch_str', 'architecture', 'genotype']);
const listKeys = new Set(['ops', 'module_operations']);

/** What the cursor's place asks for; undefined where Flowcell has nothing to say. */
export function expectationAt({ kind, path }: CursorContext, space: SearchSpace | undefined): Expectation | undefined {
  const [first, second, ...inner] = path;
  if (kind === 'key' && path.length === 0) return { kind: 'top-level-key' };
  if (first === 'space' && path.length === 1) return { kind: 'space' };
  if (!space) return undefined;
  if (first === 'cells' && second !== undefined) return inCell(kind, inner, space);
  if (first === 'cells') return undefined;
  // The whole file is a cell, or a list of cells.
  return inCell(kind, typeof first === 'number' ? path.slice(1) : path, space);
}

function inCell(kind: CursorContext['kind'], path: KeyPath, space: SearchSpace): Expectation | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return kind === 'key' ? { kind: 'cell-key' } : { kind: 'operation-text' };
  if (space.roles.length > 1 && typeof first === 'string' && space.roles.includes(first)) {
    return inRole(kind, first, rest, space);
  }
  return inForm(kind, String(first), rest);
}

/** In a cell of several, which stands under its role: pairs directly, or one of the other forms. */
function inRole(kind: CursorContext['kind'], role: string, path: KeyPath, space: SearchSpace): Expectation | undefined {
  const [first, ...rest] = path;
  if (typeof first === 'string') return inForm(kind, first, rest);
  if (first === undefined) {
    if (kind !== 'key') return { kind: 'operation-text' };
    const keys = formsOf(space)
      .flatMap((form) => form.keys)
      .filter((key) => !space.roles.includes(key) && !key.endsWith('_concat') && !lineKeys.has(key));
    return { kind: 'form-key', role, keys: keys.length > 0 ? keys : ['edges'] };
  }
  // `[operation, input]`, or a group of such pairs for each node.
  const position = rest[rest.length - 1];
  if (position === 0) return { kind: 'operation', withEnds: false };
  if (position !== 1) return undefined;
  const isFlat = rest.length === 1;
  const { inputs } = space.layout;
  return {
    kind: 'node-index',
    ...(isFlat ? { before: inputs.length + Math.floor(first / space.layout.arity.max) } : {}),
  };
}

function inForm(kind: CursorContext['kind'], form: string, path: KeyPath): Expectation | undefined {
  const [first, second] = path;
  if (form === 'edges') {
    if (kind === 'key' && first === undefined) return { kind: 'edge-key' };
    if (typeof first === 'string' && (second === undefined || operationKeys.has(String(second)))) {
      return { kind: 'operation', withEnds: false };
    }
    if (typeof first !== 'number') return undefined;
    return second === 2 || operationKeys.has(String(second))
      ? { kind: 'operation', withEnds: false }
      : { kind: 'node-name' };
  }
  if (form === 'nodes') {
    if (first !== undefined && second === undefined && kind === 'key') return { kind: 'node-key' };
    if (operationKeys.has(String(second))) return { kind: 'operation', withEnds: true };
    return inputKeys.has(String(second)) ? { kind: 'node-name' } : undefined;
  }
  if (listKeys.has(form))
    return first === undefined ? { kind: 'operation-text' } : { kind: 'operation', withEnds: true };
  return lineKeys.has(form) && first === undefined ? { kind: 'operation-text' } : undefined;
}
