import type { DocumentProblem } from '../document';
import { parseJson } from './parseJson';
import { parseYaml } from './parseYaml';
import type { ReadLimits } from './limits';
import type { SyntaxTree } from './syntaxTree';

export type FileLanguage = 'json' | 'yaml';

/** Problems of one kind are cut off here: an editor shows no more, and a broken file may have one a line. */
const MAX_PROBLEMS = 200;

/** Reads JSON or YAML within limits. Never throws, and never takes long: what could make the parsers fail is refused before they run. */
export function parseSyntax(text: string, language: FileLanguage, limits: ReadLimits, allowLarge = false): SyntaxTree {
  const refusal = refuse(text, limits, allowLarge);
  if (refusal) return { comments: [], problems: [refusal] };
  try {
    const tree = language === 'json' ? parseJson(text, limits) : parseYaml(text, limits);
    const problems = [...checkEncoding(text), ...tree.problems].slice(0, MAX_PROBLEMS);
    return { ...tree, problems };
  } catch (error) {
    const message = `the file could not be read: ${error instanceof Error ? error.message : String(error)}`;
    const range = { start: 0, end: Math.min(1, text.length) };
    return { comments: [], problems: [{ code: 'syntax', severity: 'error', message, range }] };
  }
}

function refuse(text: string, limits: ReadLimits, allowLarge: boolean): DocumentProblem | undefined {
  const range = { start: 0, end: Math.min(1, text.length) };
  const inKilobytes = (length: number): string => `${Math.round(length / 1024)} KB`;
  if (text.length > limits.hardLength) {
    const message = `the file has ${inKilobytes(text.length)}; files above ${inKilobytes(limits.hardLength)} are not read`;
    return { code: 'file-too-large', severity: 'error', message, range };
  }
  if (text.length > limits.softLength && !allowLarge) {
    const message = `the file has ${inKilobytes(text.length)}; files above ${inKilobytes(limits.softLength)} are read only when you ask for it`;
    return { code: 'file-large', severity: 'warning', message, range };
  }
  return undefined;
}

function checkEncoding(text: string): DocumentProblem[] {
  const start = text.search(/[\0\uFFFD]/);
  if (start < 0) return [];
  const message = 'the file is not UTF-8, or holds characters that were lost when it was decoded';
  return [{ code: 'encoding', severity: 'warning', message, range: { start, end: start + 1 } }];
}
