import { readSpaceFile } from '../engine/data/spaceFiles';
import type { CommandIo } from './commandIo';
import { exitCodes, type ExitCode } from './exitCodes';
import { placeProblems, type PlacedProblem } from './problems';

/** What `score` says of a space file, which has no cells to be scored. */
export interface CheckedSpaceFile {
  readonly path: string;
  readonly problems: readonly PlacedProblem[];
  readonly code: ExitCode;
  /** Name of the space; absent where it has errors. */
  readonly space?: string;
}

/** Checks the definition of a space. @throws an error with a message for people when the file is not there */
export function checkSpaceFile(path: string, io: Pick<CommandIo, 'readFile'>): CheckedSpaceFile {
  const { text, space, problems } = readSpaceFile(path, io);
  const placed = placeProblems(path, text, problems);
  const isUsable = space !== undefined && problems.every(({ severity }) => severity !== 'error');
  return isUsable
    ? { path, problems: placed, code: exitCodes.success, space: space.name }
    : { path, problems: placed, code: exitCodes.findings };
}
