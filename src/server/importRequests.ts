import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Connection } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { bundledSpaces } from '../core/spaces/registry';
import type { SearchSpace } from '../core/spaces/space';
import { writeCellFile, type NamedArchitecture } from '../core/spec/edit/writeCells';
import { parseCellDocument, type ParseOptions } from '../core/spec/parseCellDocument';
import {
  importArchitectureRequest,
  isImportArchitectureParams,
  type ImportArchitectureParams,
  type ImportedArchitecture,
  type ImportedArchitectures,
} from '../protocol/importArchitecture';
import { addCells, inferredSpace, readArchitectures } from '../service/importArchitecture';
import { toRange } from '../service/positions';
import type { SpaceFiles } from './documents/spaceFiles';
import { runSafe, type HandlerHost } from './runSafe';

export interface ImportContext {
  readonly host: HandlerHost;
  readonly openDocument: (uri: string) => TextDocument | undefined;
  readonly spaceFiles: SpaceFiles;
}

interface Candidate {
  readonly space: SearchSpace;
  readonly file?: string;
}

/** Turns pasted architectures into cells. */
export function registerImportRequests(connection: Connection, context: ImportContext): void {
  connection.onRequest(
    importArchitectureRequest,
    runSafe(
      'import of an architecture',
      { fits: [], problem: 'It could not be read; the output of Flowcell says why.' },
      (params: unknown): ImportedArchitectures => {
        if (!isImportArchitectureParams(params)) throw new TypeError('malformed parameters');
        return importArchitectures(params, context);
      },
      context.host,
    ),
  );
}

function importArchitectures(params: ImportArchitectureParams, context: ImportContext): ImportedArchitectures {
  const problems: string[] = [];
  const fits: ImportedArchitecture[] = [];
  for (const candidate of candidates(params, context)) {
    const read = readArchitectures(params.text, candidate.space);
    if (read.ok) fits.push(describeFit(candidate, read.architectures, params, context));
    else problems.push(`${candidate.space.name}: ${read.problem}`);
  }
  if (fits.length > 0) return { fits };
  // What fits nothing is most likely meant for the space whose form it has.
  const meant = inferredSpace(params.text);
  const near = problems.filter((problem) => meant !== undefined && problem.startsWith(`${meant}:`));
  const none = 'neither the bundled spaces nor the space files of the workspace have such a form';
  return { fits, problem: near[0] ?? none };
}

function candidates({ spaceFiles: uris }: ImportArchitectureParams, { spaceFiles }: ImportContext): Candidate[] {
  const own = uris.flatMap((file): Candidate[] => {
    const resolution = spaceFiles.resolve(file, URI.parse(file).path);
    return resolution && 'space' in resolution ? [{ space: resolution.space, file }] : [];
  });
  return [...bundledSpaces.map((space) => ({ space })), ...own];
}

function describeFit(
  { space, file }: Candidate,
  cells: readonly NamedArchitecture[],
  { document: uri }: ImportArchitectureParams,
  { openDocument, spaceFiles }: ImportContext,
): ImportedArchitecture {
  const spaceReference = file === undefined ? space.name : `./${URI.parse(file).path.split('/').at(-1) ?? ''}`;
  const content = writeCellFile(cells, space, 'yaml', { spaceReference });
  const document = uri === undefined ? undefined : openDocument(uri);
  const edit = document && editOf(document, space, cells, spaceFiles);
  return {
    space: space.name,
    ...(file === undefined ? {} : { spaceFile: file }),
    cells: cells.length,
    content,
    ...(edit && { edit }),
  };
}

function editOf(
  document: TextDocument,
  space: SearchSpace,
  cells: readonly NamedArchitecture[],
  spaceFiles: SpaceFiles,
): ImportedArchitecture['edit'] {
  const text = document.getText();
  const language = document.languageId === 'yaml' ? 'yaml' : 'json';
  const options: ParseOptions = { resolveSpace: (path) => spaceFiles.resolve(document.uri, path) };
  const parsed = parseCellDocument(text, language, options);
  if (parsed.space?.name !== space.name || parsed.space.version !== space.version) return undefined;
  const names = new Set(parsed.cells.map(({ name }) => name));
  const edit = addCells(text, language, names, cells, options);
  return edit && { range: toRange(document, edit.range), newText: edit.newText };
}
