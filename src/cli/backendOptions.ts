import { resolve } from 'node:path';
import { backendChoices, isBackendChoice, type BackendChoice } from '../protocol/backends';
import { UsageError, type OptionSpec, type ParsedArguments } from './arguments';

/** What a command line says about the backend. */
export interface BackendRequest {
  readonly choice: BackendChoice;
  readonly packageFolder?: string;
}

/** Options of every command that computes. */
export const backendOptions: OptionSpec = { backend: 'value', 'package-folder': 'value' };

/** @throws UsageError for a backend that there is not */
export function backendRequest({ values }: ParsedArguments): BackendRequest {
  const choice = values.get('backend') ?? 'auto';
  if (!isBackendChoice(choice)) {
    throw new UsageError(`--backend is one of ${backendChoices.join(', ')}, not ${JSON.stringify(choice)}`);
  }
  const folder = values.get('package-folder');
  return { choice, ...(folder === undefined ? {} : { packageFolder: resolve(folder) }) };
}
