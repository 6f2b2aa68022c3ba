import type { DocumentProblem } from '../document';
import type { SyntaxPair } from './syntaxTree';

/** Keys that would reach an object's prototype in code that is less careful than this one. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/** Drops and reports the pairs of one mapping whose key is repeated or reserved. */
export function acceptPairs(pairs: readonly SyntaxPair[], problems: DocumentProblem[]): SyntaxPair[] {
  const first = new Map<string, SyntaxPair>();
  for (const pair of pairs) {
    const { text, range } = pair.key;
    const earlier = first.get(text);
    if (RESERVED.has(text)) {
      problems.push({ code: 'reserved-name', severity: 'error', message: `${text} is not allowed as a name`, range });
    } else if (earlier) {
      problems.push({
        code: 'duplicate-name',
        severity: 'error',
        message: `${JSON.stringify(text.slice(0, 60))} is already defined; this one is ignored`,
        range,
        isOfLanguage: true,
        related: [{ range: earlier.key.range, message: 'the first definition' }],
      });
    } else {
      first.set(text, pair);
    }
  }
  return [...first.values()];
}
