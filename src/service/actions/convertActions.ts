import type { CodeAction } from 'vscode-languageserver-types';
import type { CellEntry } from '../../core/spec/document';
import { cellConversions } from '../conversions';
import { shorten } from '../hover/markdown';
import type { CellFile } from '../serviceTypes';
import { workspaceEdit } from './workspaceEdit';

/** Kind of the actions that write a cell in another form; a keyboard shortcut may name it. */
export const convertKind = 'refactor.rewrite.flowcell.convert';

/** Characters of a menu's line for what a conversion loses. */
const MAX_LOSSES_LENGTH = 120;

/** The cell in each other form of its space; nothing where it has errors. What a form cannot hold stands in the title. */
export function convertActions(file: CellFile, entry: CellEntry): CodeAction[] {
  const found = cellConversions(file, entry);
  if (found.kind === 'refused') return [];
  return found.conversions.map(({ title, losses, edits }) => ({
    title: `Convert to ${asPhrase(title)}${lossesText(losses)}`,
    kind: convertKind,
    edit: workspaceEdit(file, edits),
  }));
}

/** A title inside a sentence; names such as NAS-Bench-101 keep their capitals. */
function asPhrase(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function lossesText(losses: readonly string[]): string {
  return losses.length === 0 ? '' : ` (loses ${shorten(losses.join('; '), MAX_LOSSES_LENGTH)})`;
}
