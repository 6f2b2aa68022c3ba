import { tokenRange } from '../../spec/forms/reading';
import type { DocumentProblem, TextRange } from '../../spec/document';
import type { ProblemCode } from '../../spec/problemCodes';
import { suggestNames } from '../../spec/suggestNames';
import { describeNode, findPair } from '../../spec/syntax/syntaxTree';
import type { SyntaxMapping, SyntaxNode, SyntaxScalar } from '../../spec/syntax/syntaxTree';
import { closestNames } from '../closestNames';

/** Reads the values of a space file and collects what is wrong with them. */
export class DefinitionReader {
  readonly problems: DocumentProblem[] = [];

  report(
    code: ProblemCode,
    message: string,
    range: TextRange,
    more: Pick<DocumentProblem, 'suggestions' | 'isGuess'> = {},
  ): void {
    this.problems.push({ code, severity: 'error', message, range, ...more });
  }

  reportType(node: SyntaxNode, expected: string): void {
    this.report('wrong-type', `expected ${expected}, found ${describeNode(node)}`, node.range);
  }

  /** Warns of keys that mean nothing. */
  expectKeys(node: SyntaxMapping, keys: readonly string[]): void {
    for (const { key } of node.pairs) {
      if (keys.includes(key.text) || key.text.startsWith('x-') || key.text === '$schema') continue;
      // A key that is there already was not meant a second time.
      const missing = keys.filter((name) => findPair(node, name) === undefined);
      const suggestions = closestNames(key.text, missing);
      const hint = suggestions[0] === undefined ? `known are ${keys.join(', ')}` : `did you mean ${suggestions[0]}?`;
      const problem: DocumentProblem = {
        code: 'unknown-key',
        severity: 'warning',
        message: `${JSON.stringify(key.text.slice(0, 60))} means nothing here; ${hint}`,
        ...suggestNames(key, suggestions),
      };
      this.problems.push(suggestions.length > 0 ? { ...problem, isGuess: true } : problem);
    }
  }

  text(node: SyntaxNode | undefined, maxLength: number): string | undefined {
    if (!node) return undefined;
    if (node.kind !== 'scalar' || node.value === null) {
      this.reportType(node, 'a text');
      return undefined;
    }
    if (node.text.length <= maxLength) return node.text;
    this.report('wrong-type', `at most ${maxLength} characters`, node.range);
    return undefined;
  }

  wholeNumber(node: SyntaxNode | undefined, min: number, max: number): number | undefined {
    if (!node) return undefined;
    const value = node.kind === 'scalar' && typeof node.value === 'number' ? node.value : NaN;
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.report('wrong-type', `expected a whole number from ${min} to ${max}`, node.range);
    return undefined;
  }

  /** A number for both bounds, or a mapping with `min` and `max`. */
  bounds(
    node: SyntaxNode | undefined,
    min: number,
    max: number,
    fallback: { readonly min: number; readonly max: number },
  ): { readonly min: number; readonly max: number } {
    if (!node) return fallback;
    if (node.kind !== 'mapping') {
      const both = this.wholeNumber(node, min, max);
      return both === undefined ? fallback : { min: both, max: both };
    }
    this.expectKeys(node, ['min', 'max']);
    const low = this.wholeNumber(findPair(node, 'min')?.value, min, max) ?? fallback.min;
    const high = this.wholeNumber(findPair(node, 'max')?.value, min, max) ?? Math.max(low, fallback.max);
    if (low <= high) return { min: low, max: high };
    this.report('wrong-type', `the least, ${low}, is more than the most, ${high}`, node.range);
    return { min: high, max: low };
  }

  choice<T extends string>(node: SyntaxNode | undefined, choices: readonly T[]): T | undefined {
    if (!node) return undefined;
    const found = node.kind === 'scalar' ? choices.find((choice) => choice === node.text) : undefined;
    if (found !== undefined) return found;
    const close = node.kind === 'scalar' ? closestNames(node.text, choices) : [];
    const offered = close.length > 0 ? close : choices;
    const { range, suggestions } =
      node.kind === 'scalar' ? suggestNames(node, offered) : { range: node.range, suggestions: undefined };
    const guess = close.length > 0 ? ({ isGuess: true } as const) : {};
    this.report(
      'wrong-type',
      `expected one of ${choices.join(', ')}`,
      range,
      suggestions ? { suggestions, ...guess } : {},
    );
    return undefined;
  }

  /** The scalars of a list; everything else in it is reported. */
  names(node: SyntaxNode | undefined, maxLength: number): SyntaxScalar[] {
    if (!node) return [];
    if (node.kind !== 'sequence') {
      this.reportType(node, 'a list of names');
      return [];
    }
    return node.items.flatMap((item) => (this.text(item, maxLength) === undefined ? [] : [item as SyntaxScalar]));
  }

  /** Reports names that come up twice. */
  expectDistinct(names: readonly SyntaxScalar[]): void {
    const seen = new Set<string>();
    for (const name of names) {
      if (seen.has(name.text)) {
        const message = `${JSON.stringify(name.text)} is already defined`;
        this.report('duplicate-name', message, tokenRange(name));
      }
      seen.add(name.text);
    }
  }
}
