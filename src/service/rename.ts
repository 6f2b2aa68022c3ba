import type { Range, WorkspaceEdit } from 'vscode-languageserver-types';
import type { CellDocument, CellEntry, TextRange } from '../core/spec/document';
import { applyTextEdits, type TextEdit } from '../core/spec/edit/textEdit';
import { parseCellDocument } from '../core/spec/parseCellDocument';
import { replacementText } from '../core/spec/replacementText';
import { workspaceEdit } from './actions/workspaceEdit';
import { shorten } from './hover/markdown';
import { cellNameAt, mentionsOf, nodeAt, type NodeMention } from './nodeMentions';
import { toRange } from './positions';
import type { CellFile } from './serviceTypes';

/** Why something cannot be renamed, for people. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reason: string;
}

export type RenameTarget = { readonly kind: 'target'; readonly range: Range; readonly placeholder: string } | Refusal;
export type RenameResult = { readonly kind: 'renamed'; readonly edit: WorkspaceEdit } | Refusal;

const MAX_NAME_LENGTH = 200;

/** What would be renamed at an offset: a node or a cell. */
export function prepareRename(file: CellFile, offset: number): RenameTarget {
  const subject = subjectAt(file, offset);
  if (subject.kind === 'refused') return subject;
  return { kind: 'target', range: toRange(file.document, subject.range), placeholder: subject.name };
}

/**
 * Renames a node everywhere in its cell, or a cell. Refused when the name is taken, or when the file with it would no longer say the
 * same: the edited text is read again to make sure.
 */
export function rename(file: CellFile, offset: number, newName: string): RenameResult {
  const subject = subjectAt(file, offset);
  if (subject.kind === 'refused') return subject;
  const name = newName.trim();
  const quoted = JSON.stringify(shorten(name, 60));
  if (name === '') return refuse('a name cannot be empty');
  if (name.length > MAX_NAME_LENGTH) return refuse(`a name has at most ${MAX_NAME_LENGTH} characters`);
  if (/[\p{Cc}\u2028\u2029]/u.test(name)) return refuse('a name cannot hold control characters or line breaks');
  if (name === subject.name) return { kind: 'renamed', edit: workspaceEdit(file, []) };
  if (subject.taken.includes(name)) return refuse(`there is already a ${subject.kind} called ${quoted}`);

  const text = file.document.getText();
  const edits = subject.mentions.map((range) => ({ range, newText: replacementText(name, text, range) }));
  return keepsMeaning(file, subject.entry, name, subject.kind, edits)
    ? { kind: 'renamed', edit: workspaceEdit(file, edits) }
    : refuse(`with the name ${quoted} the cell would be read differently`);
}

type Subject =
  | {
      readonly kind: 'node' | 'cell';
      readonly entry: CellEntry;
      readonly name: string;
      readonly range: TextRange;
      readonly mentions: readonly TextRange[];
      /** Names that others have. */
      readonly taken: readonly string[];
    }
  | Refusal;

function subjectAt(file: CellFile, offset: number): Subject {
  const { parsed } = file;
  const node = nodeAt(parsed, offset);
  if (node) return nodeSubject(file, node);
  const entry = cellNameAt(parsed, offset);
  if (!entry) return refuse('only nodes and cells can be renamed');
  if (unquoted(file, entry.nameRange) !== entry.name)
    return refuse('this cell has no name of its own; give it one as a key');
  const taken = parsed.cells.filter((other) => other !== entry).map(({ name }) => name);
  return { kind: 'cell', entry, name: entry.name, range: entry.nameRange, mentions: [entry.nameRange], taken };
}

function nodeSubject(file: CellFile, { entry, place, name, range }: NodeMention): Subject {
  const cell = entry.architecture?.parts[place.part]?.cell;
  const layout = file.parsed.space?.layout;
  if (entry.form !== 'nodes' && entry.form !== 'edges') {
    return refuse('in this form nodes are numbered by their position; convert the cell to name them');
  }
  if (!cell || !layout || layout.inputs.includes(name) || name === 'output') {
    return refuse(`${JSON.stringify(shorten(name, 60))} is known by its name; inputs and outputs keep theirs`);
  }
  const taken = cell.nodes.filter((_, node) => node !== place.node).map((other) => other.name);
  const mentions = mentionsOf(entry, place).map((span) => span.range);
  return { kind: 'node', entry, name, range, mentions, taken };
}

/** Whether the edited file has the same cells as before, one of them or one of its nodes with the new name. */
function keepsMeaning(
  { document, parsed }: CellFile,
  entry: CellEntry,
  name: string,
  kind: 'node' | 'cell',
  edits: readonly TextEdit[],
): boolean {
  const { space, language, cells, problems } = parsed;
  const options = { allowLarge: true, ...(space ? { resolveSpace: () => ({ space }) } : {}) };
  const after = parseCellDocument(applyTextEdits(document.getText(), edits), language, options);
  const changed = after.cells[cells.indexOf(entry)];
  if (!changed || after.cells.length !== cells.length || after.problems.length > problems.length) return false;
  if (changed.name !== (kind === 'cell' ? name : entry.name)) return false;
  if (kind === 'node' && !nodeNames(changed).includes(name)) return false;
  return changed.valid === entry.valid && sameArchitecture(space, entry, changed);
}

function sameArchitecture(space: CellDocument['space'], before: CellEntry, after: CellEntry): boolean {
  if (!before.architecture || !after.architecture) return before.architecture === after.architecture;
  if (nodeNames(before).length !== nodeNames(after).length) return false;
  if (!space || !before.valid) return true;
  return space.canonicalKey(before.architecture) === space.canonicalKey(after.architecture);
}

function nodeNames({ architecture }: CellEntry): string[] {
  return (architecture?.parts ?? []).flatMap(({ cell }) => cell.nodes.map((node) => node.name));
}

/** The text of a range without the quotes that the range may or may not take in. */
function unquoted({ document }: CellFile, { start, end }: TextRange): string {
  const text = document.getText().slice(start, end);
  if (!/^(["']).*\1$/s.test(text)) return text;
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.slice(1, -1);
  }
}

function refuse(reason: string): Refusal {
  return { kind: 'refused', reason };
}
