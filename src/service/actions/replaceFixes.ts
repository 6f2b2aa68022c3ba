import type { DocumentProblem } from '../../core/spec/document';
import { shorten } from '../hover/markdown';
import type { Fix } from './fix';

/** Replacements that are offered for one problem. */
const MAX_REPLACEMENTS = 6;

/** What may have been meant in place of an unknown name. */
export function replaceFixes({ range, suggestions = [], isGuess }: DocumentProblem): Fix[] {
  return suggestions.slice(0, MAX_REPLACEMENTS).map((newText, index) => ({
    title: `Change to ${shorten(newText.trim().replace(/^(["'])(.*)\1$/s, '$2'), 60)}`,
    edits: [{ range, newText }],
    isPreferred: index === 0 && (isGuess === true || suggestions.length === 1),
  }));
}
