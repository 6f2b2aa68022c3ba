import { CodeActionKind, type CodeAction } from 'vscode-languageserver-types';
import type { CellEntry, DocumentProblem, TextRange } from '../../core/spec/document';
import type { SyntaxTree } from '../../core/spec/syntax/syntaxTree';
import { toDiagnostic } from '../diagnostics';
import { distinctProblems } from '../distinctProblems';
import { isOwnEdit } from '../edits/cellAfter';
import { overlaps } from '../positions';
import { type CancellationCheck, type CellFile, neverCancelled, type ServiceDependencies } from '../serviceTypes';
import { entryAt } from '../spans';
import { syntaxOf } from '../syntaxRanges';
import { convertActions, convertKind } from './convertActions';
import { cycleFixes } from './cycleFixes';
import { deadPartFixes } from './deadPartFixes';
import { duplicateEdgeFixes } from './duplicateEdgeFixes';
import { duplicateCellFixes, duplicateNameFixes } from './duplicateFixes';
import type { Fix } from './fix';
import { gainActions } from './gainActions';
import { largeFileAction } from './largeFileAction';
import { missingEdgeFixes, missingSpaceFixes } from './missingPartFixes';
import { replaceFixes } from './replaceFixes';
import { workspaceEdit } from './workspaceEdit';

/** Actions for one cursor at most. */
const MAX_ACTIONS = 50;

/**
 * Quick fixes for the problems that a range touches; of the cell that it starts in the edits with the largest predicted gain, and
 * the cell in its other forms.
 *
 * @param only kinds that the editor wants; all of them when undefined
 */
export function codeActions(
  file: CellFile,
  range: TextRange,
  only: readonly string[] | undefined,
  dependencies: ServiceDependencies,
  cancellation: CancellationCheck = neverCancelled,
): CodeAction[] {
  const actions: CodeAction[] = [];
  if (isWanted(CodeActionKind.QuickFix, only)) {
    const problems = distinctProblems(file.parsed.problems.filter((problem) => overlaps(problem.range, range)));
    const tree = problems.length > 0 ? syntaxOf(file) : undefined;
    for (const problem of problems) {
      if (!tree || cancellation.isCancellationRequested) break;
      actions.push(...quickFixes(file, problem, tree, dependencies));
    }
  }
  const entry = entryAt(file.parsed, range.start);
  if (entry && isWanted(CodeActionKind.RefactorRewrite, only)) {
    actions.push(...gainActions(file, entry, dependencies, cancellation));
  }
  if (entry && isWanted(convertKind, only) && !cancellation.isCancellationRequested) {
    actions.push(...convertActions(file, entry));
  }
  return actions.slice(0, MAX_ACTIONS);
}

/** Whether an action of this kind answers a request for `only`: kinds contain those that begin with them. */
export function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return !only || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

function quickFixes(
  file: CellFile,
  problem: DocumentProblem,
  tree: SyntaxTree,
  dependencies: ServiceDependencies,
): CodeAction[] {
  if (problem.code === 'file-large') return [largeFileAction(file, problem, dependencies)];
  return fixesOf(file, problem, tree).map(({ title, edits, isPreferred }) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(file, problem, dependencies)],
    edit: workspaceEdit(file, edits),
    ...(isPreferred ? { isPreferred } : {}),
  }));
}

/** A word is corrected wherever it is used; other fixes are those of one cell. */
function fixesOf(file: CellFile, problem: DocumentProblem, tree: SyntaxTree): Fix[] {
  const entry = entryAt(file.parsed, problem.range.start);
  const fixes = fixesOfCell(file, entry, problem, tree);
  return fixes?.filter(({ edits }) => isOwnEdit(file, entry, edits)) ?? replaceFixes(problem);
}

/** Undefined where a problem is about a word. */
function fixesOfCell(
  file: CellFile,
  entry: CellEntry | undefined,
  problem: DocumentProblem,
  tree: SyntaxTree,
): Fix[] | undefined {
  switch (problem.code) {
    case 'duplicate-cell':
      return duplicateCellFixes(file, problem, tree);
    case 'duplicate-edge':
      return entry ? duplicateEdgeFixes(file, entry, problem, tree) : [];
    case 'duplicate-name':
      return duplicateNameFixes(file, problem);
    case 'missing-space':
      return missingSpaceFixes(file, tree);
    case 'missing-edge':
      return entry ? missingEdgeFixes(file, entry, tree) : [];
    case 'dead-node':
    case 'unreachable-node':
      return entry ? deadPartFixes(file, entry, problem, tree) : [];
    case 'cycle':
      return entry ? cycleFixes(file, entry, problem, tree) : [];
    default:
      return undefined;
  }
}
