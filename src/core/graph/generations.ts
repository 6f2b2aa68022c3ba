import type { GraphEdge } from './graph';

/** For each node the nodes that it feeds, in the order of `edges`. */
export function successorLists(nodeCount: number, edges: readonly GraphEdge[]): number[][] {
  const lists: number[][] = Array.from({ length: nodeCount }, () => []);
  for (const [from, to] of edges) lists[from]!.push(to);
  return lists;
}

/** For each node the nodes that feed it, in the order of `edges`. */
export function predecessorLists(nodeCount: number, edges: readonly GraphEdge[]): number[][] {
  const lists: number[][] = Array.from({ length: nodeCount }, () => []);
  for (const [from, to] of edges) lists[to]!.push(from);
  return lists;
}

/**
 * Generation of each node: the number of edges on its longest path from a source, so that sources have generation 0
 * (V(1) in FGP section 2). Undefined when the edges contain a cycle.
 */
export function generationOfNodes(nodeCount: number, edges: readonly GraphEdge[]): number[] | undefined {
  const successors = successorLists(nodeCount, edges);
  const missing = new Array<number>(nodeCount).fill(0);
  for (const [, to] of edges) missing[to]! += 1;
  const generation = new Array<number>(nodeCount).fill(0);
  const ready: number[] = [];
  for (let node = 0; node < nodeCount; node++) if (missing[node] === 0) ready.push(node);
  let visited = 0;
  for (let head = 0; head < ready.length; head++) {
    const node = ready[head]!;
    visited++;
    for (const next of successors[node]!) {
      generation[next] = Math.max(generation[next]!, generation[node]! + 1);
      missing[next]! -= 1;
      if (missing[next] === 0) ready.push(next);
    }
  }
  return visited === nodeCount ? generation : undefined;
}

/** The nodes of one directed cycle in the order of its edges, or undefined when there is none. Self-loops count. */
export function findCycle(nodeCount: number, edges: readonly GraphEdge[]): number[] | undefined {
  const successors = successorLists(nodeCount, edges);
  const state = new Uint8Array(nodeCount); // 0 unseen, 1 on the current path, 2 finished
  for (let root = 0; root < nodeCount; root++) {
    if (state[root] !== 0) continue;
    // An explicit stack: cells may be chains of hundreds of nodes.
    const path: number[] = [root];
    const position: number[] = [0];
    state[root] = 1;
    while (path.length > 0) {
      const node = path[path.length - 1]!;
      const next = successors[node]![position[position.length - 1]!];
      if (next === undefined) {
        state[node] = 2;
        path.pop();
        position.pop();
        continue;
      }
      position[position.length - 1]! += 1;
      if (state[next] === 1) return path.slice(path.indexOf(next));
      if (state[next] === 0) {
        state[next] = 1;
        path.push(next);
        position.push(0);
      }
    }
  }
  return undefined;
}
