import { commands, Uri } from 'vscode';
import type { DocumentKind } from '../protocol/server';

/** Names of the lists in the expressions of package.json: `resource in flowcell.cellFiles`. */
const lists = { cells: 'flowcell.cellFiles', large: 'flowcell.largeFiles' } as const;
type Listed = keyof typeof lists;

/**
 * Lets menus know which open documents hold cells, also those whose names do not say so, and which are too large to be read unasked.
 * By document and not for the active one, because each group of editors has a title of its own.
 */
export class DocumentMenus {
  readonly #kinds = new Map<string, Listed>();

  set({ uri, kind }: DocumentKind): void {
    if (kind === 'other') this.#kinds.delete(uri);
    else this.#kinds.set(uri, kind);
    this.#show();
  }

  /** Nothing is known any more. */
  clear(): void {
    this.#kinds.clear();
    this.#show();
  }

  #show(): void {
    for (const kind of Object.keys(lists) as Listed[]) {
      const uris = [...this.#kinds].filter((entry) => entry[1] === kind).map(([uri]) => Uri.parse(uri));
      // As addresses, not as texts: the window of a remote extension host has others for the same files.
      void commands.executeCommand('setContext', lists[kind], uris);
    }
  }
}
