/** What Flowcell reads at most; the parsers themselves fail or hang on hostile input, so most of this is checked before they run. */
export interface ReadLimits {
  /** Length in UTF-16 units above which a file is read only where the caller allows it. */
  readonly softLength: number;
  /** Length in UTF-16 units above which a file is never read. */
  readonly hardLength: number;
  /** Nesting of lists and mappings. */
  readonly depth: number;
  /** Words, signs and white space that a YAML file is made of. */
  readonly tokens: number;
  /** YAML anchors and aliases together. */
  readonly aliases: number;
  readonly cells: number;
  readonly nodesPerCell: number;
}

/** Limits for files that are opened in the editor. */
export const defaultReadLimits: ReadLimits = {
  softLength: 256 * 1024,
  hardLength: 1024 * 1024,
  depth: 64,
  tokens: 400_000,
  aliases: 20,
  cells: 2000,
  nodesPerCell: 512,
};
