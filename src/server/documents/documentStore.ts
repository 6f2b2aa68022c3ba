import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CellDocument } from '../../core/spec/document';
import type { CellFile } from '../../service/serviceTypes';

/** Reads a document; never throws. */
export type ParseDocument = (document: TextDocument) => CellDocument;

interface State {
  readonly current: CellFile;
  /** The last version whose text was well-formed. */
  readonly lastGood: CellFile | undefined;
  /** What the parses depend on has changed since. */
  readonly isStale?: true;
}

interface Saved {
  readonly text: string;
  /** Parsed when it is first asked for. */
  parsed?: CellDocument;
}

/** Parses of the open documents, one for each version, and what is kept from earlier versions. */
export class DocumentStore {
  readonly #states = new Map<string, State>();
  readonly #saved = new Map<string, Saved>();

  constructor(private readonly parse: ParseDocument) {}

  /** The document as it is now. What is returned keeps its text when the document changes later. */
  get(document: TextDocument): CellFile {
    return this.#state(document).current;
  }

  /** The last well-formed version: what lenses are made from while somebody types. The current one where it is well-formed itself. */
  lastGood(document: TextDocument): CellFile | undefined {
    return this.#state(document).lastGood;
  }

  /** The parse of the text on disk; undefined where the editor shows the same text, or it is not known. */
  saved(uri: string): CellDocument | undefined {
    const saved = this.#saved.get(uri);
    const current = this.#states.get(uri)?.current.document;
    if (saved === undefined || current === undefined || saved.text === current.getText()) return undefined;
    saved.parsed ??= this.parse(TextDocument.create(uri, current.languageId, -1, saved.text));
    return saved.parsed;
  }

  /** Says what the text on disk is. */
  setSaved(uri: string, text: string): void {
    this.#saved.set(uri, { text });
  }

  /** What the text on disk is, as far as that is known. */
  savedText(uri: string): string | undefined {
    return this.#saved.get(uri)?.text;
  }

  /** Parses anew, because something that the parses depend on changed: a space file. The last well-formed texts stay known. */
  invalidate(): void {
    for (const [uri, { current, lastGood }] of this.#states)
      this.#states.set(uri, { current, lastGood, isStale: true });
    for (const [uri, { text }] of this.#saved) this.#saved.set(uri, { text });
  }

  close(uri: string): void {
    this.#states.delete(uri);
    this.#saved.delete(uri);
  }

  #state(document: TextDocument): State {
    const known = this.#states.get(document.uri);
    if (known?.current.document.version === document.version && !known.isStale) return known;
    // The connection's documents change in place: keep a copy that belongs to this parse.
    const copy = TextDocument.create(document.uri, document.languageId, document.version, document.getText());
    const current = this.#read(copy);
    const isWellFormed = !current.parsed.problems.some(({ code }) => code === 'syntax');
    const state: State = { current, lastGood: isWellFormed ? current : this.#keptOf(known) };
    this.#states.set(document.uri, state);
    return state;
  }

  #keptOf(known: State | undefined): CellFile | undefined {
    return known?.isStale ? known.lastGood && this.#read(known.lastGood.document) : known?.lastGood;
  }

  #read(document: TextDocument): CellFile {
    return { document, parsed: this.parse(document) };
  }
}
