import type { Operation } from '../spaces/space';

/** Some of a space's operations, for features that look at these only. */
export interface OperationSubset {
  /** For instance `{nor_conv_3x3, skip_connect}`. */
  readonly name: string;
  readonly operations: ReadonlySet<string>;
}

/** Up to so many operations, every subset is taken: 15 of them at four. */
const ALL_SUBSETS = 4;

/**
 * The subsets of operations that path features are restricted to, in a fixed order. Every non-empty one where there are few operations, as
 * in GRAF; otherwise single operations and kinds of operation, each alone and with the identities, all but one, and all.
 *
 * @param operations that carry something: without those of kind `zero`.
 */
export function operationSubsets(operations: readonly Operation[]): OperationSubset[] {
  const subsets = operations.length <= ALL_SUBSETS ? everySubset(operations) : tellingSubsets(operations);
  const byName = new Map(subsets.filter((subset) => subset.length > 0).map((subset) => [nameOf(subset), subset]));
  return [...byName].map(([name, subset]) => ({
    name,
    operations: new Set(subset.map((operation) => operation.name)),
  }));
}

function everySubset(operations: readonly Operation[]): Operation[][] {
  return Array.from({ length: 2 ** operations.length }, (_, mask) => operations.filter((_, i) => (mask >> i) & 1));
}

function tellingSubsets(operations: readonly Operation[]): Operation[][] {
  const subset = (keep: (operation: Operation) => boolean): Operation[] => operations.filter(keep);
  const isIdentity = ({ kind }: Operation): boolean => kind === 'identity';
  const kinds = [...new Set(operations.map(({ kind }) => kind))];
  return [
    ...operations.map((one) => subset((operation) => operation === one)),
    ...operations.map((one) => subset((operation) => operation === one || isIdentity(operation))),
    ...kinds.map((kind) => subset((operation) => operation.kind === kind)),
    ...kinds.map((kind) => subset((operation) => operation.kind === kind || isIdentity(operation))),
    ...operations.map((one) => subset((operation) => operation !== one)),
    [...operations],
  ];
}

function nameOf(subset: readonly Operation[]): string {
  return `{${subset.map(({ name }) => name).join(', ')}}`;
}
