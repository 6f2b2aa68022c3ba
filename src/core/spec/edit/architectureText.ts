import type { SearchSpace } from '../../spaces/space';
import type { Architecture } from '../architecture';
import { formsOf } from '../forms/forms';
import { oneLineFormOf } from '../forms/oneLineForm';
import { printJsonPairs } from './printValue';

/**
 * An architecture on one line, as result tables have it: the space's one-line form, or else the JSON of a cell. Names of nodes may get lost
 * in the former, nothing else.
 */
export function architectureText(space: SearchSpace, architecture: Architecture): string {
  const line = oneLineFormOf(space)?.write(architecture, space)[0]?.[1];
  if (line?.kind === 'text') return line.text;
  const pairs = formsOf(space)[0]!.write(architecture, space);
  return `{ ${printJsonPairs(pairs, '', { endOfLine: '\n', indent: '  ' }, true)} }`;
}
