import type { TextRange } from '../../core/spec/document';
import type { CursorContext } from './cursorContext';

/** What accepting a candidate does to the text. */
export interface WrittenCandidate {
  readonly range: TextRange;
  readonly newText: string;
  /** What the editor compares with the text of the range up to the cursor. */
  readonly filterText: string;
}

/**
 * A candidate as it is written here: with quotes where they are missing, a key with its colon, and away from the colon or the dash that
 * stands before it.
 *
 * @param place what it replaces
 * @param isBare no text: a number or a switch, without quotes in JSON, too
 */
export function writtenCandidate(
  text: string,
  { quote, token, kind }: CursorContext,
  place: TextRange,
  isBare: boolean,
  source: string,
  language: 'json' | 'yaml',
): WrittenCandidate {
  const plain = { range: place, filterText: text };
  if (kind === 'value') {
    const written = withQuotes(text, quote, isBare, language);
    return { ...plain, newText: gapBefore(place, quote, source, language) + written };
  }
  const written = withQuotes(text, quote, false, language);
  const hasColon = /^["']?\s*:/.test(source.slice(token.end, token.end + 80));
  if (hasColon) return { ...plain, newText: written };
  if (quote === '') return { ...plain, newText: `${gapBefore(place, quote, source, language)}${written}: ` };
  if (source[token.end] !== quote) return { ...plain, newText: `${written}${quote}: ` };
  // Behind the closing quote, too, so that the cursor comes to stand where the value is to be written.
  const range = { start: place.start - 1, end: place.end + 1 };
  return { range, newText: `${quote}${written}${quote}: `, filterText: quote + text + quote };
}

function withQuotes(text: string, quote: CursorContext['quote'], isBare: boolean, language: 'json' | 'yaml'): string {
  if (quote === '"') return JSON.stringify(text).slice(1, -1);
  if (quote === "'") return text.replaceAll("'", "''");
  const isPlain = /^[\w./+][\w./+ >-]*$/.test(text) && !/^(?:null|true|false)$/i.test(text);
  const needsQuotes = !isBare && (language === 'json' || !isPlain);
  return needsQuotes ? JSON.stringify(text) : text;
}

/** YAML tells a colon or a dash from a text by the blank behind it. */
function gapBefore(
  { start, end }: TextRange,
  quote: CursorContext['quote'],
  source: string,
  language: 'json' | 'yaml',
): string {
  const isEmpty = language === 'yaml' && quote === '' && start === end;
  return isEmpty && /[:-]/.test(source[start - 1] ?? '') ? ' ' : '';
}
