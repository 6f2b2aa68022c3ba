import type { TextEdit } from '../../core/spec/edit/textEdit';

/** One way to repair a problem. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** True for the one that is meant in all likelihood. */
  readonly isPreferred?: boolean;
}
