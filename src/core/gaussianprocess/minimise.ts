import { runSteps } from '../steps/runSteps';

/** A function's value and gradient at a point. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface Minimum extends Evaluation {
  readonly point: Float64Array;
  readonly iterations: number;
}

const SUFFICIENT_DECREASE = 1e-4;
const GRADIENT_TOLERANCE = 1e-6;
const VALUE_TOLERANCE = 1e-12;
const LONGEST_STEP = 2;

/**
 * A local minimum of a smooth function of a few variables: BFGS with a backtracking line search (Nocedal and Wright, "Numerical
 * optimization", algorithm 6.1). Never goes up; returns the start where nothing lower is found.
 */
export function minimise(
  evaluate: (point: Float64Array) => Evaluation,
  start: Float64Array,
  maxIterations = 100,
): Minimum {
  return runSteps(minimiseInSteps(evaluate, start, maxIterations));
}

/** The same, pausing after every evaluation, for functions that take long: the caller may do something else, or stop. */
export function* minimiseInSteps(
  evaluate: (point: Float64Array) => Evaluation,
  start: Float64Array,
  maxIterations = 100,
): Generator<void, Minimum> {
  const size = start.length;
  let point: Float64Array = start.slice();
  let current = evaluate(point);
  yield;
  let inverse = identity(size);
  let iterations = 0;
  for (; iterations < maxIterations && largest(current.gradient) > GRADIENT_TOLERANCE; iterations++) {
    let direction = negated(multiply(inverse, current.gradient));
    if (dot(direction, current.gradient) >= 0) {
      inverse = identity(size);
      direction = negated(current.gradient);
    }
    const step = yield* lineSearch(evaluate, point, current, direction);
    if (!step) break;
    const moved = difference(step.point, point);
    const turned = difference(step.next.gradient, current.gradient);
    const decrease = current.value - step.next.value;
    if (iterations === 0) scaleDiagonal(inverse, dot(moved, turned) / dot(turned, turned));
    if (dot(moved, turned) > 1e-12) updateInverse(inverse, moved, turned);
    point = step.point;
    current = step.next;
    if (decrease <= VALUE_TOLERANCE * Math.max(1, Math.abs(current.value))) break;
  }
  return { point, ...current, iterations };
}

function* lineSearch(
  evaluate: (point: Float64Array) => Evaluation,
  point: Float64Array,
  current: Evaluation,
  direction: Float64Array,
): Generator<void, { readonly point: Float64Array; readonly next: Evaluation } | undefined> {
  const slope = dot(direction, current.gradient);
  for (let step = Math.min(1, LONGEST_STEP / largest(direction)); step > 1e-10; step /= 2) {
    const candidate = point.map((value, i) => value + step * direction[i]!);
    const next = evaluate(candidate);
    yield;
    if (next.value <= current.value + SUFFICIENT_DECREASE * step * slope) return { point: candidate, next };
  }
  return undefined;
}

/** Inverse Hessian after a step s along which the gradient changed by y: (I - s y^T / y^T s) H (I - y s^T / y^T s) + s s^T / y^T s. */
function updateInverse(inverse: Float64Array[], s: Float64Array, y: Float64Array): void {
  const product = dot(s, y);
  const hy = multiply(inverse, y);
  const factor = (1 + dot(y, hy) / product) / product;
  inverse.forEach((row, i) => {
    for (let j = 0; j < row.length; j++) {
      row[j]! += factor * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / product;
    }
  });
}

const identity = (size: number): Float64Array[] =>
  Array.from({ length: size }, (_, i) => new Float64Array(size).fill(1, i, i + 1));

function scaleDiagonal(matrix: Float64Array[], factor: number): void {
  if (factor > 0 && Number.isFinite(factor)) matrix.forEach((row, i) => (row[i] = factor));
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const multiply = (matrix: readonly Float64Array[], vector: Float64Array): Float64Array =>
  Float64Array.from(matrix, (row) => dot(row, vector));
const negated = (vector: Float64Array): Float64Array => vector.map((value) => -value);
const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value - b[i]!);
const largest = (vector: Float64Array): number => vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
