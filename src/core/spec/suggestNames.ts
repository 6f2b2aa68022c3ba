import type { DocumentProblem } from './document';
import { rangeInScalar } from './syntax/syntaxTree';
import type { SyntaxScalar } from './syntax/syntaxTree';

/** Where a name is written, and what may be written there in its place. */
type NameSuggestions = Pick<DocumentProblem, 'range' | 'suggestions'>;

/**
 * Names that could stand in the place of a scalar, written so that JSON and YAML read them as texts: inside the quotes that are there, with
 * quotes of their own where something else than a text stands, and away from the colon where nothing does.
 */
export function suggestNames(scalar: SyntaxScalar, names: readonly string[]): NameSuggestions {
  const { value, verbatimStart, range } = scalar;
  const isMissing = range.start === range.end;
  // Only YAML knows where the text of a value that is left out would begin: it may be written without quotes there.
  const isBare = verbatimStart !== undefined && (typeof value === 'string' || isMissing);
  const suggestions = names.map((name) => {
    const written = isBare || /^(true|false)$/.test(name) ? name : JSON.stringify(name);
    return isMissing ? ` ${written}` : written;
  });
  return {
    range: isBare ? rangeInScalar(scalar, 0, scalar.text.length) : range,
    ...(suggestions.length > 0 ? { suggestions } : {}),
  };
}
