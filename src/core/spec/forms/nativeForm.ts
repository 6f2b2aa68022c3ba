import type { SearchSpace } from '../../spaces/space';
import type { Architecture, Cell } from '../architecture';
import type { SyntaxNode } from '../syntax/syntaxTree';
import type { OutputPair } from './outputTree';
import type { Reading } from './reading';

/** One way to write a single cell, under keys of a mapping. */
export interface CellForm {
  /** Stable identifier, for instance `edges`; also how commands name it. */
  readonly id: string;
  readonly title: string;
  /** Keys that belong to the form. The first one decides that a mapping is in this form, where `matches` does not say otherwise. */
  readonly keys: readonly string[];
  appliesTo(space: SearchSpace): boolean;
  matches(value: SyntaxNode): boolean;
  /** The cell, as far as it was understood; reports what was not. */
  read(value: SyntaxNode, reading: Reading): Cell | undefined;
  write(cell: Cell, space: SearchSpace): readonly OutputPair[];
  /** What a reader of the written cell can not find in it any more, one sentence each. */
  losses(cell: Cell, space: SearchSpace): string[];
  /** How the form spells an operation; the operation's name where this is missing. */
  readonly operationText?: (operation: string) => string;
}

/** One way to write a whole architecture. */
export interface NativeForm {
  readonly id: string;
  readonly title: string;
  readonly keys: readonly string[];
  /** One of the keys is enough: they are spellings of each other. */
  readonly hasAlternativeKeys?: true;
  matches(value: SyntaxNode): boolean;
  read(value: SyntaxNode, reading: Reading): Architecture | undefined;
  write(architecture: Architecture, space: SearchSpace): readonly OutputPair[];
  losses(architecture: Architecture, space: SearchSpace): string[];
  readonly operationText?: (operation: string) => string;
}
