import type { BackendReport, TryBackendParams } from '../../protocol/backends';
import type { BackendPlaces } from './backend';
import { checkGolden } from './golden/checkGolden';
import { measureTraining } from './measure';
import { backendByName } from './registry';

/** Starts a backend in this process, checks its numbers and measures it. Never throws; a native crash or an endless loop ends the process. */
export async function tryBackend(
  { backend: name, batchSize, packageFolder }: TryBackendParams,
  places: BackendPlaces,
): Promise<BackendReport> {
  const backend = backendByName(name);
  const found = backend.find(packageFolder === undefined ? places : { ...places, packageFolder });
  if (!found.isThere) return { backend: name, isUsable: false, reason: found.reason };
  const from = found.package === undefined ? {} : { package: found.package };
  const measuredAt = new Date().toISOString();
  try {
    const { ops, device, isSoftware, note } = await backend.start(places, found);
    const difference = await checkGolden(ops);
    const isSlow = name === 'cpu' || isSoftware === true;
    const measured = batchSize === undefined ? {} : await measureTraining(ops, batchSize, isSlow);
    return {
      backend: name,
      isUsable: true,
      ...from,
      ...(device === undefined ? {} : { device }),
      ...(isSoftware === undefined ? {} : { isSoftware }),
      ...(note === undefined ? {} : { note }),
      difference,
      ...measured,
      measuredAt,
    };
  } catch (error) {
    return { backend: name, isUsable: false, reason: reasonOf(error), ...from, measuredAt };
  }
}

/** The first lines of what went wrong: drivers and bindings write pages. */
export function reasonOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).trim();
  const lines = text.split('\n').slice(0, 3).join(' ');
  return lines.length > 600 ? `${lines.slice(0, 600)}...` : lines || 'it failed without a message';
}
