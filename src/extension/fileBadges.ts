import type { Disposable, FileDecoration, Uri } from 'vscode';
import { window } from 'vscode';

const badges: readonly { readonly pattern: RegExp; readonly decoration: FileDecoration }[] = [
  { pattern: /\.cell\.(?:json|ya?ml)$/i, decoration: { badge: '⬡', tooltip: 'Cells' } },
  { pattern: /\.space\.(?:json|ya?ml)$/i, decoration: { badge: '⬢', tooltip: 'Search space' } },
];

/**
 * Marks cell files and space files in the explorer and on tabs. A badge and no file icon: an icon would need a language of its own,
 * and with it these files would lose everything that the editor can do with JSON and YAML.
 */
export function registerFileBadges(): Disposable {
  return window.registerFileDecorationProvider({
    provideFileDecoration: (uri: Uri) => badges.find(({ pattern }) => pattern.test(uri.path))?.decoration,
  });
}
