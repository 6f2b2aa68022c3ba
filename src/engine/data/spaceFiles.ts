import { parseSpaceDocument } from '../../core/spaces/userSpace/readSpace';
import type { SearchSpace } from '../../core/spaces/space';
import type { DocumentProblem } from '../../core/spec/document';
import type { FileSource } from './cellFiles';
import { decodeText, languageOf } from './textFiles';

const MAX_SPACE_BYTES = 256 * 1024;

/** Whether a path is that of a space file. */
export const isSpacePath = (path: string): boolean => /\.space\.(?:json|ya?ml)$/i.test(path);

export interface ReadSpaceFile {
  readonly text: string;
  readonly space?: SearchSpace;
  readonly problems: readonly DocumentProblem[];
}

/** Reads a space file. @throws an error with a message for people when it is not there or too large */
export function readSpaceFile(path: string, source: FileSource): ReadSpaceFile {
  const bytes = source.readFile(path);
  if (bytes.length > MAX_SPACE_BYTES) throw new Error(`${path} has more than ${MAX_SPACE_BYTES / 1024} KB`);
  const text = decodeText(bytes);
  return { text, ...parseSpaceDocument(text, languageOf(path, text)) };
}

/** Everything that keeps a space file from defining a space, each with its place: `own.space.yaml:4:3: ...`. */
export function spaceFileErrors(path: string, { text, problems }: ReadSpaceFile): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const places = (errors.length > 0 ? errors : problems).map(({ message, range }) => {
    const lines = text.slice(0, range.start).split(/\r\n|\r|\n/);
    return `${path}:${lines.length}:${lines.at(-1)!.length + 1}: ${message}`;
  });
  return places.length > 0 ? places.join('; ') : `${path}: it defines no space`;
}
