import { resolve } from 'node:path';
import { backendChoices, isBackendChoice, type BackendChoice } from '../protocol/backends';
import { UsageError, type ParsedArguments } from './arguments';

/** What a command line says about the backend. */
export interface BackendRequest {
  readonly choice: BackendChoice;
  readonly packageFolder?: string;
}

/** @throws UsageError for a backend that there is not */
export function backendRequest({ values }: ParsedArguments): BackendRequest {
  const choice = values.get('backend') ?? 'auto';
  if (!isBackendChoice(choice)) {
    throw new UsageError(`--backend is one of ${backendChoices.join(', ')}, not ${JSON.stringify(choice)}`);
  }
  const folder = values.get('package-folder');
  return { choice, ...(folder === undefined ? {} : { packageFolder: resolve(folder) }) };
}
