import { CodeActionKind, type CodeAction } from 'vscode-languageserver-types';
import type { DocumentProblem } from '../../core/spec/document';
import { readLargeFileCommand } from '../commands';
import { toDiagnostic } from '../diagnostics';
import type { CellFile, ServiceDependencies } from '../serviceTypes';

/** The way to have a file read that is above the limit. */
export function largeFileAction(
  file: CellFile,
  problem: DocumentProblem,
  dependencies: Pick<ServiceDependencies, 'pageOf'>,
): CodeAction {
  const title = 'Read this large file until it is closed';
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(file, problem, dependencies)],
    command: readLargeFileCommand(title, file.document.uri),
    isPreferred: true,
  };
}
