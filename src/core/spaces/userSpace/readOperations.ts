import { findPair } from '../../spec/syntax/syntaxTree';
import type { SyntaxMapping, SyntaxNode, SyntaxScalar } from '../../spec/syntax/syntaxTree';
import type { Cost, OperationKind } from '../space';
import type { DefinitionReader } from './definitionReader';
import { guessKind } from './guessKind';
import { definitionLimits } from './spaceDefinition';
import type { DefinedOperation } from './spaceDefinition';

const KINDS = [
  'convolution',
  'pooling',
  'identity',
  'zero',
  'aggregation',
  'other',
] as const satisfies readonly OperationKind[];

/** Names that stand for the ends of a cell. */
const RESERVED = /^(input\d*|output)$/;

/** Operations as a list of names, a list of mappings with `name`, or a mapping from names to what is known of them. */
export function readOperations(node: SyntaxNode, reader: DefinitionReader): DefinedOperation[] {
  const named = namedOperations(node, reader);
  reader.expectDistinct(named.flatMap(({ name, aliases }) => [name, ...aliases]));
  if (named.length > definitionLimits.operations) {
    reader.report('wrong-shape', `a space has at most ${definitionLimits.operations} operations`, node.range);
  }
  const unique = named.filter(({ name }, index) => named.findIndex((other) => other.name.text === name.text) === index);
  return unique.slice(0, definitionLimits.operations).map(({ name, aliases, details }) => {
    if (RESERVED.test(name.text)) {
      reader.report('reserved-name', `${name.text} is the name of an end of the cell`, name.range);
    }
    const kind = reader.choice(findPair(details, 'kind')?.value, KINDS) ?? guessKind(name.text);
    const description = reader.text(findPair(details, 'description')?.value, 400);
    return {
      name: name.text,
      kind,
      description: description ?? `An operation of this space (${kind}).`,
      aliases: aliases.map(({ text }) => text),
      cost: readCost(details, reader, kind === 'zero' || kind === 'identity' ? 0 : undefined),
    };
  });
}

/** `parameters` and `flops` of a mapping; `fallback` is what a missing one counts as. */
export function readCost(node: SyntaxNode | undefined, reader: DefinitionReader, fallback?: number): Cost {
  const read = (key: string): number | undefined =>
    reader.wholeNumber(findPair(node, key)?.value, 0, Number.MAX_SAFE_INTEGER) ?? fallback;
  const parameters = read('parameters');
  const flops = read('flops');
  return { ...(parameters === undefined ? {} : { parameters }), ...(flops === undefined ? {} : { flops }) };
}

interface NamedOperation {
  readonly name: SyntaxScalar;
  readonly aliases: readonly SyntaxScalar[];
  readonly details: SyntaxMapping | undefined;
}

function namedOperations(node: SyntaxNode, reader: DefinitionReader): NamedOperation[] {
  const keys = ['name', 'kind', 'description', 'aliases', 'parameters', 'flops'];
  const withDetails = (name: SyntaxScalar, value: SyntaxNode): NamedOperation => {
    const details = value.kind === 'mapping' ? value : undefined;
    if (details) reader.expectKeys(details, keys);
    else if (value.kind !== 'scalar' || value.value !== null)
      reader.reportType(value, 'a mapping with kind, description, aliases, parameters or flops');
    return { name, details, aliases: reader.names(findPair(details, 'aliases')?.value, definitionLimits.nameLength) };
  };
  if (node.kind === 'mapping') {
    return node.pairs
      .filter(({ key }) => reader.text(key, definitionLimits.nameLength) !== undefined)
      .map(({ key, value }) => withDetails(key, value));
  }
  if (node.kind !== 'sequence') {
    reader.reportType(node, 'a list of operations');
    return [];
  }
  return node.items.flatMap((item): NamedOperation[] => {
    if (item.kind === 'mapping') {
      const name = findPair(item, 'name')?.value;
      if (reader.text(name, definitionLimits.nameLength) !== undefined)
        return [withDetails(name as SyntaxScalar, item)];
      if (!name) reader.report('missing-key', 'an operation needs a name', item.range);
      return [];
    }
    if (reader.text(item, definitionLimits.nameLength) === undefined) return [];
    return [{ name: item as SyntaxScalar, aliases: [], details: undefined }];
  });
}
