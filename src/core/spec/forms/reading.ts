import type { SearchSpace } from '../../spaces/space';
import type { ArchitecturePlace } from '../architecture';
import type { DocumentProblem, PlaceSpan, TextRange } from '../document';
import type { ProblemCode } from '../problemCodes';
import type { ReadLimits } from '../syntax/limits';
import { describeNode, rangeInScalar } from '../syntax/syntaxTree';
import type { SyntaxNode, SyntaxScalar } from '../syntax/syntaxTree';

/** What a form finds while it reads one part of an architecture. */
export class Reading {
  readonly spans: PlaceSpan[] = [];
  readonly problems: DocumentProblem[] = [];

  constructor(
    readonly space: SearchSpace,
    readonly limits: ReadLimits,
    readonly part = 0,
  ) {}

  /** A reading of another part that adds to the same lists. */
  forPart(part: number): Reading {
    const reading = new Reading(this.space, this.limits, part);
    return Object.assign(reading, { spans: this.spans, problems: this.problems });
  }

  /** @param close names that may have been meant, best first */
  report(code: ProblemCode, message: string, range: TextRange, close: readonly string[] = []): void {
    const problem: DocumentProblem = { code, severity: 'error', message, range };
    this.problems.push(close.length > 0 ? { ...problem, suggestions: close, isGuess: true } : problem);
  }

  reportType(node: SyntaxNode, expected: string): void {
    this.report('wrong-type', `expected ${expected}, found ${describeNode(node)}`, node.range);
  }

  markNode(node: number, role: PlaceSpan['role'], range: TextRange): void {
    this.mark({ kind: 'node', part: this.part, node }, role, range);
  }

  markEdge(edge: number, role: PlaceSpan['role'], range: TextRange): void {
    this.mark({ kind: 'edge', part: this.part, edge }, role, range);
  }

  mark(place: ArchitecturePlace, role: PlaceSpan['role'], range: TextRange): void {
    this.spans.push({ place, role, range });
  }
}

/** The characters of a scalar's text; the quotes too where escapes keep the two from lining up. */
export function tokenRange(scalar: SyntaxScalar): TextRange {
  return rangeInScalar(scalar, 0, scalar.text.length);
}
