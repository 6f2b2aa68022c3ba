import type { CellExpression, Form } from '../expression/cellExpression';

/** Names of the features of `expressionFeatures`, in order. */
export const expressionFeatureNames = [
  'narrow-convolutions',
  'wide-convolutions',
  'reading-the-input',
  'reading-convolutions',
  'reading-poolings-only',
  'reading-input-and-convolutions',
  'widest-path',
  'most-wide-convolutions',
  'most-convolutions',
  'mean-convolutions',
  'log-paths',
] as const;

/** Names of the features of `shortcutFeatures`, in order. */
export const shortcutFeatureNames = [
  'shortcut-and-wide-convolutions',
  'shortcut-and-convolutions',
  'shortcut-and-most-convolutions',
  'shortcut',
  'path-without-pooling',
] as const;

/** What the paths that arrive at a value have in common; a path that is there twice counts twice. */
interface Paths {
  readonly count: number;
  /** Convolutions on all of them together, and the most on one. */
  readonly convolutions: number;
  readonly most: number;
  readonly mostWide: number;
  /** Most operations on one path that read more than one position. */
  readonly widest: number;
  readonly hasUnpooled: boolean;
}

const NONE: Paths = { count: 0, convolutions: 0, most: 0, mostWide: 0, widest: 0, hasUnpooled: false };
const EMPTY: Paths = { ...NONE, count: 1, hasUnpooled: true };

/**
 * Counts of what a cell computes rather than of how it is written: convolutions that read one position (`narrow`) or more (`wide`), what they read,
 * and their number on paths from the input to the output. Numbers of convolutions and paths as log(1 + n): the first ones matter most.
 */
export function expressionFeatures(expression: CellExpression): Float64Array {
  const { sources } = expression;
  const { narrow, wide, output } = describe(expression);
  const readers = (accepts: (input: Form) => boolean): number => sources.filter(({ input }) => accepts(input)).length;
  return Float64Array.from([
    Math.log1p(narrow),
    Math.log1p(wide),
    Math.log1p(readers((input) => input.some(isCellInput))),
    Math.log1p(readers((input) => input.some(isConvolution))),
    Math.log1p(readers((input) => input.every(({ smoothings }) => smoothings > 0))),
    Math.log1p(readers((input) => input.some(isCellInput) && input.some(isConvolution))),
    Math.log1p(output.widest),
    Math.log1p(output.mostWide),
    Math.log1p(output.most),
    output.convolutions / Math.max(output.count, 1),
    Math.log(Math.max(output.count, 0.5)),
  ]);
}

/** What a direct path from input to output adds to convolutions; such paths carry gradients past them (He et al., CVPR 2016). */
export function shortcutFeatures(expression: CellExpression): Float64Array {
  const { narrow, wide, output } = describe(expression);
  const shortcut = expression.outputs.some(({ form }) => form.some(isCellInput)) ? 1 : 0;
  return Float64Array.from([
    shortcut * wide,
    shortcut * (narrow + wide),
    shortcut * output.most,
    shortcut,
    output.hasUnpooled ? 1 : 0,
  ]);
}

type Part = Form[number];
const isCellInput = ({ source, smoothings }: Part): boolean => source === 0 && smoothings === 0;
const isConvolution = ({ source, smoothings }: Part): boolean => source > 0 && smoothings === 0;

function describe({ sources, outputs }: CellExpression): { narrow: number; wide: number; output: Paths } {
  const paths: Paths[] = [EMPTY];
  for (const { taps, input } of sources) {
    const before = join(input, paths);
    const width = taps > 1 ? 1 : 0;
    paths.push({
      ...before,
      convolutions: before.convolutions + before.count,
      most: before.most + 1,
      mostWide: before.mostWide + width,
      widest: before.widest + width,
    });
  }
  const wide = sources.filter(({ taps }) => taps > 1).length;
  const output = join(
    outputs.flatMap(({ form }) => form),
    paths,
  );
  return { narrow: sources.length - wide, wide, output };
}

function join(form: Form, paths: readonly Paths[]): Paths {
  return form.reduce((joined, { source, smoothings, factor }): Paths => {
    const path = paths[source]!;
    return {
      count: joined.count + factor * path.count,
      convolutions: joined.convolutions + factor * path.convolutions,
      most: Math.max(joined.most, path.most),
      mostWide: Math.max(joined.mostWide, path.mostWide),
      widest: Math.max(joined.widest, path.widest + smoothings),
      hasUnpooled: joined.hasUnpooled || (path.hasUnpooled && smoothings === 0),
    };
  }, NONE);
}
