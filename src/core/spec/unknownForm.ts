import { quote } from '../spaces/checking';
import { closestNames } from '../spaces/closestNames';
import type { SearchSpace } from '../spaces/space';
import type { RawEntry } from './cellEntries';
import type { DocumentProblem } from './document';
import { formsOf } from './forms/forms';
import { knownForms } from './forms/knownForms';
import { suggestNames } from './suggestNames';
import { describeNode, findPair } from './syntax/syntaxTree';
import type { SyntaxMapping } from './syntax/syntaxTree';

/** Why a cell is in no form of its space: a key is misspelt, a form's first key is missing beside its others, or it is something else. */
export function unknownForm({ name, nameRange, value }: RawEntry, space: SearchSpace): DocumentProblem {
  const found = value.kind === 'mapping' ? (misspelledKey(value, space) ?? missingPartner(value, space)) : undefined;
  const message = `a cell of ${space.name} is written with ${knownForms(space)}; this one is ${describeNode(value)}`;
  return { ...(found ?? { code: 'unknown-form', severity: 'error', message, range: nameRange }), cell: name };
}

function misspelledKey(value: SyntaxMapping, space: SearchSpace): DocumentProblem | undefined {
  const known = formsOf(space).flatMap((form) => form.keys);
  const missing = [...new Set(known)].filter((key) => findPair(value, key) === undefined);
  for (const { key } of value.pairs) {
    const close = known.includes(key.text) ? [] : closestNames(key.text, missing);
    if (close.length === 0) continue;
    const message = `${quote(key.text)} means nothing here; did you mean ${close[0]}?`;
    return { code: 'unknown-key', severity: 'error', message, isGuess: true, ...suggestNames(key, close) };
  }
  return undefined;
}

/** `ops` without the matrix that says how they are joined. */
function missingPartner(value: SyntaxMapping, space: SearchSpace): DocumentProblem | undefined {
  if (space.roles.length > 1) return undefined;
  const forms = formsOf(space);
  for (const { key } of value.pairs) {
    const leading = forms
      .filter(({ keys, hasAlternativeKeys }) => !hasAlternativeKeys && keys.indexOf(key.text) > 0)
      .map(({ keys }) => quote(keys[0] ?? ''));
    if (leading.length === 0) continue;
    const message = `${leading.join(' or ')} is missing beside ${quote(key.text)}`;
    return { code: 'missing-key', severity: 'error', message, range: key.range };
  }
  return undefined;
}
