import type { SearchSpace } from '../../core/spaces/space';
import { formsOf } from '../../core/spec/forms/forms';
import type { SpacePlace } from '../spaceFile/spacePlaces';
import type { CursorContext, KeyPath } from './cursorContext';

/** What may be written at a place of a cell file. */
export type Expectation =
  | { readonly kind: 'top-level-key' }
  | { readonly kind: 'space' }
  | { readonly kind: 'cell-key'; readonly isListed: boolean }
  | { readonly kind: 'form-key'; readonly role: string; readonly keys: readonly string[] }
  /** A key of a node or of an edge. */
  | { readonly kind: 'part-key'; readonly keys: readonly KeyHelp[] }
  | { readonly kind: 'edge-key' }
  | { readonly kind: 'operation'; readonly withEnds: boolean }
  /** The name of a node; `of`: the one that reads it. */
  | { readonly kind: 'node-name'; readonly of?: string }
  /** The number of a node, of one before `before` where that is known. */
  | { readonly kind: 'node-index'; readonly before?: number }
  /** A place in the definition of a space. */
  | { readonly kind: 'definition'; readonly place: SpacePlace }
  /** Inside a text of operations alone: `op op op`, or digits beside `adjacency`. */
  | { readonly kind: 'operation-text' }
  /** Inside a whole cell on one line: `|op~0|+|...|`, `op~0 op~1`, `110101:02`. */
  | { readonly kind: 'line' };

/** A key and what it is, in a few words. */
export type KeyHelp = readonly [key: string, detail: string];

const nodeNameKey: KeyHelp = ['name', 'name of the node'];
const nodeKeys: readonly KeyHelp[] = [
  ['op', 'operation of the node'],
  ['inputs', 'nodes that feed it'],
];
const listedEdgeKeys: readonly KeyHelp[] = [
  ['from', 'node that the edge starts at'],
  ['to', 'node that it leads to'],
  ['op', 'operation on the edge'],
];

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
  if (first === 'cells' && second !== undefined) return inCell(kind, inner, typeof second === 'number', space);
  if (first === 'cells' || first === 'space') return undefined;
  // The whole file is a cell, or a list of cells.
  const isListed = typeof first === 'number';
  return inCell(kind, isListed ? path.slice(1) : path, isListed, space);
}

function inCell(
  kind: CursorContext['kind'],
  path: KeyPath,
  isListed: boolean,
  space: SearchSpace,
): Expectation | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return kind === 'key' ? { kind: 'cell-key', isListed } : { kind: 'line' };
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
    if (kind !== 'key') return { kind: 'line' };
    const keys = formsOf(space)
      .flatMap((form) => form.keys)
      .filter((key) => !space.roles.includes(key) && !key.endsWith('_concat') && !lineKeys.has(key));
    return { kind: 'form-key', role, keys: keys.length > 0 ? keys : ['edges'] };
  }
  // `[operation, input]`, or a group of such pairs for each node.
  const position = rest[rest.length - 1];
  if (kind === 'key') return undefined;
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
  if (form === 'edges') return inEdges(kind, path);
  if (form === 'nodes') return inNodes(kind, path);
  if (kind === 'key' || path.length > 1) return undefined;
  if (listKeys.has(form)) return path.length === 0 ? { kind: 'operation-text' } : { kind: 'operation', withEnds: true };
  return lineKeys.has(form) && path.length === 0 ? { kind: 'line' } : undefined;
}

/** Edges by `a -> b`, or in a list as `[a, b, operation]` or `{ from: a, to: b, op: operation }`. */
function inEdges(kind: CursorContext['kind'], [edge, part, ...rest]: KeyPath): Expectation | undefined {
  if (rest.length > 0) return undefined;
  const isListed = typeof edge === 'number';
  if (kind === 'key') {
    if (edge === undefined) return { kind: 'edge-key' };
    if (part !== undefined) return undefined;
    return { kind: 'part-key', keys: isListed ? listedEdgeKeys : listedEdgeKeys.slice(-1) };
  }
  if (edge === undefined || (part === undefined && isListed)) return undefined;
  const isOperation = part === undefined || operationKeys.has(String(part)) || (isListed && part === 2);
  if (isOperation) return { kind: 'operation', withEnds: false };
  return isListed && [0, 1, 'from', 'to'].includes(part) ? { kind: 'node-name' } : undefined;
}

/** Nodes by name, or in a list with their names in them. */
function inNodes(kind: CursorContext['kind'], [node, key, ...rest]: KeyPath): Expectation | undefined {
  if (kind === 'key') {
    if (node === undefined || key !== undefined) return undefined;
    return { kind: 'part-key', keys: typeof node === 'number' ? [nodeNameKey, ...nodeKeys] : nodeKeys };
  }
  if (key === undefined) return undefined;
  if (operationKeys.has(String(key)) && rest.length === 0) return { kind: 'operation', withEnds: true };
  if (!inputKeys.has(String(key)) || rest.length > 1) return undefined;
  return { kind: 'node-name', ...(typeof node === 'string' ? { of: node } : {}) };
}
