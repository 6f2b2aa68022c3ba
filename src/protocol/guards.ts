/** A check that proves a type at run time. Messages from another process are `unknown` until one of these has passed. */
export type Guard<T> = (value: unknown) => value is T;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

/** A finite number: NaN and infinities do not survive JSON and mean a fault of the sender. */
export function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

/** An integer of at least 0: an index, a count, an offset. */
export function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** A list of at most `limit` items that all pass `item`. */
export function isArrayOf<T>(value: unknown, item: Guard<T>, limit = Infinity): value is readonly T[] {
  return Array.isArray(value) && value.length <= limit && value.every(item);
}

/** One of a closed list of strings. */
export function isOneOf<T extends string>(value: unknown, options: readonly T[]): value is T {
  return isString(value) && (options as readonly string[]).includes(value);
}

/** Absent or passing `guard`. */
export function isOptional<T>(value: unknown, guard: Guard<T>): value is T | undefined {
  return value === undefined || guard(value);
}
