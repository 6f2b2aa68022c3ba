import type { DocumentProblem } from '../../spec/document';
import { defaultReadLimits } from '../../spec/syntax/limits';
import { parseSyntax } from '../../spec/syntax/parseSyntax';
import type { FileLanguage } from '../../spec/syntax/parseSyntax';
import { findPair, rangeInScalar } from '../../spec/syntax/syntaxTree';
import type { SyntaxMapping, SyntaxNode } from '../../spec/syntax/syntaxTree';
import { quote } from '../checking';
import type { SearchSpace } from '../space';
import { spaceByName } from '../registry';
import { DefinitionReader } from './definitionReader';
import { readCost, readOperations } from './readOperations';
import { sharedSpace } from './sharedSpace';
import { definitionLimits } from './spaceDefinition';
import type { SpaceDefinition } from './spaceDefinition';

/** A space file that was read. The space is there unless something essential is missing or wrong. */
export interface SpaceReading {
  readonly space?: SearchSpace;
  readonly definition?: SpaceDefinition;
  readonly problems: readonly DocumentProblem[];
}

const KEYS = [
  'name',
  'title',
  'description',
  'placement',
  'inputs',
  'nodes',
  'nodeInputs',
  'output',
  'edges',
  'operations',
  'cells',
  'cost',
];

/** A space file is a page of text. */
const limits = { ...defaultReadLimits, hardLength: defaultReadLimits.softLength };

/** Reads a `*.space.yaml` or `*.space.json`. Never throws. */
export function parseSpaceDocument(text: string, language: FileLanguage): SpaceReading {
  const tree = parseSyntax(text, language, limits);
  if (!tree.root) {
    const range = { start: 0, end: Math.min(1, text.length) };
    const empty: DocumentProblem = {
      code: 'missing-key',
      severity: 'error',
      message: 'the space file is empty',
      range,
    };
    return { problems: tree.problems.length > 0 ? tree.problems : [empty] };
  }
  const reading = readSpace(tree.root);
  const problems = [...tree.problems, ...reading.problems];
  return problems.some(({ severity }) => severity === 'error') ? { problems } : { ...reading, problems };
}

/** Reads the definition of a space that is already parsed; `inline`: it stands inside a cell file and may be without a name. */
export function readSpace(root: SyntaxNode, { inline = false } = {}): SpaceReading {
  const reader = new DefinitionReader();
  if (root.kind !== 'mapping') {
    reader.reportType(root, `a mapping with ${KEYS.slice(0, 8).join(', ')}`);
    return { problems: reader.problems };
  }
  const definition = readDefinition(root, reader, inline);
  const isBroken = reader.problems.some(({ severity }) => severity === 'error');
  if (!definition || isBroken) return { problems: reader.problems };
  return { space: sharedSpace(definition), definition, problems: reader.problems };
}

function readDefinition(root: SyntaxMapping, reader: DefinitionReader, inline: boolean): SpaceDefinition | undefined {
  const at = (key: string): SyntaxNode | undefined => findPair(root, key)?.value;
  reader.expectKeys(root, KEYS);
  const required = ['placement', 'nodes', 'operations', ...(inline ? [] : ['name'])];
  const missing = required.filter((key) => at(key) === undefined);
  if (missing.length > 0) {
    const range = root.pairs[0]?.key.range ?? root.range;
    reader.report('missing-key', `the space needs ${missing.join(', ')}`, range);
  }
  const name = readName(at('name'), reader) ?? 'space';
  const placement = reader.choice(at('placement'), ['node', 'edge'] as const);
  const operations = readOperations(at('operations') ?? { kind: 'sequence', items: [], range: root.range }, reader);
  if (at('operations') && operations.length === 0) {
    reader.report('missing-key', 'a space needs at least one operation', at('operations')!.range);
  }
  const nodes = reader.bounds(at('nodes'), 0, definitionLimits.nodes, { min: 1, max: definitionLimits.nodes });
  const outputs =
    placement === 'edge' ? (['last', 'leaves', 'all'] as const) : (['explicit', 'leaves', 'all'] as const);
  const output = reader.choice(at('output'), outputs) ?? outputs[0];
  const inputs = readInputs(at('inputs'), placement ?? 'node', reader);
  const count = inputs.length + nodes.max + (output === 'last' ? 0 : 1);
  const arity = reader.bounds(at('nodeInputs'), 0, count, { min: 1, max: count });
  const edges = readEdges(at('edges'), { inputs, placement: placement ?? 'node', output, count }, reader);
  const roles = reader.names(at('cells'), definitionLimits.nameLength);
  reader.expectDistinct(roles);
  if (roles.length > definitionLimits.roles) {
    reader.report('wrong-shape', `a space has at most ${definitionLimits.roles} cells`, roles[0]!.range);
  }
  if (!placement) return undefined;
  return {
    name,
    title: reader.text(at('title'), definitionLimits.nameLength) ?? name,
    description: reader.text(at('description'), 2000) ?? '',
    placement,
    roles: roles.length > 0 ? roles.map(({ text }) => text) : ['cell'],
    layout: { inputs, output, arity },
    nodes,
    operations,
    maxEdges: edges.max ?? (count * (count - 1)) / 2,
    ...(edges.allowed ? { allowedEdges: edges.allowed } : {}),
    isFixed: edges.isFixed,
    skeletonCost: at('cost') ? readCost(at('cost'), reader) : { parameters: 0, flops: 0 },
  };
}

