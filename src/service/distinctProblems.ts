import type { DocumentProblem } from '../core/spec/document';

/** Each problem of a text once: cells that share a text through a YAML alias all have what is wrong with it. */
export function distinctProblems(problems: readonly DocumentProblem[]): DocumentProblem[] {
  const distinct = new Map<string, DocumentProblem>();
  for (const problem of problems) {
    const { code, message, range } = problem;
    const key = `${range.start} ${range.end} ${code} ${message}`;
    if (!distinct.has(key)) distinct.set(key, problem);
  }
  return [...distinct.values()];
}
