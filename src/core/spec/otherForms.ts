import type { SearchSpace } from '../spaces/space';
import type { Architecture } from './architecture';
import type { RawEntry } from './cellEntries';
import type { DocumentProblem } from './document';
import { formsOf } from './forms/forms';
import type { NativeForm } from './forms/nativeForm';
import { Reading } from './forms/reading';
import type { ReadLimits } from './syntax/limits';
import type { SyntaxNode } from './syntax/syntaxTree';

/** An architecture beside the one that was read: the same cell in another form. */
export interface OtherReading {
  readonly form: NativeForm;
  readonly architecture: Architecture;
}

/** What a cell says in forms other than the one it was read in. Texts that are no architecture, such as descriptions, do not count. */
export function otherReadings(
  value: SyntaxNode,
  form: NativeForm,
  space: SearchSpace,
  limits: ReadLimits,
): OtherReading[] {
  if (value.kind !== 'mapping') return [];
  return formsOf(space).flatMap((other): OtherReading[] => {
    if (other === form || !other.matches(value)) return [];
    const reading = new Reading(space, limits);
    const architecture = other.read(value, reading);
    const isMember =
      architecture && [...reading.problems, ...space.check(architecture)].every(({ severity }) => severity !== 'error');
    return isMember ? [{ form: other, architecture }] : [];
  });
}

/** That a cell is written in two forms that are not the same architecture, neither of which can be taken for the right one. */
export function findContradiction(
  { name, nameRange, value }: RawEntry,
  form: NativeForm,
  architecture: Architecture,
  space: SearchSpace,
  limits: ReadLimits,
): DocumentProblem | undefined {
  const others = otherReadings(value, form, space, limits);
  if (others.length === 0) return undefined;
  const key = space.canonicalKey(architecture);
  const other = others.find((reading) => space.canonicalKey(reading.architecture) !== key);
  if (!other || value.kind !== 'mapping') return undefined;
  const keyOf = ({ keys }: NativeForm, except: NativeForm): (typeof value.pairs)[number]['key'] | undefined =>
    value.pairs.find((pair) => keys.includes(pair.key.text) && !except.keys.includes(pair.key.text))?.key;
  const [first, second] = [keyOf(form, other.form), keyOf(other.form, form)];
  const message = `${first?.text ?? form.id} and ${second?.text ?? other.form.id} are different architectures; keep one of them`;
  return { code: 'contradiction', severity: 'error', message, range: second?.range ?? nameRange, cell: name };
}
