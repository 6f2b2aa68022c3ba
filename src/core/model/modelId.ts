const PATTERN = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
/** Names that Windows keeps for devices, with any extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/**
 * Whether a text may name a model and so a folder: 1 to 64 lower-case letters, digits, dots, underscores and hyphens, not
 * beginning or ending with a mark, without `..`; no path can be written with it, and it is a legal folder name everywhere.
 */
export function isModelId(text: string): boolean {
  return PATTERN.test(text) && !text.includes('..') && !RESERVED.test(text);
}
