import type { SearchSpace } from '../spaces/space';
import type { Architecture } from './architecture';
import type { RawEntry } from './cellEntries';
import type { DocumentProblem } from './document';
import { formsOf } from './forms/forms';
import type { NativeForm } from './forms/nativeForm';
import { Reading } from './forms/reading';
import type { ReadLimits } from './syntax/limits';
import type { SyntaxMapping, SyntaxNode, SyntaxPair } from './syntax/syntaxTree';

/** An architecture beside the one that was read: the same cell in another form. */
export interface OtherReading {
  readonly form: NativeForm;
  readonly architecture: Architecture;
  /** The part of the cell that says so. */
  readonly writing: SyntaxMapping;
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
    const [first, ...more] = writings(value, other);
    const unread = other === form ? more : first ? [first, ...more] : [];
    return unread.flatMap((writing): OtherReading[] => {
      const reading = new Reading(space, limits);
      const architecture = other.read(writing, reading);
      const isMember =
        architecture &&
        [...reading.problems, ...space.check(architecture)].every(({ severity }) => severity !== 'error');
      return isMember ? [{ form: other, architecture, writing }] : [];
    });
  });
}

/** The cell once for each time that it is written in a form: keys that are spellings of each other may all be there. */
function writings(value: SyntaxMapping, form: NativeForm): SyntaxMapping[] {
  if (!form.matches(value)) return [];
  if (!form.hasAlternativeKeys) return [value];
  return value.pairs.filter(({ key }) => form.keys.includes(key.text)).map((pair) => ({ ...value, pairs: [pair] }));
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
  const first = value.pairs.find(({ key: { text } }) => form.keys.includes(text))?.key;
  const isOther = ({ key: { text } }: SyntaxPair): boolean => other.form.keys.includes(text) && text !== first?.text;
  const second = other.writing.pairs.find(isOther)?.key;
  const message = `${first?.text ?? form.id} and ${second?.text ?? other.form.id} are different architectures; keep one of them`;
  return { code: 'contradiction', severity: 'error', message, range: second?.range ?? nameRange, cell: name };
}
