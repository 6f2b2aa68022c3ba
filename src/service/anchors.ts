import type { TextRange } from '../core/spec/document';
import { touches } from './positions';
import type { CellFile } from './serviceTypes';
import { syntaxPlaceAt } from './syntaxPath';
import { syntaxOf } from './syntaxRanges';

/** Anchors and aliases, each behind white space or a sign of YAML. */
const mark = /(?<![^\s,:[{?-])([&*])([^\s,[\]{}]+)/g;

interface Mark {
  readonly kind: '&' | '*';
  readonly name: string;
  readonly range: TextRange;
}

/** The anchor that the YAML alias under the cursor refers to: the last one of its name before it. */
export function anchorOf(file: CellFile, offset: number): TextRange | undefined {
  if (file.parsed.language !== 'yaml') return undefined;
  const marks = marksOf(file);
  const alias = marks.find(({ kind, range }) => kind === '*' && touches(range, offset));
  const before = marks.filter(
    ({ kind, name, range }) => kind === '&' && name === alias?.name && range.end <= alias.range.start,
  );
  return before[before.length - 1]?.range;
}

/** The tree knows what an alias stands for, but not where; comments and texts have no anchors. */
function marksOf(file: CellFile): Mark[] {
  const { root, comments } = syntaxOf(file);
  return [...file.document.getText().matchAll(mark)].flatMap(({ index, 0: text, 1: kind, 2: name = '' }): Mark[] => {
    const range = { start: index, end: index + text.length };
    const isComment = comments.some(({ start, end }) => start <= index && index < end);
    const scalar = isComment ? undefined : syntaxPlaceAt(root, index + 1);
    const isText = scalar !== undefined && scalar.range.start <= index && index < scalar.range.end;
    return isComment || isText ? [] : [{ kind: kind === '&' ? '&' : '*', name, range }];
  });
}
