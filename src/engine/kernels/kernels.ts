import type { Arena, Pointer } from './arena';

/** Exports of assembly/index.ts; comments there. Pointers are byte offsets, counts are elements. */
export interface Kernels {
  packPanels(b: Pointer, ldb: number, k: number, n: number, packed: Pointer): void;
  packPanelsTransposed(b: Pointer, ldb: number, k: number, n: number, packed: Pointer): void;
  multiply(a: Pointer, lda: number, packed: Pointer, c: Pointer, ldc: number, m: number, k: number, n: number): void;
  multiplyTransposed(
    a: Pointer,
    lda: number,
    packed: Pointer,
    c: Pointer,
    ldc: number,
    m: number,
    k: number,
    n: number,
  ): void;
  addBias(x: Pointer, bias: Pointer, rows: number, width: number): void;
  biasRelu(x: Pointer, bias: Pointer, rows: number, width: number): void;
  columnSums(x: Pointer, rows: number, width: number, sums: Pointer): void;
  maskByPositive(gradient: Pointer, output: Pointer, count: number): void;
  gatedForward(
    y: Pointer,
    row: Pointer,
    x0: Pointer,
    operation: Pointer,
    start: Pointer,
    neighbour: Pointer,
    nodes: number,
    width: number,
    skip: number,
    keepThreshold: number,
    keepScale: number,
    seed: number,
    out: Pointer,
  ): void;
  gatedBackward(
    dout: Pointer,
    out: Pointer,
    y: Pointer,
    row: Pointer,
    operation: Pointer,
    start: Pointer,
    neighbour: Pointer,
    nodes: number,
    width: number,
    skip: number,
    keepScale: number,
    dy: Pointer,
    dx0: Pointer,
  ): void;
  sumNeighbours(
    x: Pointer,
    start: Pointer,
    neighbour: Pointer,
    nodes: number,
    width: number,
    self: number,
    out: Pointer,
  ): void;
  meanPoolForward(x: Pointer, nodeStart: Pointer, graphs: number, width: number, out: Pointer): void;
  meanPoolBackward(dout: Pointer, nodeStart: Pointer, graphs: number, width: number, dx: Pointer): void;
  gatherRows(table: Pointer, index: Pointer, count: number, width: number, out: Pointer): void;
  scatterAddRows(rows: Pointer, index: Pointer, count: number, width: number, table: Pointer): void;
}

/** Instantiates the compiled kernels on the arena's memory. */
export function instantiateKernels(wasm: BufferSource, arena: Arena): Kernels {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { memory: arena.memory } });
  return instance.exports as unknown as Kernels;
}
