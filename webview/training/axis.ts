/** A range of values and round numbers within it. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  /** From low to high. */
  readonly ticks: readonly number[];
}

/** An axis that contains these values; a little wider than they are, and never empty. */
export function axisOf(values: readonly number[], wanted: number): Axis {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) [low, high] = [0, 1];
  if (low === high)
    [low, high] = [low - Math.max(1e-6, Math.abs(low) * 0.05), high + Math.max(1e-6, Math.abs(high) * 0.05)];
  const step = roundStep((high - low) / Math.max(1, wanted));
  const [from, to] = [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
  const count = Math.round((to - from) / step);
  // Steps are added up from integers, so that 0.1 + 0.2 does not show.
  const ticks = Array.from({ length: count + 1 }, (_, i) => rounded((Math.round(from / step) + i) * step));
  return { low: rounded(from), high: rounded(to), ticks };
}

/** An axis of powers of ten; undefined where a value is not positive. */
export function logarithmicAxisOf(values: readonly number[]): Axis | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value <= 0) return undefined;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return undefined;
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const powers = Array.from({ length: Math.max(1, to - from) + 1 }, (_, i) => from + i);
  // Between few powers of ten, twice and five times one are shown, too.
  const factors = powers.length > 3 ? [1] : [1, 2, 5];
  const all = powers.flatMap((power) => factors.map((factor) => rounded(factor * 10 ** power)));
  const start = [...all].reverse().find((tick) => tick <= low) ?? low;
  const end = all.find((tick) => tick >= high && tick > start) ?? high;
  return { low: start, high: end, ticks: all.filter((tick) => tick >= start && tick <= end) };
}

/** 1, 2 or 5 times a power of ten. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = rough / power;
  return power * (factor > 5 ? 10 : factor > 2 ? 5 : factor > 1 ? 2 : 1);
}

const rounded = (value: number): number => Number(value.toPrecision(12));

/** A number of an axis or a readout, as short as it can be without saying less. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (size >= 1e6 || size < 1e-4) return value.toExponential(1).replace('e+', 'e');
  return String(Number(value.toPrecision(size >= 1000 ? 6 : 4)));
}
