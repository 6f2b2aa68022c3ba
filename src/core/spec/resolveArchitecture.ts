import type { ArchitectureResolver, ResolvedArchitecture } from '../data/resultTable';
import type { SearchSpace } from '../spaces/space';
import type { DocumentProblem } from './document';
import { formOf } from './forms/forms';
import { knownForms } from './forms/knownForms';
import { Reading } from './forms/reading';
import { defaultReadLimits } from './syntax/limits';
import { parseSyntax } from './syntax/parseSyntax';
import type { SyntaxNode, SyntaxPair, SyntaxScalar } from './syntax/syntaxTree';

/** Columns that hold a whole cell: an object as in a cell file, its JSON, or a one-line form. */
const CELL_COLUMNS = ['cell', 'arch', 'architecture', 'arch_str', 'genotype'];

const NOWHERE = { start: 0, end: 0 };

/** Reads the architectures of a result table's rows, in every form that cell files of the space know. */
export function architectureResolver(space: SearchSpace): ArchitectureResolver {
  return { parse: (fields) => resolveArchitecture(space, fields) };
}

/**
 * The architecture that these fields describe: one field with a whole cell, or the fields of a form (`adjacency` and `ops`, `normal` and
 * `reduce`, ...), their values texts as in CSV or values as in JSON. Only members of the space are returned.
 */
export function resolveArchitecture(space: SearchSpace, fields: ReadonlyMap<string, unknown>): ResolvedArchitecture {
  const column = CELL_COLUMNS.find((name) => fields.has(name)) ?? [...fields.keys()][0];
  const fail = (message: string): ResolvedArchitecture => {
    return column === undefined ? { kind: 'problem', message } : { kind: 'problem', message, column };
  };
  const whole = CELL_COLUMNS.find((name) => fields.has(name));
  const value = whole === undefined ? mappingOf(fields) : syntaxOf(fields.get(whole), 0);
  const form = formOf(value, space);
  if (!form || (value.kind === 'scalar' && value.value === null)) {
    return fail(`not an architecture of ${space.name}; known forms are ${knownForms(space)}`);
  }
  const reading = new Reading(space, defaultReadLimits);
  const architecture = form.read(value, reading);
  const unread = firstError(reading.problems);
  if (!architecture || unread) return fail(unread?.message ?? 'not understood');
  const wrong = firstError(space.check(architecture));
  if (wrong) return fail(wrong.message);
  return { kind: 'architecture', architecture, key: space.canonicalKey(architecture) };
}

function firstError<T extends Pick<DocumentProblem, 'severity' | 'message'>>(problems: readonly T[]): T | undefined {
  return problems.find(({ severity }) => severity === 'error');
}

function mappingOf(fields: ReadonlyMap<string, unknown>): SyntaxNode {
  const pairs = [...fields].map(([key, value]): SyntaxPair => {
    return { key: scalarOf(key), value: syntaxOf(value, 0), range: NOWHERE };
  });
  return { kind: 'mapping', pairs, range: NOWHERE };
}

/** A value of a table as syntax without a place. Texts that are JSON objects or lists are read as such. */
function syntaxOf(value: unknown, depth: number): SyntaxNode {
  if (depth > defaultReadLimits.depth) return scalarOf(null);
  if (typeof value === 'string') {
    const json = /^\s*[[{]/.test(value) ? parseSyntax(value, 'json', defaultReadLimits) : undefined;
    return json?.root && json.problems.length === 0 ? json.root : scalarOf(value);
  }
  if (typeof value === 'number' || typeof value === 'boolean') return scalarOf(value);
  if (Array.isArray(value)) {
    return { kind: 'sequence', items: value.map((item: unknown) => syntaxOf(item, depth + 1)), range: NOWHERE };
  }
  if (typeof value !== 'object' || value === null) return scalarOf(null);
  const pairs = Object.entries(value as Record<string, unknown>).map(([key, item]): SyntaxPair => {
    return { key: scalarOf(key), value: syntaxOf(item, depth + 1), range: NOWHERE };
  });
  return { kind: 'mapping', pairs, range: NOWHERE };
}

function scalarOf(value: string | number | boolean | null): SyntaxScalar {
  return { kind: 'scalar', value, text: value === null ? '' : String(value), range: NOWHERE, verbatimStart: 0 };
}
