import { append } from '../append';
import { closestNames } from '../spaces/closestNames';
import { quote } from '../spaces/checking';
import { bundledSpaces, spaceByName } from '../spaces/registry';
import type { SearchSpace } from '../spaces/space';
import { readSpace } from '../spaces/userSpace/readSpace';
import type { DocumentProblem, TextRange } from './document';
import { inferSpace } from './forms/forms';
import { tokenRange } from './forms/reading';
import { findPair } from './syntax/syntaxTree';
import type { SyntaxNode, SyntaxPair } from './syntax/syntaxTree';
import { suggestNames } from './suggestNames';

/** A space file that was looked up, or why there is no space in it. */
export type SpaceResolution = { readonly space: SearchSpace } | { readonly problem: string };

/** Finds the space of a `*.space.yaml` or `*.space.json` by its path as the cell file gives it. Core reads no files: the caller does. */
export type SpaceResolver = (path: string) => SpaceResolution | undefined;

export interface ResolvedSpace {
  readonly space?: SearchSpace;
  readonly range?: TextRange;
}

/** The space that a file names under `space`, or else the bundled one whose form its first cell is written in. */
export function resolveDocumentSpace(
  root: SyntaxNode,
  resolve: SpaceResolver | undefined,
  problems: DocumentProblem[],
): ResolvedSpace {
  const pair = findPair(root, 'space');
  return pair ? resolveNamed(pair, resolve, problems) : resolveUnnamed(root, problems);
}

function resolveNamed(
  { key, value }: SyntaxPair,
  resolve: SpaceResolver | undefined,
  problems: DocumentProblem[],
): ResolvedSpace {
  if (value.kind === 'mapping') {
    const { space, problems: found } = readSpace(value, { inline: true });
    append(problems, found);
    return space ? { space, range: key.range } : { range: key.range };
  }
  const names = bundledSpaces.map(({ name }) => name);
  if (value.kind !== 'scalar' || value.value === null) {
    const message = `name the space: ${names.join(', ')}, or the path of a *.space.yaml file`;
    problems.push({
      code: 'missing-space',
      severity: 'error',
      message,
      range: value.kind === 'scalar' ? key.range : value.range,
    });
    return {};
  }
  const range = tokenRange(value);
  const bundled = spaceByName(value.text);
  if (bundled) return { space: bundled, range };
  if (!isPath(value.text)) {
    const close = closestNames(value.text, names);
    const hint = close[0] === undefined ? `known are ${names.join(', ')}` : `did you mean ${close[0]}?`;
    const message = `there is no space ${quote(value.text)}; ${hint}`;
    problems.push({
      code: 'unknown-space',
      severity: 'error',
      message,
      ...suggestNames(value, close.length > 0 ? close : names),
      ...(close.length > 0 && { isGuess: true }),
    });
    return { range };
  }
  const found = resolve?.(value.text);
  if (found && 'space' in found) return { space: found.space, range };
  const message = found ? found.problem : `the space file ${quote(value.text)} was not found`;
  problems.push({ code: found ? 'broken-space' : 'unknown-space', severity: 'error', message, range });
  return { range };
}

/** Whether a space is given by the path of its file. */
function isPath(name: string): boolean {
  return /\.(ya?ml|json)$/i.test(name) || name.includes('/');
}

function resolveUnnamed(root: SyntaxNode, problems: DocumentProblem[]): ResolvedSpace {
  const first = inferSpace(root) ?? firstInferred(findPair(root, 'cells')?.value ?? root);
  const start = root.kind === 'mapping' ? root.pairs[0]?.key.range : undefined;
  const range = start ?? { start: root.range.start, end: Math.min(root.range.start + 1, root.range.end) };
  if (first) {
    const message = `read as ${first.name}, the only space whose cells are written so; "space: ${first.name}" makes that certain`;
    problems.push({ code: 'missing-space', severity: 'information', message, range });
    return { space: first };
  }
  const message = `the file does not name a space: ${bundledSpaces.map(({ name }) => name).join(', ')}, or the path of a *.space.yaml file`;
  problems.push({ code: 'missing-space', severity: 'error', message, range });
  return {};
}

function firstInferred(cells: SyntaxNode): SearchSpace | undefined {
  const values =
    cells.kind === 'mapping' ? cells.pairs.map(({ value }) => value) : cells.kind === 'sequence' ? cells.items : [];
  for (const value of values.slice(0, 20)) {
    const space = inferSpace(value);
    if (space) return space;
  }
  return undefined;
}
