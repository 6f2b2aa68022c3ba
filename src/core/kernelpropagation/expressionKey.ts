import type { CellExpression, Form } from './cellExpression';

/** Sums of equal terms, apart from what they sum: `factors` of the terms that have the same name. */
interface NamedTerm {
  readonly name: string;
  readonly smoothings: number;
  factor: number;
}

/**
 * A text that two cells share when they compute the same function up to the scale in front of normalisations, if two convolutions with the
 * same input count as one that is added twice, as in the classes of NAS-Bench-201 (Dong and Yang, ICLR 2020, section 2.1).
 */
export function expressionKey({ sources, outputs }: CellExpression): string {
  const names = ['x'];
  for (const { taps, input } of sources) names.push(`c${taps}(${formKey(merge(input, names), true)})`);
  return outputs
    .map(({ form, share }) => `${share}:${formKey(merge(form, names), false)}`)
    .sort()
    .join('|');
}

/** Terms by what they are rather than by which convolution they come from. */
export function merge(form: Form, names: readonly string[]): NamedTerm[] {
  const terms = new Map<string, NamedTerm>();
  for (const { source, smoothings, factor } of form) {
    const key = `${names[source]!}^${smoothings}`;
    const term = terms.get(key);
    if (term) term.factor += factor;
    else terms.set(key, { name: names[source]!, smoothings, factor });
  }
  return [...terms.values()];
}

function formKey(terms: readonly NamedTerm[], isNormalised: boolean): string {
  const smallest = isNormalised ? Math.min(...terms.map(({ factor }) => factor)) : 1;
  return terms
    .map(({ name, smoothings, factor }) => `${+(factor / smallest).toPrecision(6)}*${name}^${smoothings}`)
    .sort()
    .join('+');
}
