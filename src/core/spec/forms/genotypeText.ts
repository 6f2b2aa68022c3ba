/** A piece of a text and where it stands in it. */
export interface TextToken {
  readonly text: string;
  readonly start: number;
}

/** An operation and its input as they stand in a one-line genotype. */
export interface GenotypeTextPair {
  readonly operation: TextToken;
  readonly input: TextToken;
  readonly start: number;
  readonly end: number;
}

export interface GenotypeTextCell {
  readonly pairs: readonly GenotypeTextPair[];
  readonly concat?: readonly number[];
}

const MAX_LENGTH = 8192;

/**
 * Reads a genotype as Python prints it, `Genotype(normal=[('sep_conv_3x3', 0), ...], normal_concat=range(2, 6), reduce=[...],
 * reduce_concat=[2, 3, 4, 5])`, or the pairs of both cells as `op~input op~input ... | op~input ...`. Undefined for
 * anything else.
 */
export function readGenotypeText(source: string): { normal: GenotypeTextCell; reduce: GenotypeTextCell } | undefined {
  if (source.length > MAX_LENGTH) return undefined;
  const bar = source.indexOf('|');
  if (bar >= 0 && source.indexOf('|', bar + 1) < 0) {
    const normal = readTildePairs(source.slice(0, bar), 0);
    const reduce = readTildePairs(source.slice(bar + 1), bar + 1);
    return normal && reduce && { normal: { pairs: normal }, reduce: { pairs: reduce } };
  }
  const normal = readPythonCell(source, 'normal');
  const reduce = readPythonCell(source, 'reduce');
  return normal && reduce && { normal, reduce };
}

/** Reads `op~input op~input ...`; offsets are counted from `offset`. */
export function readTildePairs(source: string, offset: number): GenotypeTextPair[] | undefined {
  const pairs: GenotypeTextPair[] = [];
  for (const item of source.matchAll(/[^\s,]+/g)) {
    const match = /^([^~]+)~(\d{1,3})$/.exec(item[0]);
    if (!match) return undefined;
    const start = offset + item.index;
    const inputStart = start + match[1]!.length + 1;
    pairs.push({
      operation: { text: match[1]!, start },
      input: { text: match[2]!, start: inputStart },
      start,
      end: start + item[0].length,
    });
  }
  return pairs.length > 0 ? pairs : undefined;
}

function readPythonCell(source: string, name: string): GenotypeTextCell | undefined {
  const head = new RegExp(`\\b${name}\\s*=\\s*\\[`).exec(source);
  if (!head) return undefined;
  const start = head.index + head[0].length;
  const end = closingBracket(source, start);
  if (end === undefined) return undefined;
  const pairs: GenotypeTextPair[] = [];
  const list = source.slice(start, end);
  for (const match of list.matchAll(/[([]\s*(["'])([^"']{1,60})\1\s*,\s*(\d{1,3})\s*[)\]]?/g)) {
    const [whole, , operation, input] = match as unknown as [string, string, string, string];
    const at = start + match.index;
    pairs.push({
      operation: { text: operation, start: at + whole.indexOf(operation) },
      input: { text: input, start: at + whole.lastIndexOf(input) },
      start: at,
      end: at + whole.length,
    });
  }
  // Whatever else stands in the list was not understood.
  const isComplete = pairs.length === list.split(/[([]/).length - 1;
  if (!isComplete || pairs.length === 0) return undefined;
  const concat = readPythonConcat(source, `${name}_concat`);
  return concat ? { pairs, concat } : { pairs };
}

/** Where the bracket closes that is open at `start`. */
function closingBracket(source: string, start: number): number | undefined {
  let depth = 1;
  for (let index = start; index < source.length; index++) {
    if (source[index] === '[') depth++;
    else if (source[index] === ']' && --depth === 0) return index;
  }
  return undefined;
}

function readPythonConcat(source: string, name: string): number[] | undefined {
  const match = new RegExp(`\\b${name}\\s*=\\s*(range\\s*\\(|\\[)([\\d,\\s]*)`).exec(source);
  if (!match) return undefined;
  const numbers = match[2]!
    .split(',')
    .filter((item) => item.trim() !== '')
    .map(Number);
  return match[1]!.startsWith('range') ? rangeOfNumbers(numbers) : numbers;
}

/** The numbers of Python's `range(end)` or `range(start, end)`, at most 100 of them. */
export function rangeOfNumbers(bounds: readonly number[]): number[] {
  const [start, end] = bounds.length === 1 ? [0, bounds[0]!] : [bounds[0] ?? 0, bounds[1] ?? 0];
  return Array.from({ length: Math.min(100, Math.max(0, end - start)) }, (_, index) => start + index);
}
