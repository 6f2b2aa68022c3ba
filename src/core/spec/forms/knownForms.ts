import type { SearchSpace } from '../../spaces/space';
import { formsOf } from './forms';

/** The keys of each of a space's forms, for messages: `matrix and ops; arch`. Forms with the same keys are named once. */
export function knownForms(space: SearchSpace): string {
  const texts = formsOf(space).map(({ keys, hasAlternativeKeys }) =>
    keys.slice(0, hasAlternativeKeys ? 1 : 2).join(' and '),
  );
  return [...new Set(texts)].join('; ');
}
