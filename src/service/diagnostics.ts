import { DiagnosticSeverity, DiagnosticTag, type Diagnostic } from 'vscode-languageserver-types';
import type { DocumentProblem } from '../core/spec/document';
import { distinctProblems } from './distinctProblems';
import { toRange } from './positions';
import type { CellFile, ServiceDependencies } from './serviceTypes';

/** Diagnostics of one file at most: an editor shows no more, and a broken file may have one a line. */
const MAX_DIAGNOSTICS = 1000;

/** Codes of parts that carry nothing; the editor fades them. */
const deadCodes = new Set(['dead-node', 'unreachable-node']);

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

/** The problems of a file as the editor shows them, each once. Their codes are listed in docs/diagnostics.md. */
export function diagnostics(file: CellFile, dependencies: ServiceDependencies): Diagnostic[] {
  if (!dependencies.settings(file.document.uri).diagnostics.enabled) return [];
  const { language, problems } = file.parsed;
  const isElsewhere = dependencies.isCheckedElsewhere?.(language) ?? false;
  const shown = distinctProblems(problems).filter(
    ({ code, isOfLanguage }) => !isElsewhere || (code !== 'syntax' && !isOfLanguage),
  );
  return shown.slice(0, MAX_DIAGNOSTICS).map((problem) => toDiagnostic(file, problem, dependencies));
}

export function toDiagnostic(
  { document }: CellFile,
  problem: DocumentProblem,
  { pageOf }: Pick<ServiceDependencies, 'pageOf'>,
): Diagnostic {
  const related = problem.related?.map(({ range, message }) => ({
    location: { uri: document.uri, range: toRange(document, range) },
    message,
  }));
  const page = pageOf?.(problem.code);
  return {
    range: toRange(document, problem.range),
    severity: severities[problem.severity],
    code: problem.code,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    source: 'flowcell',
    message: problem.message,
    ...(related && related.length > 0 ? { relatedInformation: related } : {}),
    ...(deadCodes.has(problem.code) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}
