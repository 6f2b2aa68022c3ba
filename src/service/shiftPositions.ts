import type { TextRange } from '../core/spec/document';

/** Where an offset of the old text is in the new one. */
export type OffsetShift = (offset: number) => number;

/** Cells of the line table beyond which changed lines are no longer matched one by one: a tenth of a second. */
const MAX_TABLE = 4_000_000;

/**
 * Follows positions of `oldText` through its edits to `newText`. What stands before and after the changed lines moves with its text;
 * among the changed lines, those that are still there are found again; in a line that is gone, positions fall on the place where it was.
 */
export function shiftOffsets(oldText: string, newText: string): OffsetShift {
  if (oldText === newText) return (offset) => clamp(offset, newText.length);
  const oldLines = splitLines(oldText);
  const newLines = splitLines(newText);
  const moved = matchLines(oldLines, newLines);
  return (offset) => {
    const at = clamp(offset, oldText.length);
    const line = lineAt(oldLines, at);
    const oldLine = oldLines[line];
    const target = moved[line];
    if (oldLine === undefined || target === undefined) return newText.length;
    const newLine = newLines[target.line];
    if (newLine === undefined) return newText.length;
    const column = at - oldLine.start;
    if (target.kind === 'next') return newLine.start;
    return newLine.start + (target.kind === 'same' ? column : shiftInLine(oldLine.text, newLine.text, column));
  };
}

export function shiftRange(range: TextRange, shift: OffsetShift): TextRange {
  const start = shift(range.start);
  return { start, end: Math.max(start, shift(range.end)) };
}

interface Line {
  readonly start: number;
  readonly text: string;
}

interface LineTarget {
  readonly line: number;
  /** `same`: the line is unchanged. `edited`: it stands for the old one. `next`: the old one is gone, this one follows. */
  readonly kind: 'same' | 'edited' | 'next';
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    lines.push({ start, text: text.slice(start, end + 1) });
    start = end + 1;
  }
  lines.push({ start, text: text.slice(start) });
  return lines;
}

/** For each old line the new line that it became. */
function matchLines(oldLines: readonly Line[], newLines: readonly Line[]): LineTarget[] {
  const isEqual = (oldIndex: number, newIndex: number): boolean =>
    oldLines[oldIndex]?.text === newLines[newIndex]?.text;
  const shorter = Math.min(oldLines.length, newLines.length);
  let prefix = 0;
  while (prefix < shorter && isEqual(prefix, prefix)) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && isEqual(oldLines.length - 1 - suffix, newLines.length - 1 - suffix)) suffix++;

  const oldEnd = oldLines.length - suffix;
  const newEnd = newLines.length - suffix;
  const matched = commonLines(oldLines.slice(prefix, oldEnd), newLines.slice(prefix, newEnd));
  const targets: LineTarget[] = [];
  for (let line = 0; line < prefix; line++) targets.push({ line, kind: 'same' });
  // Changed lines stand between matched ones: the old and the new lines of a gap are paired in order.
  let next = prefix;
  const gapEnds = endsOfGaps(matched, oldEnd - prefix, newEnd - prefix);
  for (let old = prefix; old < oldEnd; old++) {
    const same = matched.get(old - prefix);
    const gapEnd = prefix + (gapEnds[old - prefix] ?? 0);
    if (same !== undefined) {
      targets.push({ line: prefix + same, kind: 'same' });
      next = prefix + same + 1;
    } else {
      targets.push(next < gapEnd ? { line: next++, kind: 'edited' } : { line: gapEnd, kind: 'next' });
    }
  }
  for (let line = newEnd; line < newLines.length; line++) targets.push({ line, kind: 'same' });
  return targets;
}

/** For each old line the new line of the first matched one from it on, or the number of new lines. */
function endsOfGaps(matched: ReadonlyMap<number, number>, oldCount: number, newCount: number): Uint32Array {
  const ends = new Uint32Array(oldCount);
  let end = newCount;
  for (let old = oldCount - 1; old >= 0; old--) {
    end = matched.get(old) ?? end;
    ends[old] = end;
  }
  return ends;
}

/** A longest common subsequence of two lists of lines: old index -> new index. */
function commonLines(oldLines: readonly Line[], newLines: readonly Line[]): ReadonlyMap<number, number> {
  const matches = new Map<number, number>();
  const width = newLines.length + 1;
  if (oldLines.length * width > MAX_TABLE) return matches;
  const lengths = new Uint32Array((oldLines.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = oldLines.length - 1; row >= 0; row--) {
    for (let column = newLines.length - 1; column >= 0; column--) {
      const isSame = oldLines[row]?.text === newLines[column]?.text;
      lengths[row * width + column] = isSame
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  let row = 0;
  let column = 0;
  while (row < oldLines.length && column < newLines.length) {
    if (oldLines[row]?.text === newLines[column]?.text) matches.set(row++, column++);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return matches;
}

/** A column of a line that was edited in one place: what is before the edit stays, what is after it moves. */
function shiftInLine(oldLine: string, newLine: string, column: number): number {
  const shorter = Math.min(oldLine.length, newLine.length);
  let prefix = 0;
  while (prefix < shorter && oldLine[prefix] === newLine[prefix]) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && oldLine[oldLine.length - 1 - suffix] === newLine[newLine.length - 1 - suffix]) {
    suffix++;
  }
  if (column <= prefix) return column;
  if (column >= oldLine.length - suffix) return column + newLine.length - oldLine.length;
  return Math.min(prefix, newLine.length);
}

/** Index of the line that holds the offset. */
function lineAt(lines: readonly Line[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function clamp(offset: number, length: number): number {
  return Math.min(Math.max(offset, 0), length);
}
