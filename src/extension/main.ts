import type { ExtensionContext } from 'vscode';

export function activate(_context: ExtensionContext): void {
  // The client starts when a matching document opens.
}
