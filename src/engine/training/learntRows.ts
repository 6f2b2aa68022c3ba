import { createHash } from 'node:crypto';

/** Characters of base64 that stand for an architecture: 48 bits, so that two of a million hardly ever share them. */
const LENGTH = 8;
/** Rows that a manifest has room for. */
const MOST = 400_000;

/** What a model keeps of the architectures that it learnt from, to tell them from those that it never saw. Undefined where they are too many. */
export function packLearnt(keys: readonly string[]): string | undefined {
  return keys.length > MOST ? undefined : keys.map(digestOf).sort().join('');
}

/** Whether the architecture of a canonical key is among those that were packed. */
export function learntFrom(packed: string): (key: string) => boolean {
  const digests = new Set<string>();
  for (let at = 0; at < packed.length; at += LENGTH) digests.add(packed.slice(at, at + LENGTH));
  return (key) => digests.has(digestOf(key));
}

const digestOf = (key: string): string => createHash('sha256').update(key).digest('base64').slice(0, LENGTH);
