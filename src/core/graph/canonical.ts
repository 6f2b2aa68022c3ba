import type { LabelledMultigraph } from './prune';

/** Node visits after which ties are no longer broken exhaustively, about a second; only large regular graphs get there. */
const SEARCH_BUDGET = 500_000;

/**
 * A text that two labelled directed graphs share exactly when they are isomorphic (same labels, same edges with the same
 * multiplicities, nodes renamed). Colours are refined by neighbourhood (Weisfeiler-Leman), remaining ties are broken by
 * trying every choice and keeping the smallest encoding. The text encodes the whole graph, so different graphs never
 * share one; only past the search budget may two isomorphic graphs get different texts.
 */
export function canonicalGraphKey(graph: LabelledMultigraph): string {
  const search = new CanonicalSearch(graph);
  search.explore(search.initialColours(), []);
  return search.best?.key ?? '';
}

interface Leaf {
  readonly key: string;
  /** Position of each node in the canonical order. */
  readonly order: readonly number[];
  /** The choices that led here, one list of nodes for each level. */
  readonly path: readonly (readonly number[])[];
}

class CanonicalSearch {
  best: Leaf | undefined;
  readonly #labels: readonly number[];
  readonly #edges: LabelledMultigraph['edges'];
  readonly #successors: [node: number, multiplicity: number][][];
  readonly #predecessors: [node: number, multiplicity: number][][];
  /** Automorphisms found so far, as node permutations: choices that they map to each other need one visit only. */
  readonly #automorphisms: number[][] = [];
  #visits = 0;

  constructor(graph: LabelledMultigraph) {
    this.#labels = graph.labels;
    this.#edges = graph.edges;
    this.#successors = graph.labels.map(() => []);
    this.#predecessors = graph.labels.map(() => []);
    for (const [from, to, multiplicity] of graph.edges) {
      this.#successors[from]!.push([to, multiplicity]);
      this.#predecessors[to]!.push([from, multiplicity]);
    }
  }

  initialColours(): number[] {
    return this.#refine(rank(this.#labels.map((label) => [label])));
  }