function readName(node: SyntaxNode | undefined, reader: DefinitionReader): string | undefined {
  const name = reader.text(node, definitionLimits.nameLength);
  if (name === undefined || !node) return undefined;
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(name)) {
    reader.report('wrong-type', 'a name has letters, digits, spaces, dots, hyphens and underscores', node.range);
  } else if (spaceByName(name)) {
    reader.report('duplicate-name', `${quote(name)} is the name of a bundled space`, node.range);
  }
  return name;
}

/** The number of inputs, or their names. Nodes of spaces with operations on edges are numbered, inputs too. */
function readInputs(node: SyntaxNode | undefined, placement: 'node' | 'edge', reader: DefinitionReader): string[] {
  if (node?.kind === 'sequence') {
    const names = reader.names(node, definitionLimits.nameLength);
    reader.expectDistinct(names);
    if (names.length === 0 || names.length > definitionLimits.inputs) {
      reader.report('wrong-shape', `a cell has 1 to ${definitionLimits.inputs} inputs`, node.range);
    }
    return names.map(({ text }) => text);
  }
  const count = reader.wholeNumber(node, 1, definitionLimits.inputs) ?? 1;
  return Array.from({ length: count }, (_, index) => {
    if (placement === 'edge') return String(index);
    return index === 0 ? 'input' : `input${index + 1}`;
  });
}

interface CellShape {
  readonly inputs: readonly string[];
  readonly placement: 'node' | 'edge';
  readonly output: string;
  /** Nodes of a cell of the greatest size. */
  readonly count: number;
}

function readEdges(
  node: SyntaxNode | undefined,
  shape: CellShape,
  reader: DefinitionReader,
): { max?: number; allowed?: [number, number][]; isFixed: boolean } {
  if (!node) return { isFixed: false };
  if (node.kind !== 'mapping') {
    reader.reportType(node, 'a mapping with max, allowed or fixed');
    return { isFixed: false };
  }
  reader.expectKeys(node, ['max', 'allowed', 'fixed']);
  const max = reader.wholeNumber(findPair(node, 'max')?.value, 0, 20_000);
  const allowed = findPair(node, 'allowed')?.value;
  const edges = reader.names(allowed, definitionLimits.nameLength).flatMap((edge): [number, number][] => {
    const match = /^\s*(.+?)\s*->\s*(.+?)\s*$/.exec(edge.text);
    const from = match ? nodeIndex(match[1]!, shape) : undefined;
    const to = match ? nodeIndex(match[2]!, shape) : undefined;
    if (from !== undefined && to !== undefined && from < to) return [[from, to]];
    const message =
      match && (from === undefined || to === undefined)
        ? `nodes are ${nodeNames(shape)}`
        : 'write an edge as "a -> b", from an earlier node to a later one';
    reader.report('wrong-shape', message, rangeInScalar(edge, 0, edge.text.length));
    return [];
  });
  const fixed = reader.choice(findPair(node, 'fixed')?.value, ['true', 'false'] as const) === 'true';
  if (fixed && !allowed) reader.report('missing-key', 'a fixed topology needs its edges under "allowed"', node.range);
  return { ...(max === undefined ? {} : { max }), ...(allowed ? { allowed: edges } : {}), isFixed: fixed };
}

/** Index of a node by the name that it has in a cell without names of its own. */
function nodeIndex(name: string, { inputs, placement, output, count }: CellShape): number | undefined {
  const input = inputs.indexOf(name);
  if (input >= 0) return input;
  if (name === 'output') return count - 1;
  if (!/^\d{1,4}$/.test(name)) return undefined;
  const index = placement === 'edge' ? Number(name) : Number(name) + inputs.length - 1;
  const last = output === 'last' ? count - 1 : count - 2;
  return index >= (placement === 'edge' ? 0 : inputs.length) && index <= last ? index : undefined;
}

function nodeNames({ inputs, placement, output, count }: CellShape): string {
  const inner = count - inputs.length - (output === 'last' ? 0 : 1);
  const first = placement === 'edge' ? inputs.length : 1;
  return [...inputs, `${first} to ${first + inner - 1}`, 'output'].join(', ');
}
