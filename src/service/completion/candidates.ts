import { CompletionItemKind } from 'vscode-languageserver-types';
import { bundledSpaces } from '../../core/spaces/registry';
import type { Operation, SearchSpace } from '../../core/spaces/space';
import type { Cell } from '../../core/spec/architecture';
import { formsOf } from '../../core/spec/forms/forms';
import { OUTPUT_NAME } from '../../core/spec/forms/nodeNaming';
import { cellKeyHelp } from '../hover/keyHelp';
import { escapeMarkdown } from '../hover/markdown';

/** Something that completion offers. */
export interface Candidate {
  readonly text: string;
  readonly kind: CompletionItemKind;
  /** A few words beside the text. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
}

/** Edges that are listed; large spaces have too many to choose from. */
const MAX_EDGES = 60;

export function spaceCandidates(files: readonly string[]): Candidate[] {
  return [
    ...bundledSpaces.map(({ name, title, description }): Candidate => ({
      text: name,
      kind: CompletionItemKind.Module,
      detail: title,
      documentation: escapeMarkdown(description),
    })),
    ...files.map((text): Candidate => ({ text, kind: CompletionItemKind.File, detail: 'space file' })),
  ];
}

/** Operations that may be chosen, and on lists of all nodes the input and the output too. */
export function operationCandidates(space: SearchSpace, withEnds: boolean): Candidate[] {
  const ends = withEnds ? space.vocabulary.filter(({ kind }) => kind === 'input' || kind === 'output') : [];
  return [...space.operations, ...ends].map((operation) => ({
    text: operation.name,
    kind: CompletionItemKind.Function,
    detail: kindText(operation),
    documentation: escapeMarkdown(operation.description),
  }));
}

export function keyCandidates(keys: readonly (readonly [key: string, detail: string])[]): Candidate[] {
  return keys.map(([text, detail]) => ({ text, kind: CompletionItemKind.Property, detail }));
}

export const topLevelKeys = [
  ['space', 'the search space of the cells'],
  ['cells', 'the cells by name'],
] as const;

/** The keys of every form that the space's cells are written in; a cell of a list says its name itself. */
export function cellKeys(space: SearchSpace, isListed: boolean): Candidate[] {
  const details = new Map<string, string>(isListed ? [['name', 'name of the cell']] : []);
  for (const { keys, title } of formsOf(space)) {
    for (const key of keys) if (!details.has(key)) details.set(key, title);
  }
  return keyCandidates([...details]).map((candidate) => {
    const help = cellKeyHelp(candidate.text);
    return help === undefined ? candidate : { ...candidate, documentation: escapeMarkdown(help) };
  });
}

/** The nodes that may feed another: all of the cell but `reader` itself and the output. */
export function nodeCandidates(cell: Cell | undefined, space: SearchSpace, reader: string | undefined): Candidate[] {
  const all = cell?.nodes.map(({ name }) => name) ?? space.layout.inputs;
  const isRead = (name: string): boolean => reader === undefined || (name !== reader && name !== OUTPUT_NAME);
  const names = all.filter(isRead);
  return [...new Set(names)].map((text) => ({ text, kind: CompletionItemKind.Variable, detail: 'node' }));
}

/** The numbers of the nodes that an operation may read: those before `node`, or all but the last one. */
export function indexCandidates(space: SearchSpace, node: number | undefined): Candidate[] {
  const count = Math.min(node ?? Infinity, space.limits.maxNodes - 1, MAX_EDGES);
  return Array.from({ length: Math.max(count, 1) }, (_, index) => ({
    text: String(index),
    kind: CompletionItemKind.Value,
    detail: index < space.layout.inputs.length ? 'input' : 'node',
  }));
}

/** Edges `a -> b` that the cell does not have yet, from earlier to later nodes. */
export function edgeCandidates(cell: Cell | undefined, space: SearchSpace): Candidate[] {
  const isNumbered = !cell || cell.nodes.every(({ name }) => /^\d+$/.test(name) || name === 'output');
  const count = space.limits.maxNodes - (space.layout.output === 'last' ? 0 : 1);
  const names = isNumbered
    ? Array.from({ length: Math.min(count, MAX_EDGES) }, (_, node) => String(node))
    : cell.nodes.map(({ name }) => name);
  const candidates: Candidate[] = [];
  for (let to = 1; to < names.length && candidates.length < MAX_EDGES; to++) {
    for (let from = 0; from < to; from++) {
      const text = `${names[from]} -> ${names[to]}`;
      candidates.push({ text, kind: CompletionItemKind.Property, detail: 'edge' });
    }
  }
  return candidates;
}

function kindText({ kind }: Operation): string {
  return kind === 'zero' ? 'no connection' : kind === 'other' ? 'operation' : kind;
}
