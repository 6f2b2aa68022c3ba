import type { Predictor } from '../core/model/predictor';
import type { BackendRequest } from './backendRequest';
import type { ProgressTerminal } from './progressBar';
import type { TrainingIo } from './trainingIo';

/** What commands need from the world, so that tests can stand in for it. */
export interface CommandIo {
  /** @throws an error with a message for people, the path in it, when there is no such file */
  readonly readFile: (path: string) => Uint8Array;
  /** Replaces a file as a whole or not at all; links stay. @throws an error with a message for people */
  readonly writeFile: (path: string, text: string) => void;
  /** Whether two paths lead to the same file. */
  readonly isSameFile: (one: string, other: string) => boolean;
  /** Without a line break at the end; one is added. */
  readonly print: (text: string) => void;
  /** To the standard error stream. */
  readonly complain: (text: string) => void;
  /** @param modelFolders folders of models beside the bundled one; a later one wins where two models have the same identifier */
  readonly predictor: (modelFolders: readonly string[], backend: BackendRequest) => Promise<Predictor>;
  /** Why models of these folders cannot be used, a sentence each; a folder without models is no use, either. */
  readonly modelProblems: (modelFolders: readonly string[]) => Promise<readonly string[]>;
  readonly training: (backend: BackendRequest) => Promise<TrainingIo>;
  /** Where progress is drawn. */
  readonly terminal: ProgressTerminal;
  readonly version: () => string;
}
