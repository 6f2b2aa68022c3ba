import type { TextRange } from './document';

/** Names that need no quotes wherever a scalar may stand. */
const PLAIN = /^[\p{L}\p{N}_][\p{L}\p{N}_.+/-]*$/u;

/** Words that JSON and YAML read as something else than a text. */
const RESERVED = /^(?:null|true|false)$/i;

/** Looked through for the quote that a range stands behind. */
const MAX_QUOTED = 2000;

/**
 * A name as it has to be written in the place of `range`: escaped where it stands inside quotes, without quotes where it is a part of a
 * longer text, and otherwise quoted where the old text is, or where it would not be read as a name.
 */
export function replacementText(name: string, text: string, range: TextRange): string {
  const old = text.slice(range.start, range.end);
  if (/^["']/.test(old)) return JSON.stringify(name);
  const quote = quoteAround(text, range.start);
  if (quote === '"') return JSON.stringify(name).slice(1, -1);
  if (quote === "'") return name.replaceAll("'", "''");
  if (isEndOfArrow(text, range)) return name;
  // A number of its own, which JSON cannot replace by a bare word.
  const isLiteral = /^-?\d+(\.\d+)?$/.test(old) && /[[,:]$/.test(textBefore(text, range.start).trimEnd());
  if (isLiteral && !/^(0|[1-9]\d*)$/.test(name)) return JSON.stringify(name);
  return PLAIN.test(name) && !RESERVED.test(name) ? name : JSON.stringify(name);
}

/** The quote that a place stands behind on its line; empty for none. A quote opens a text where a value may begin. */
function quoteAround(text: string, at: number): '' | '"' | "'" {
  const before = textBefore(text, at);
  const last = Math.max(before.lastIndexOf('"'), before.lastIndexOf("'"));
  const isOpening = last >= 0 && /(?:^|[[{,:]|^\s*(?:-\s+)+)\s*$/.test(before.slice(0, last));
  return isOpening ? (before[last] as '"' | "'") : '';
}

/** Whether a range is one of the two nodes of a plain key `0 -> 1`, where quotes would be a part of the node's name. */
function isEndOfArrow(text: string, { start, end }: TextRange): boolean {
  return /(?:->|=>|→)\s*$/u.test(textBefore(text, start)) || /^\s*(?:->|=>|→)/u.test(text.slice(end, end + 100));
}

function textBefore(text: string, at: number): string {
  const line = text.slice(Math.max(0, at - MAX_QUOTED), at);
  return line.slice(Math.max(line.lastIndexOf('\n'), line.lastIndexOf('\r')) + 1);
}
