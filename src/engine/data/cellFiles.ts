import { dirname, isAbsolute, join } from 'node:path';
import { parseSpaceDocument } from '../../core/spaces/userSpace/readSpace';
import type { CellDocument } from '../../core/spec/document';
import { parseCellDocument, type ParseOptions } from '../../core/spec/parseCellDocument';
import type { SpaceResolution } from '../../core/spec/resolveSpace';
import { defaultReadLimits, type ReadLimits } from '../../core/spec/syntax/limits';
import type { FileLanguage } from '../../core/spec/syntax/parseSyntax';

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

const MAX_SPACE_BYTES = 256 * 1024;

export interface ReadCellFile {
  readonly path: string;
  readonly text: string;
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
    const text = decode(this.io.readFile(path));
    const language = languageOf(path, text);
    const options: ParseOptions = { limits, resolveSpace: (reference) => this.#space(path, reference) };
    return { path, text, language, options, document: parseCellDocument(text, language, options) };
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
    if (!/\.space\.(?:json|ya?ml)$/i.test(path)) {
      return { problem: 'a space file is named *.space.yaml or *.space.json' };
    }
    try {
      const bytes = this.io.readFile(path);
      if (bytes.length > MAX_SPACE_BYTES) return { problem: `${path} has more than ${MAX_SPACE_BYTES / 1024} KB` };
      const text = decode(bytes);
      const { space, problems } = parseSpaceDocument(text, languageOf(path, text));
      return space ? { space } : { problem: `${path}: ${problems[0]?.message ?? 'it defines no space'}` };
    } catch (error) {
      return { problem: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** By the file's name, or else by its first character. */
function languageOf(path: string, text: string): FileLanguage {
  if (/\.ya?ml$/i.test(path)) return 'yaml';
  if (/\.jsonc?$/i.test(path)) return 'json';
  return /^\uFEFF?\s*[{[]/.test(text) ? 'json' : 'yaml';
}

/** UTF-8, a byte-order mark kept as in the editor; other bytes become replacement characters, which the parser reports. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
