import { join } from 'node:path';
import type { InstallableBackend, InstalledBackend, InstallProgress } from '../../../protocol/backends';
import { nodeFiles, type FileSystem } from '../../storage/fileSystem';
import { describeFailure } from '../../storage/storageError';
import { removeStaleTemporaries, temporaryPath } from '../../storage/temporaryFolders';
import type { BackendPlaces } from '../backend';
import { usualBatchSize } from '../computeBackends';
import { installedFolder } from '../packages';
import { tryInProcess } from '../trialProcess';
import { findNpm, InstallError, type Npm } from './npm';
import { recipes, type Recipe } from './recipes';
import { InstallCancelledError, runNpm } from './runNpm';

export interface InstallOptions {
  readonly signal?: AbortSignal;
  readonly report?: (progress: InstallProgress) => void;
  readonly files?: FileSystem;
  readonly recipe?: Recipe;
  /** Architectures in the updates that are measured. */
  readonly batchSize?: number;
  readonly npm?: () => Npm;
  readonly try?: typeof tryInProcess;
}

/**
 * Installs the packages of a backend into the storage folder: into a temporary folder first, where the backend is then tried in a process of its
 * own; only what reproduced the golden numbers is moved into its place. Nothing stays of an installation that fails or is cancelled.
 *
 * @throws InstallError with the reason for people, InstallCancelledError
 */
export async function installBackend(
  backend: InstallableBackend,
  places: BackendPlaces,
  options: InstallOptions = {},
): Promise<InstalledBackend> {
  const { signal, report, files = nodeFiles, recipe = recipes[backend] } = options;
  const { storage, node } = places;
  if (storage === undefined) throw new InstallError('There is no folder to install into.');
  const npm = options.npm?.() ?? findNpm(node);
  const started = performance.now();
  const progress = (phase: InstallProgress['phase'], line?: string): void =>
    report?.({ phase, seconds: (performance.now() - started) / 1000, ...(line === undefined ? {} : { line }) });

  await removeStaleTemporaries(files, storage);
  const temporary = temporaryPath(storage, backend);
  try {
    await files.makeFolder(temporary);
    const manifest = {
      private: true,
      dependencies: recipe.dependencies,
      // newer versions of npm run only the install scripts that are named
      ...(recipe.needsScripts && {
        allowScripts: Object.fromEntries(
          Object.entries(recipe.dependencies).map(([name, at]) => [`${name}@${at}`, true]),
        ),
      }),
    };
    await files.writeSynced(join(temporary, 'package.json'), new TextEncoder().encode(JSON.stringify(manifest)));
    progress('downloading');
    await runNpm(npm, {
      folder: temporary,
      args: [
        'install',
        '--no-audit',
        '--no-fund',
        '--no-update-notifier',
        '--omit=dev',
        '--foreground-scripts',
        '--loglevel=http',
        ...(recipe.needsScripts ? [] : ['--ignore-scripts']),
      ],
      limitMs: recipe.limitMs,
      ...(signal && { signal }),
      onLine: (line) => progress('downloading', line),
    });
    await recipe.finish(temporary);
    progress('testing');
    const trial = { backend, batchSize: options.batchSize ?? usualBatchSize, packageFolder: temporary };
    const tried = await (options.try ?? tryInProcess)(
      trial,
      { ...places, packageFolder: temporary },
      signal && { signal },
    );
    if (signal?.aborted) throw new InstallCancelledError();
    if (!tried.isUsable)
      throw new InstallError(`What was downloaded cannot be used here: ${tried.reason ?? 'no reason'}`);
    const folder = installedFolder(storage, backend);
    await putInPlace(files, temporary, folder, storage);
    return { folder, report: moved(tried, folder) };
  } catch (error) {
    if (error instanceof InstallError || error instanceof InstallCancelledError) throw error;
    throw new InstallError(describeFailure(error, `${backend} cannot be installed`, storage).message);
  } finally {
    await files.remove(temporary).catch(() => undefined);
  }
}

/** A folder that is in the way is renamed out of it, and comes back where the new one cannot take its place. */
async function putInPlace(files: FileSystem, from: string, to: string, parent: string): Promise<void> {
  const old = temporaryPath(parent, 'replaced');
  const hadOld = (await files.status(to)) !== undefined;
  if (hadOld) await files.rename(to, old);
  try {
    await files.rename(from, to);
  } catch (error) {
    if (hadOld) await files.rename(old, to);
    throw error;
  }
  if (hadOld) await files.remove(old).catch(() => undefined);
}

/** The report with the package where it is now. */
function moved(report: InstalledBackend['report'], to: string): InstalledBackend['report'] {
  const { package: found } = report;
  if (found === undefined) return report;
  return { ...report, package: { ...found, folder: join(to, 'node_modules', ...found.name.split('/')) } };
}
