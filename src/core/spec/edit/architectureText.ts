import type { SearchSpace } from '../../spaces/space';
import type { Architecture } from '../architecture';
import { formsOf } from '../forms/forms';
import { oneLineFormOf } from '../forms/oneLineForm';
import type { OutputPair, OutputValue } from '../forms/outputTree';

/**
 * An architecture on one line, as result tables have it: the space's one-line form, or else the JSON of a cell. Names of nodes may get lost
 * in the former, nothing else.
 */
export function architectureText(space: SearchSpace, architecture: Architecture): string {
  const line = oneLineFormOf(space)?.write(architecture, space)[0]?.[1];
  if (line?.kind === 'scalar') return String(line.value);
  return JSON.stringify(plainPairs(formsOf(space)[0]!.write(architecture, space)));
}

const plainPairs = (pairs: readonly OutputPair[]): Record<string, unknown> =>
  Object.fromEntries(pairs.map(([key, value]) => [key, plain(value)]));

function plain(value: OutputValue): unknown {
  if (value.kind === 'scalar') return value.value;
  return value.kind === 'list' ? value.items.map(plain) : plainPairs(value.pairs);
}
