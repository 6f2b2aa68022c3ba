import type { CellView } from '../../src/core/explain/flowView';
import type { ShownDirection } from '../../src/protocol/flowMessages';

/** A moment of the message passing: the generation that computes its messages. */
export interface Progress {
  readonly direction: 'forward' | 'backward';
  /** From 0. */
  readonly generation: number;
}

/** Steps of a cell: every generation forward, then every one backward. */
export function stepCount({ diagram }: CellView): number {
  return 2 * diagram.generations;
}

export function progressAt(step: number, generations: number): Progress {
  if (step < generations) return { direction: 'forward', generation: step };
  return { direction: 'backward', generation: Math.max(0, 2 * generations - 1 - step) };
}

/** Whether a message of this generation has been computed, is being computed, or will be. */
export function stateOf(
  generation: number | undefined,
  direction: 'forward' | 'backward',
  progress: Progress | undefined,
): 'all' | 'done' | 'now' | 'later' {
  if (!progress || generation === undefined) return 'all';
  if (progress.direction !== direction) return direction === 'forward' ? 'done' : 'later';
  if (generation === progress.generation) return 'now';
  const isDone = direction === 'forward' ? generation < progress.generation : generation > progress.generation;
  return isDone ? 'done' : 'later';
}

/** The direction to draw: while stepping, the one that the messages go. */
export function shownDirection(direction: ShownDirection, progress: Progress | undefined): ShownDirection {
  return progress ? progress.direction : direction;
}

/** `Forward, generation 2 of 5` */
export function progressText({ direction, generation }: Progress, generations: number): string {
  return `${direction === 'forward' ? 'Forward' : 'Backward'}, generation ${generation} of 0-${generations - 1}`;
}
