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

/** A part of a genotype that was not understood, half-open. */
export interface GenotypeTextProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface GenotypeText {
  readonly normal: GenotypeTextCell;
  readonly reduce: GenotypeTextCell;
}

/**
 * Reads a genotype as Python prints it, `Genotype(normal=[('sep_conv_3x3', 0), ...], normal_concat=range(2, 6), reduce=[...],
 * reduce_concat=[2, 3, 4, 5])`, or the pairs of both cells as `op~input op~input ... | op~input ...`. Undefined for
 * anything else; a problem where a part of a genotype is not what it should be.
 */
export function readGenotypeText(source: string): GenotypeText | GenotypeTextProblem | undefined {
  if (source.length > MAX_LENGTH) return undefined;
  const bar = source.indexOf('|');
  if (bar >= 0 && source.indexOf('|', bar + 1) < 0) {
    const normal = readTildePairs(source.slice(0, bar), 0);
    const reduce = readTildePairs(source.slice(bar + 1), bar + 1);
    return normal && reduce && { normal: { pairs: normal }, reduce: { pairs: reduce } };
  }
  const normal = readPythonCell(source, 'normal');
  const reduce = readPythonCell(source, 'reduce');
  if (!normal || !reduce) return undefined;
  if ('message' in normal) return normal;
  return 'message' in reduce ? reduce : { normal, reduce };
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

function readPythonCell(source: string, name: string): GenotypeTextCell | GenotypeTextProblem | undefined {
  const list = pythonValue(source, name);
  if (!list || !/^[[(]/.test(list.text)) return undefined;
  const pairs = readPythonPairs(list.text.slice(1, -1), list.start + 1);
  if ('message' in pairs) return pairs;
  if (pairs.length === 0) return undefined;
  const written = pythonValue(source, `${name}_concat`);
  if (!written) return { pairs };
  const concat = readPythonNumbers(written.text);
  if (concat) return { pairs, concat };
  const message = `${name}_concat is a list of node numbers, such as [2, 3] or range(2, 6)`;
  return { message, start: written.start, end: written.start + written.text.length };
}

/** Reads `('op', 0), ['op', 1], ...`; whatever else stands between them is a problem. */
function readPythonPairs(list: string, offset: number): GenotypeTextPair[] | GenotypeTextProblem {
  const pairs: GenotypeTextPair[] = [];
  const item = /\s*[([]\s*(["'])([^"']{1,60})\1\s*,\s*(\d{1,3})\s*,?\s*[)\]]\s*(?:,|$)/y;
  let at = 0;
  while (list.slice(at).trim() !== '') {
    item.lastIndex = at;
    const match = item.exec(list);
    if (!match) return brokenPair(list, at, offset);
    const [whole, , operation, input] = match as unknown as [string, string, string, string];
    const text = whole.replace(/\s*,?$/, '').trimStart();
    const start = offset + at + whole.indexOf(text);
    pairs.push({
      operation: { text: operation, start: start + text.indexOf(operation) },
      input: { text: input, start: start + text.lastIndexOf(input) },
      start,
      end: start + text.length,
    });
    at = item.lastIndex;
  }
  return pairs;
}

function brokenPair(list: string, at: number, offset: number): GenotypeTextProblem {
  const [, space, text] = /^(\s*)([([][^()[\]]*[)\]]?|[^,()[\]]*.?)/.exec(list.slice(at)) as unknown as string[];
  const start = offset + at + space!.length;
  const message = "write an operation as ('name', input), the input a whole number";
  return { message, start, end: start + Math.max(1, text!.trimEnd().length) };
}

/** What is assigned to a name, up to the comma or bracket that ends it; undefined where a bracket stays open. */
function pythonValue(source: string, name: string): TextToken | undefined {
  const head = new RegExp(`\\b${name}\\s*=\\s*`).exec(source);
  if (!head) return undefined;
  const start = head.index + head[0].length;
  let depth = 0;
  for (let index = start; index < source.length; index++) {
    if (/[[(]/.test(source[index]!)) depth++;
    else if (depth > 0 && /[\])]/.test(source[index]!)) depth--;
    else if (depth === 0 && /[,\])]/.test(source[index]!)) return { text: source.slice(start, index).trimEnd(), start };
  }
  return depth === 0 ? { text: source.slice(start).trimEnd(), start } : undefined;
}

const RANGE = /^range\s*\(\s*(\d{1,2})\s*(?:,\s*(\d{1,2})\s*)?(?:,\s*1\s*)?,?\s*\)$/;
const AROUND_RANGE = /^(?:(?:list|tuple|sorted)\s*\((.*)\)|[[(]\s*\*(.*?),?\s*[\])])$/;
const NUMBERS = /^[[(]\s*(?:\d{1,2}\s*(?:,\s*\d{1,2}\s*)*,?\s*)?[\])]$/;

/** Reads whole numbers as Python writes them: `[2, 3]`, `(2, 3)`, `range(2, 4)`, `list(range(2, 4))`. Undefined for anything else. */
export function readPythonNumbers(source: string): number[] | undefined {
  const text = source.trim();
  if (NUMBERS.test(text)) return (text.match(/\d+/g) ?? []).map(Number);
  const around = AROUND_RANGE.exec(text);
  const inner = (around?.[1] ?? around?.[2])?.trim();
  if (inner !== undefined) return readPythonNumbers(inner);
  const range = RANGE.exec(text);
  return range
    ? rangeOfNumbers(
        range
          .slice(1)
          .filter((bound) => bound !== undefined)
          .map(Number),
      )
    : undefined;
}

/** The numbers of Python's `range(end)` or `range(start, end)`, at most 100 of them. */
export function rangeOfNumbers(bounds: readonly number[]): number[] {
  const [start, end] = bounds.length === 1 ? [0, bounds[0]!] : [bounds[0] ?? 0, bounds[1] ?? 0];
  return Array.from({ length: Math.min(100, Math.max(0, end - start)) }, (_, index) => start + index);
}
