import type { DocumentKind } from '../protocol/server';
import type { CellFile } from '../service/serviceTypes';
import { isSpaceFile } from '../service/spaceFile/spacePlaces';
import { isCellFile } from './documents/cellFiles';

/** Tells the client what open documents are, so that its menus offer what can be done with them. Says nothing twice. */
export class DocumentKinds {
  readonly #told = new Map<string, DocumentKind['kind']>();

  constructor(private readonly send: (document: DocumentKind) => void) {}

  /** A document was read, or read again. */
  read(file: CellFile): void {
    const kind = kindOf(file);
    // While somebody types, a text may name no space for a moment.
    if (kind === 'other' && isBroken(file)) return;
    this.#tell(file.document.uri, kind);
  }

  closed(uri: string): void {
    this.#tell(uri, 'other');
    this.#told.delete(uri);
  }

  #tell(uri: string, kind: DocumentKind['kind']): void {
    if ((this.#told.get(uri) ?? 'other') === kind) return;
    this.#told.set(uri, kind);
    this.send({ uri, kind });
  }
}

function kindOf(file: CellFile): DocumentKind['kind'] {
  if (isSpaceFile(file.document.uri)) return 'other';
  if (file.parsed.problems.some(({ code }) => code === 'file-large')) return 'large';
  return isCellFile(file) ? 'cells' : 'other';
}

function isBroken({ parsed }: CellFile): boolean {
  return parsed.problems.some(({ code }) => code === 'syntax');
}
