import { CompletionItemKind } from 'vscode-languageserver-types';
import { operationDigits } from '../../core/spaces/nasBench101/operations';
import type { SearchSpace } from '../../core/spaces/space';
import { indexCandidates, operationCandidates, type Candidate } from './candidates';

/**
 * What may follow in a cell on one line.
 *
 * @param written the line up to the word at the cursor
 */
export function lineCandidates(space: SearchSpace, written: string): readonly Candidate[] {
  if (space.name === 'nas-bench-101') return /^\s*[01]+\s*[:/]\s*[0-2]*$/.test(written) ? digitCandidates() : [];
  if (space.name === 'darts') return genotypeCandidates(space, written);
  if (written.endsWith('~')) return groupCandidates(space, written);
  return written.endsWith('|') ? operationCandidates(space, false) : [];
}

/** Operations of a NAS-Bench-101 result table, which are digits. */
export function digitCandidates(): Candidate[] {
  return operationDigits.map((operation, digit) => ({
    text: String(digit),
    kind: CompletionItemKind.Value,
    detail: operation,
  }));
}

/** In `|op~0|+|op~0|op~1|`: each group reads the nodes before its own, each of them once. */
function groupCandidates(space: SearchSpace, written: string): Candidate[] {
  const groups = written.split('+');
  const read = new Set([...(groups[groups.length - 1] ?? '').matchAll(/~(\d+)/g)].map(([, input]) => input));
  return indexCandidates(space, groups.length).filter(({ text }) => !read.has(text));
}

/** In `op~0 op~1 ... | op~0 ...`, or in a genotype as Python prints it. */
function genotypeCandidates(space: SearchSpace, written: string): readonly Candidate[] {
  if (/['"],\s*$/.test(written)) return indexCandidates(space, undefined);
  if (!written.endsWith('~')) return operationCandidates(space, false);
  const pairs = [...(written.split('|').pop() ?? '').matchAll(/~\d+/g)].length;
  const { inputs, arity } = space.layout;
  return indexCandidates(space, inputs.length + Math.floor(pairs / arity.max));
}
