import type { CellExpression, Form, Source, Term } from './cellExpression';

/** An expression in which no two convolutions have the same kernel size and input. */
export interface MergedExpression extends CellExpression {
  /** What each source is, as a text without reference to any numbering: [1 + sources], the cell's input first. */
  readonly names: readonly string[];
}

/**
 * Convolutions with equal kernel size and input become one that is added as often, as in the classes of NAS-Bench-201 (Dong and Yang, ICLR 2020,
 * section 2.1). Their weights differ, which changes how much they weigh in a sum, hardly what the cell can learn.
 */
export function mergeEqualSources({ sources, outputs }: CellExpression): MergedExpression {
  const names = ['x'];
  const indices = new Map([['x', 0]]);
  const merged: Source[] = [];
  /** Merged source of each original one. */
  const target = [0];
  for (const { taps, input } of sources) {
    const form = withoutScale(mergeTerms(input, target));
    const name = `c${taps}(${formName(form, names)})`;
    let index = indices.get(name);
    if (index === undefined) {
      index = names.push(name) - 1;
      indices.set(name, index);
      merged.push({ taps, input: form });
    }
    target.push(index);
  }
  return {
    sources: merged,
    outputs: outputs.map(({ form, share }) => ({ form: mergeTerms(form, target), share })),
    names,
  };
}

/** A text that cells share exactly when their expressions are the same once equal convolutions are merged. */
export function expressionKey({ outputs, names }: MergedExpression): string {
  return outputs
    .map(({ form, share }) => `${share}:${formName(form, names)}`)
    .sort()
    .join('|');
}

function mergeTerms(form: Form, target: readonly number[]): Form {
  const terms = new Map<string, Term>();
  for (const { source, smoothings, factor } of form) {
    const key = `${target[source]!} ${smoothings}`;
    terms.set(key, { source: target[source]!, smoothings, factor: factor + (terms.get(key)?.factor ?? 0) });
  }
  return [...terms.values()];
}

/** A convolution is followed by a normalisation: the scale of its input does not matter. */
function withoutScale(form: Form): Form {
  const smallest = Math.min(...form.map(({ factor }) => factor));
  const ratios = form.map(({ factor }) => factor / smallest);
  // 2:3 stays 2:3, 2:4 becomes 1:2
  const scale = [1, 2, 3, 4, 5, 6].find((by) => ratios.every((ratio) => Number.isInteger(round(ratio * by)))) ?? 1;
  return form.map((term, i) => ({ ...term, factor: round(ratios[i]! * scale) }));
}

const round = (value: number): number => Math.round(value * 1e9) / 1e9;

const formName = (form: Form, names: readonly string[]): string =>
  form
    .map(({ source, smoothings, factor }) => `${factor}*${names[source]!}^${smoothings}`)
    .sort()
    .join('+');
