import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { URI, Utils } from 'vscode-uri';
import { parseSpaceDocument } from '../../core/spaces/userSpace/readSpace';
import type { DocumentProblem } from '../../core/spec/document';
import type { SpaceResolution } from '../../core/spec/resolveSpace';
import { isSpaceFile } from '../../service/spaceFile/spacePlaces';

/** A space file is a page of text. */
const maxBytes = 256 * 1024;

interface Known {
  readonly stamp: string;
  readonly resolution: SpaceResolution;
}

/** A new document that is to be saved at a path names its space from there. */
const withFolder = (uri: URI): URI =>
  uri.scheme === 'untitled' && uri.path.startsWith('/') ? uri.with({ scheme: 'file' }) : uri;

function targetOf(documentUri: string, path: string): URI {
  const base = withFolder(URI.parse(documentUri));
  return isAbsolute(path) ? base.with({ path }) : Utils.resolvePath(Utils.dirname(base), path);
}

/** Spaces of `*.space.yaml` and `*.space.json` files: what the editor shows of an open one, what is on disk otherwise. */
export class SpaceFiles {
  readonly #known = new Map<string, Known>();

  /** @param openText text and version of an open document */
  constructor(
    private readonly openText: (uri: string) => { readonly text: string; readonly version: number } | undefined,
  ) {}

  /** The space in the file at `path`, relative to the document that names it. The same space object as long as the file is the same. */
  resolve(documentUri: string, path: string): SpaceResolution | undefined {
    if (!isSpaceFile(path)) return { problem: 'a space file is named *.space.yaml or *.space.json' };
    const target = targetOf(documentUri, path);
    const uri = target.toString();
    const open = this.openText(uri);
    if (open) return this.#read(uri, `open ${open.version}`, () => open.text);
    if (target.scheme !== 'file') return undefined;
    try {
      const { mtimeMs, size } = statSync(target.fsPath);
      if (size > maxBytes) return { problem: `the space file has more than ${maxBytes / 1024} KB` };
      return this.#read(uri, `disk ${mtimeMs} ${size}`, () => readFileSync(target.fsPath, 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** The space file at `path`, relative to the document that names it, with its text; undefined where there is none or it is too long. */
  find(documentUri: string, path: string): { readonly uri: string; readonly text: string } | undefined {
    if (!isSpaceFile(path)) return undefined;
    const target = targetOf(documentUri, path);
    const uri = target.toString();
    const open = this.openText(uri);
    if (open) return { uri, text: open.text };
    try {
      const { fsPath, scheme } = target;
      const isReadable = scheme === 'file' && statSync(fsPath).size <= maxBytes;
      return isReadable ? { uri, text: readFileSync(fsPath, 'utf8') } : undefined;
    } catch {
      return undefined;
    }
  }

  /** Paths of the space files in the folder of a document, as the document would name them. */
  beside(documentUri: string): string[] {
    const folder = Utils.dirname(URI.parse(documentUri));
    if (folder.scheme !== 'file') return [];
    try {
      return readdirSync(folder.fsPath)
        .filter(isSpaceFile)
        .map((name) => `./${name}`);
    } catch {
      return [];
    }
  }

  #read(uri: string, stamp: string, text: () => string): SpaceResolution {
    const known = this.#known.get(uri);
    if (known?.stamp === stamp) return known.resolution;
    const source = text();
    const { space, problems } = parseSpaceDocument(source, uri.endsWith('json') ? 'json' : 'yaml');
    const resolution = space
      ? { space }
      : { problem: `${Utils.basename(URI.parse(uri))}${firstError(source, problems)}` };
    this.#known.set(uri, { stamp, resolution });
    return resolution;
  }
}

/** What is wrong with a space file, and in which line. */
function firstError(text: string, problems: readonly DocumentProblem[]): string {
  const error = problems.find(({ severity }) => severity === 'error');
  if (!error) return ' defines no space';
  const line = text.slice(0, error.range.start).split('\n').length;
  return `, line ${line}: ${error.message}`;
}
