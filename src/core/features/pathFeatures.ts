import { INPUT, OPERATION, OUTPUT, type FeatureGraph } from './featureGraph';

/** Names of the features that are taken for each subset of operations, in order; `pathFeatures` says what they are. */
export const pathFeatureNames = [
  'shortest',
  'longest',
  'paths',
  'fewest',
  'most',
  'after-input',
  'before-output',
  'links',
] as const;

/**
 * What GRAF describes of a graph for one subset of its operations (Kadlecova et al., "Surprisingly strong performance prediction with neural
 * graph features", ICML 2024, section 3), and a little more. Lengths count operations.
 *
 * - `shortest`, `longest` path from an input to an output through operations of the subset only; `limit` and -1 where there is none;
 *   `paths`: the binary logarithm of one more than their number
 * - `fewest`, `most` operations of the subset on any path; `limit` and -1 where there is no path
 * - `after-input`, `before-output`: operations of the subset that read an input, or that an output reads
 * - `links`: edges between two operations of the subset
 *
 * @param contains by vocabulary index.
 * @param target receives the features at `offset`, in the order of `pathFeatureNames`.
 */
export function pathFeatures(
  graph: FeatureGraph,
  contains: Uint8Array,
  limit: number,
  target: Float64Array,
  offset: number,
): void {
  const { operations, roles, starts, before } = graph;
  const nodes = operations.length;
  const { shortest, longest, paths, fewest, most, inside } = scratch(nodes);
  let toShortest = limit;
  let toLongest = -1;
  let toPaths = 0;
  let toFewest = limit;
  let toMost = -1;
  let afterInput = 0;
  let beforeOutput = 0;
  let links = 0;
  for (let node = 0; node < nodes; node++) {
    const role = roles[node]!;
    const isInside = role === OPERATION && contains[operations[node]!] === 1;
    const isSource = role === INPUT;
    let short = isSource ? 0 : limit;
    let long = isSource ? 0 : -1;
    let count = isSource ? 1 : 0;
    let few = isSource ? 0 : limit;
    let many = isSource ? 0 : -1;
    let readsInput = 0;
    let insideBefore = 0;
    for (let i = starts[node]!; i < starts[node + 1]!; i++) {
      const from = before[i]!;
      count += paths[from]!;
      short = Math.min(short, shortest[from]!);
      long = Math.max(long, longest[from]!);
      few = Math.min(few, fewest[from]!);
      many = Math.max(many, most[from]!);
      insideBefore += inside[from]!;
      readsInput = roles[from] === INPUT ? 1 : readsInput;
    }
    const step = isInside ? 1 : 0;
    links += step * insideBefore;
    afterInput += step * readsInput;
    if (role === OUTPUT) {
      beforeOutput += insideBefore;
      toShortest = Math.min(toShortest, short);
      toLongest = Math.max(toLongest, long);
      toPaths += count;
      toFewest = Math.min(toFewest, few);
      toMost = Math.max(toMost, many);
    }
    // A path ends at an operation outside the subset.
    const isOpen = count > 0 && (isInside || role !== OPERATION);
    inside[node] = step;
    paths[node] = isOpen ? count : 0;
    shortest[node] = isOpen ? short + step : limit;
    longest[node] = isOpen ? long + step : -1;
    fewest[node] = many < 0 ? limit : few + step;
    most[node] = many < 0 ? -1 : many + step;
  }
  target[offset] = toShortest;
  target[offset + 1] = toLongest;
  target[offset + 2] = Math.log2(1 + toPaths);
  target[offset + 3] = toFewest;
  target[offset + 4] = toMost;
  target[offset + 5] = afterInput;
  target[offset + 6] = beforeOutput;
  target[offset + 7] = links;
}

interface Scratch {
  readonly shortest: Float64Array;
  readonly longest: Float64Array;
  readonly paths: Float64Array;
  readonly fewest: Float64Array;
  readonly most: Float64Array;
  readonly inside: Uint8Array;
}

let shared: Scratch | undefined;

/** Reused from call to call: a million calls a second would otherwise be spent on allocation. Every entry is written before it is read. */
function scratch(nodes: number): Scratch {
  if (!shared || shared.inside.length < nodes) {
    const numbers = (): Float64Array => new Float64Array(2 * nodes);
    shared = {
      shortest: numbers(),
      longest: numbers(),
      paths: numbers(),
      fewest: numbers(),
      most: numbers(),
      inside: new Uint8Array(2 * nodes),
    };
  }
  return shared;
}
