/** A value that is not what the format says, and where: `targets[0].calibration.curve.x`. */
export class FieldError extends Error {
  constructor(
    readonly place: string,
    readonly expected: string,
  ) {
    super(`${place === '' ? 'the whole' : place}: expected ${expected}`);
  }
}

interface Range {
  readonly minimum?: number;
  readonly maximum?: number;
}

/**
 * Reads parsed JSON of unknown origin field by field, so that only known fields of the right type and size get out. Fields are looked up
 * as own properties and results are built anew: a `__proto__` key changes nothing.
 *
 * Every method throws FieldError where the value is not what was asked for.
 */
export class FieldReader {
  constructor(
    private readonly value: unknown,
    readonly place = '',
  ) {}

  field(name: string): FieldReader {
    const record = this.record();
    const place = this.place === '' ? name : `${this.place}.${name}`;
    return new FieldReader(Object.hasOwn(record, name) ? record[name] : undefined, place);
  }

  get isAbsent(): boolean {
    return this.value === undefined;
  }

  /** Undefined where the field is absent, else what `read` makes of it. */
  optional<T>(read: (field: FieldReader) => T): T | undefined {
    return this.isAbsent ? undefined : read(this);
  }

  string(maximumLength = 1000): string {
    if (typeof this.value !== 'string' || this.value.length > maximumLength) {
      return this.fail(`a text of at most ${maximumLength} characters`);
    }
    return this.value;
  }

  matching(pattern: RegExp, description: string): string {
    const text = this.string();
    return pattern.test(text) ? text : this.fail(description);
  }

  boolean(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.fail('true or false');
  }

  number({ minimum = -Infinity, maximum = Infinity }: Range = {}): number {
    const value = this.value;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < minimum || value > maximum) {
      return this.fail(`a number${describeRange(minimum, maximum)}`);
    }
    return value;
  }

  integer({ minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER }: Range = {}): number {
    const value = this.number({ minimum, maximum });
    return Number.isInteger(value) ? value : this.fail('a whole number');
  }

  oneOf<T extends string>(values: readonly T[]): T {
    return values.find((value) => value === this.value) ?? this.fail(values.join(' or '));
  }

  list<T>(read: (item: FieldReader) => T, { minimum = 0, maximum = 10_000 }: Range = {}): T[] {
    const value = this.value;
    if (!Array.isArray(value) || value.length < minimum || value.length > maximum) {
      return this.fail(`a list of ${minimum} to ${maximum} items`);
    }
    return value.map((item, i) => read(new FieldReader(item, `${this.place}[${i}]`)));
  }

  numbers(range: Range & { readonly length?: number } = {}): number[] {
    const numbers = this.list((item) => item.number(range));
    const { length = numbers.length } = range;
    return numbers.length === length ? numbers : this.fail(`${length} numbers`);
  }

  /** Names and values of all fields, however they are called. */
  entries(maximum = 100): [name: string, field: FieldReader][] {
    const entries = Object.entries(this.record());
    if (entries.length > maximum) {
      return this.fail(`at most ${maximum} fields`);
    }
    return entries.map(([name, value]) => [name, new FieldReader(value, `${this.place}.${name}`)]);
  }

  get isString(): boolean {
    return typeof this.value === 'string';
  }

  get isNumber(): boolean {
    return typeof this.value === 'number';
  }

  get isNull(): boolean {
    return this.value === null;
  }

  fail(expected: string): never {
    throw new FieldError(this.place, expected);
  }

  private record(): Readonly<Record<string, unknown>> {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) {
      return this.fail('an object');
    }
    return this.value as Readonly<Record<string, unknown>>;
  }
}

function describeRange(minimum: number, maximum: number): string {
  if (minimum === -Infinity && maximum === Infinity) {
    return '';
  }
  return ` ${minimum === -Infinity ? `up to ${maximum}` : maximum === Infinity ? `from ${minimum}` : `from ${minimum} to ${maximum}`}`;
}
