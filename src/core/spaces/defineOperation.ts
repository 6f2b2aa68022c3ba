import type { Operation, OperationKind } from './space';

/** An operation of a bundled space. */
export function defineOperation(
  name: string,
  kind: OperationKind,
  description: string,
  aliases: readonly string[] = [],
): Operation {
  return { name, kind, description, aliases };
}

/** The operation that `name` means, by its name or an alias. */
export function findOperation(operations: readonly Operation[], name: string): Operation | undefined {
  return operations.find((operation) => operation.name === name || operation.aliases.includes(name));
}

/**
 * Column of an operation in the vocabulary, by name or alias.
 *
 * @throws RangeError for a name that the vocabulary does not have; `SearchSpace.check` reports those first.
 */
export function vocabularyIndex(vocabulary: readonly Operation[], name: string): number {
  const index = vocabulary.findIndex((operation) => operation.name === name || operation.aliases.includes(name));
  if (index < 0) throw new RangeError(`the vocabulary has no operation ${JSON.stringify(name)}`);
  return index;
}
