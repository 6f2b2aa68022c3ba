import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position, Range } from 'vscode-languageserver-types';
import type { TextRange } from '../core/spec/document';

/** The protocol's range of a range of offsets. Ends never fall between CR and LF or within a surrogate pair. */
export function toRange(document: TextDocument, range: TextRange): Range {
  const start = snap(document, range.start, 'backward');
  const end = Math.max(start, snap(document, range.end, 'forward'));
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** The offset of a position; positions past a line's end count as its end. */
export function toOffset(document: TextDocument, position: Position): number {
  return snap(document, document.offsetAt(position), 'backward');
}

/** The offsets of a protocol range. */
export function toTextRange(document: TextDocument, range: Range): TextRange {
  const start = toOffset(document, range.start);
  return { start, end: Math.max(start, toOffset(document, range.end)) };
}

/** Whether `inner` lies within `outer`, ends included. */
export function contains(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether the offset is in the range or at one of its ends, where a cursor still touches it. */
export function touches(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** Whether two ranges share a character or a cursor position. */
export function overlaps(a: TextRange, b: TextRange): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function snap(document: TextDocument, offset: number, direction: 'backward' | 'forward'): number {
  const text = document.getText();
  const clamped = Math.min(Math.max(offset, 0), text.length);
  const before = text.charCodeAt(clamped - 1);
  const after = text.charCodeAt(clamped);
  const isInside = (before === CR && after === LF) || (isHighSurrogate(before) && isLowSurrogate(after));
  return isInside ? clamped + (direction === 'forward' ? 1 : -1) : clamped;
}

const CR = 13;
const LF = 10;

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
