import type { TextRange } from '../../core/spec/document';
import { scanBlock } from './blockScanner';
import { scanFlow } from './flowScanner';

export type KeyPath = readonly (string | number)[];

/** What a cursor is about to write, as far as the text before it tells. Found without a parser, so that it works while the text is broken. */
export interface CursorContext {
  /** `key`: a key of the mapping at `path`. `value`: the value at `path`. */
  readonly kind: 'key' | 'value';
  readonly path: KeyPath;
  /** The token under the cursor, without its quotes. Empty where nothing is written yet. */
  readonly token: TextRange;
  /** The quote that the token stands in; empty for none. */
  readonly quote: '' | '"' | "'";
  /** Keys of the same mapping, or scalars of the same list, on either side of the cursor. */
  readonly siblings: readonly string[];
  /** Keys of the mapping that a value stands in, its own included. */
  readonly beside: readonly string[];
  /** What stands at the cursor if a colon is still to follow: behind the dash of a YAML list a word may become either. */
  readonly asKey?: CursorContext;
}

/** The context of a cursor in JSON or YAML; undefined in comments and after the end of the value. */
export function cursorContext(text: string, offset: number, language: 'json' | 'yaml'): CursorContext | undefined {
  if (language === 'yaml') return scanBlock(text, offset);
  const result = scanFlow(text, skipByteOrderMark(text), offset, 'json', []);
  return result.kind === 'cursor' ? result.context : undefined;
}

function skipByteOrderMark(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0;
}