  /**
   * Visits the ordered partition `colours` (a node's colour is the number of nodes in smaller cells) that results from
   * individualising the nodes of `path` in turn. Returns the level to go back to at once, where it is known that all
   * choices below it repeat what was seen.
   */
  explore(colours: number[], path: readonly (readonly number[])[]): number {
    const cell = smallestTiedCell(colours);
    if (cell === undefined) return this.#visitLeaf(colours, path);
    if (cell.every((node) => this.#areTwins(node, cell[0]!))) {
      // Twins may stand in any order: settle all of them at once.
      const settled = [...colours];
      cell.forEach((node, position) => (settled[node]! += position));
      return this.explore(this.#refine(settled), [...path, cell]);
    }
    const tried: number[] = [];
    for (const node of cell) {
      if (tried.length > 0 && (this.#visits > SEARCH_BUDGET || this.#isEquivalent(node, tried, path.flat()))) continue;
      tried.push(node);
      const individualised = colours.map((colour, other) =>
        colour === colours[node] && other !== node ? colour + 1 : colour,
      );
      const level = this.explore(this.#refine(individualised), [...path, [node]]);
      if (level < path.length) return level;
    }
    return path.length;
  }

  /** Splits colours by the colours of neighbours until nothing changes. */
  #refine(colours: number[]): number[] {
    let current = colours;
    let classes = new Set(current).size;
    for (;;) {
      const previous = current;
      this.#visits += previous.length;
      const signatures = previous.map((colour, node) => [
        colour,
        ...neighbourSignature(this.#successors[node]!, previous),
        -1,
        ...neighbourSignature(this.#predecessors[node]!, previous),
      ]);
      current = rank(signatures);
      const refined = new Set(current).size;
      if (refined === classes) return current;
      classes = refined;
    }
  }

  #visitLeaf(order: readonly number[], path: Leaf['path']): number {
    const labels = new Array<number>(order.length);
    order.forEach((position, node) => (labels[position] = this.#labels[node]!));
    const edges = this.#edges
      .map(([from, to, multiplicity]) => [order[from]!, order[to]!, multiplicity] as const)
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .map(([from, to, multiplicity]) => `${from}>${to}${multiplicity === 1 ? '' : `*${multiplicity}`}`);
    const key = `${order.length}:${labels.join(',')}:${edges.join(' ')}`;
    if (this.best === undefined || key < this.best.key) {
      this.best = { key, order: [...order], path };
    } else if (key === this.best.key) {
      const nodeAt = new Array<number>(order.length);
      this.best.order.forEach((position, node) => (nodeAt[position] = node));
      this.#automorphisms.push(order.map((position) => nodeAt[position]!));
      // Where the two paths part, the choice made now is an image of the one made then: so is all that lies below it.
      const best = this.best.path;
      return path.findIndex((nodes, level) => nodes[0] !== best[level]?.[0]);
    }
    return path.length;
  }

  /** Whether an automorphism that leaves `prefix` in place maps `node` to one of `tried`. */
  #isEquivalent(node: number, tried: readonly number[], prefix: readonly number[]): boolean {
    const orbit = new Set([node]);
    const queue = [node];
    const generators = this.#automorphisms.filter((map) => prefix.every((fixed) => map[fixed] === fixed));
    for (let head = 0; head < queue.length; head++) {
      for (const map of generators) {
        for (const image of [map[queue[head]!]!, map.indexOf(queue[head]!)]) {
          if (orbit.has(image)) continue;
          orbit.add(image);
          queue.push(image);
        }
      }
    }
    return tried.some((other) => orbit.has(other) || this.#areTwins(node, other));
  }

  /** Twins have the same label and the same neighbours, so that swapping them changes nothing. */
  #areTwins(a: number, b: number): boolean {
    return (
      this.#labels[a] === this.#labels[b] &&
      sameNeighbours(this.#successors[a]!, this.#successors[b]!) &&
      sameNeighbours(this.#predecessors[a]!, this.#predecessors[b]!)
    );
  }
}

function sameNeighbours(a: readonly (readonly [number, number])[], b: readonly (readonly [number, number])[]): boolean {
  if (a.length !== b.length) return false;
  const counts = new Map(a);
  return b.every(([node, multiplicity]) => counts.get(node) === multiplicity);
}

function neighbourSignature(neighbours: readonly (readonly [number, number])[], colours: readonly number[]): number[] {
  return neighbours
    .map(([node, multiplicity]) => [colours[node]!, multiplicity] as const)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .flat();
}

/** Replaces each signature by the number of signatures smaller than it. */
function rank(signatures: readonly (readonly number[])[]): number[] {
  const order = signatures.map((_, node) => node).sort((a, b) => compareLists(signatures[a]!, signatures[b]!));
  const ranks = new Array<number>(signatures.length).fill(0);
  order.forEach((node, position) => {
    const before = order[position - 1];
    ranks[node] =
      before !== undefined && compareLists(signatures[before]!, signatures[node]!) === 0 ? ranks[before]! : position;
  });
  return ranks;
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    if (a[index] !== b[index]) return a[index]! - b[index]!;
  }
  return a.length - b.length;
}

/** Nodes of the smallest class with more than one member; the first of them when several are equally small. */
function smallestTiedCell(colours: readonly number[]): number[] | undefined {
  const cells = new Map<number, number[]>();
  colours.forEach((colour, node) => {
    const cell = cells.get(colour);
    if (cell) cell.push(node);
    else cells.set(colour, [node]);
  });
  let best: [colour: number, nodes: number[]] | undefined;
  for (const [colour, nodes] of cells) {
    if (nodes.length < 2) continue;
    if (!best || nodes.length < best[1].length || (nodes.length === best[1].length && colour < best[0])) {
      best = [colour, nodes];
    }
  }
  return best?.[1];
}
