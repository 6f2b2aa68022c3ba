import { dirname, isAbsolute, join } from 'node:path';
import type { CellDocument } from '../../core/spec/document';
import { parseCellDocument, type ParseOptions } from '../../core/spec/parseCellDocument';
import type { SpaceResolution } from '../../core/spec/resolveSpace';
import { defaultReadLimits, type ReadLimits } from '../../core/spec/syntax/limits';
import type { FileLanguage } from '../../core/spec/syntax/parseSyntax';
import { isSpacePath, readSpaceFile, spaceFileErrors } from './spaceFiles';
import { decodeText, isUtf8, languageOf } from './textFiles';

/** Where bytes come from. */
export interface FileSource {
  /** @throws an error with a message for people, the path in it, when there is no such file */
  readonly readFile: (path: string) => Uint8Array;
}

/** A file that is read as a whole has whole tables of cells, and nobody waits for a keystroke. */
const limits: ReadLimits = {
  ...defaultReadLimits,
  softLength: 64 * 1024 * 1024,
  hardLength: 64 * 1024 * 1024,
  tokens: 40_000_000,
  cells: 200_000,
};

export interface ReadCellFile {
  readonly path: string;
  readonly text: string;
  /** False where characters of the file were lost in `text`. */
  readonly isUtf8: boolean;
  readonly language: FileLanguage;
  readonly options: ParseOptions;
  readonly document: CellDocument;
}

/** Reads cell files and, once each, the space files that they name. */
export class CellFileReader {
  readonly #spaces = new Map<string, SpaceResolution>();

  constructor(private readonly io: FileSource) {}

  /** @throws an error with a message for people when the file is not there */
  read(path: string): ReadCellFile {
    const bytes = this.io.readFile(path);
    const text = decodeText(bytes);
    const language = languageOf(path, text);
    const options: ParseOptions = { limits, resolveSpace: (reference) => this.#space(path, reference) };
    return {
      path,
      text,
      isUtf8: isUtf8(bytes),
      language,
      options,
      document: parseCellDocument(text, language, options),
    };
  }

  #space(cellFile: string, reference: string): SpaceResolution {
    const path = isAbsolute(reference) ? reference : join(dirname(cellFile), reference);
    const known = this.#spaces.get(path);
    if (known) return known;
    const resolution = this.#readSpace(path);
    this.#spaces.set(path, resolution);
    return resolution;
  }

  #readSpace(path: string): SpaceResolution {
    if (!isSpacePath(path)) return { problem: 'a space file is named *.space.yaml or *.space.json' };
    try {
      const file = readSpaceFile(path, this.io);
      return file.space ? { space: file.space } : { problem: spaceFileErrors(path, file) };
    } catch (error) {
      return { problem: error instanceof Error ? error.message : String(error) };
    }
  }
}
