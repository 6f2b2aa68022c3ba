import type { Cost } from '../spaces/space';
import type { TargetComparison } from './compareTargets';
import type { TargetPrediction } from './prediction';

// The one place where predictions and costs become text. Whoever shows a number takes it from here, so that the same
// number reads the same everywhere.

export interface NumberFormat {
  /** Decimal places of predictions; `auto` gives what the width of the range justifies. */
  readonly digits: 'auto' | number;
}

const defaultNumberFormat: NumberFormat = { digits: 'auto' };

const MAX_DIGITS = 6;

/**
 * Decimal places for a prediction: one step of the last place is at most half of the range, so that its ends stay
 * apart. Percentages keep one or two places, whatever the range.
 */
export function predictionDigits(
  { target, value, low, high }: TargetPrediction,
  format: NumberFormat = defaultNumberFormat,
): number {
  if (format.digits !== 'auto') return clamp(Math.round(format.digits), 0, MAX_DIGITS);
  const width = Math.abs(high - low);
  const step = width > 0 ? width / 2 : Math.abs(value) / 1000;
  const digits = step > 0 ? Math.ceil(-Math.log10(step)) : 0;
  return target.unit === 'percent' ? clamp(digits, 1, 2) : clamp(digits, 0, MAX_DIGITS);
}

/** `93.8 %` */
export function formatValue(prediction: TargetPrediction, format: NumberFormat = defaultNumberFormat): string {
  return withUnit(fixed(prediction.value, predictionDigits(prediction, format)), prediction.target.unit);
}

/** `93.4-94.1`, or `-0.2 to 0.3` where an end is negative. */
export function formatRange(prediction: TargetPrediction, format: NumberFormat = defaultNumberFormat): string {
  const digits = predictionDigits(prediction, format);
  const [low, high] = [fixed(prediction.low, digits), fixed(prediction.high, digits)];
  return low.startsWith('-') || high.startsWith('-') ? `${low} to ${high}` : `${low}-${high}`;
}

/** `93.8 % CIFAR-10 (93.4-94.1)` */
export function formatPrediction(prediction: TargetPrediction, format: NumberFormat = defaultNumberFormat): string {
  return `${formatValue(prediction, format)} ${prediction.target.title} (${formatRange(prediction, format)})`;
}

/** `top 1.2 % of nas-bench-201` */
export function formatPercentile(topPercent: number, space: string): string {
  return `top ${formatShare(topPercent)} of ${space}`;
}

/** A share in percent, more precisely where it is small: `62 %`, `1.2 %`, `0.03 %`, `< 0.01 %`. */
export function formatShare(percent: number): string {
  if (percent > 0 && percent < 0.01) return '< 0.01 %';
  const digits = percent >= 9.95 ? 0 : percent >= 0.095 || percent <= 0 ? 1 : 2;
  return `${fixed(percent, digits)} %`;
}

/** `+0.4`, `-1.3`, or `tie` for a difference below the noise; in the places and the unit of the newer prediction. */
export function formatComparison(
  comparison: TargetComparison,
  newer: TargetPrediction,
  format: NumberFormat = defaultNumberFormat,
): string {
  if (comparison.isTie) return 'tie';
  const digits = predictionDigits(newer, format);
  return signed(comparison.difference, digits);
}

/** Magnitudes of counts, from the smallest count that is written in them: 800,000 is 0.80 M. */
const magnitudes = [
  { from: 1e9, unit: 1e9, suffix: 'G' },
  { from: 1e5, unit: 1e6, suffix: 'M' },
  { from: 1e3, unit: 1e3, suffix: 'k' },
];

/** A count with its magnitude: `853`, `73.1 k`, `0.80 M`, `12.3 M`, `1.53 G`. */
export function formatCount(count: number): string {
  const size = Math.abs(count);
  const magnitude = magnitudes.find(({ from }) => size >= from);
  if (!magnitude) return fixed(count, 0);
  const scaled = size / magnitude.unit;
  const digits = scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0;
  return `${fixed(count / magnitude.unit, digits)} ${magnitude.suffix}`;
}

/** `0.80 M params`; undefined where the space does not count parameters. */
export function formatParameters({ parameters }: Cost): string | undefined {
  return parameters === undefined ? undefined : `${formatCount(parameters)} params`;
}

/** `153 M FLOPs`; undefined where the space does not count them. */
export function formatFlops({ flops }: Cost): string | undefined {
  return flops === undefined ? undefined : `${formatCount(flops)} FLOPs`;
}

/** `+0.43`; `0.00` where nothing is left after rounding. */
export function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** Never `-0`, whatever is rounded away. */
function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return /^-0(?:\.0*)?$/.test(text) ? text.slice(1) : text;
}

function withUnit(number: string, unit: string): string {
  return unit === '' ? number : `${number} ${unit === 'percent' ? '%' : unit}`;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
