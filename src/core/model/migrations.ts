/** Turns the JSON of a manifest of one format version into that of the next. */
export type Migration = (manifest: unknown) => unknown;

/** By the version that they start from. A format change adds one, so that models of every earlier version stay readable. */
export const migrations: ReadonlyMap<number, Migration> = new Map();

/** The manifest in the format of version `to`, or undefined where a step is missing. */
export function migrate(
  manifest: unknown,
  from: number,
  to: number,
  steps: ReadonlyMap<number, Migration> = migrations,
): unknown {
  let current = manifest;
  for (let version = from; version < to; version++) {
    const step = steps.get(version);
    if (!step) {
      return undefined;
    }
    current = step(current);
  }
  return current;
}
