/** What stands in a metric's field. */
export type MetricValue =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'infinite' }
  | { readonly kind: 'not-numeric'; readonly text: string };

const MISSING = new Set(['', 'na', 'n/a', 'nan', '-nan', 'null', 'none', 'undefined', '-', '?']);
const INFINITE = /^[+-]?(?:inf|infinity|∞)$/i;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads a field: decimal notation only (no hexadecimal, no thousands separators, no decimal comma). */
export function readMetricValue(field: unknown): MetricValue {
  if (field === undefined || field === null) {
    return { kind: 'missing' };
  }
  if (typeof field === 'number') {
    return Number.isFinite(field) ? { kind: 'number', value: field } : { kind: 'infinite' };
  }
  if (typeof field !== 'string') {
    return { kind: 'not-numeric', text: Array.isArray(field) ? 'a list' : typeof field };
  }
  const text = field.trim();
  if (NUMBER.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'infinite' };
  }
  if (MISSING.has(text.toLowerCase())) {
    return { kind: 'missing' };
  }
  return INFINITE.test(text) ? { kind: 'infinite' } : { kind: 'not-numeric', text };
}
