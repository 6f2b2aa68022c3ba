import type { Arena, Pointer } from './arena';
import type { Kernels } from './kernels';

const roundUp = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

/** Rows are padded to four and columns to eight, the register block of the matrix product. */
const paddedRows = (rows: number): number => roundUp(rows, 4);
const paddedColumns = (columns: number): number => roundUp(columns, 8);

/** A matrix in the arena: [rows, columns] stored as [paddedRows, stride]. */
export interface Matrix {
  readonly at: Pointer;
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
}

/** Dense products over arena memory: Y = X W, dX = dY W^T, dW = X^T dY. */
export class Dense {
  readonly #arena: Arena;
  readonly #kernels: Kernels;

  constructor(arena: Arena, kernels: Kernels) {
    this.#arena = arena;
    this.#kernels = kernels;
  }

  /** An uninitialised matrix whose column stride is padded to eight. */
  matrix(rows: number, columns: number): Matrix {
    const stride = paddedColumns(columns);
    return { at: this.#arena.allocate(paddedRows(rows) * stride), rows, columns, stride };
  }

  zeros(rows: number, columns: number): Matrix {
    const stride = paddedColumns(columns);
    return { at: this.#arena.allocateZeroed(paddedRows(rows) * stride), rows, columns, stride };
  }

  /** Copies row-major values in; padding columns are zero. */
  put(values: Float32Array, rows: number, columns: number): Matrix {
    const stride = paddedColumns(columns);
    if (stride === columns) return { at: this.#arena.put(values, paddedRows(rows) * stride), rows, columns, stride };
    const matrix = this.zeros(rows, columns);
    const view = this.#arena.view(matrix.at, rows * stride);
    for (let r = 0; r < rows; r++) view.set(values.subarray(r * columns, (r + 1) * columns), r * stride);
    return matrix;
  }

  /** Row-major values without padding; possibly a view of the arena, valid until the next allocation. */
  take(matrix: Matrix): Float32Array {
    const { at, rows, columns, stride } = matrix;
    const view = this.#arena.view(at, rows * stride);
    if (stride === columns) return view;
    const values = new Float32Array(rows * columns);
    for (let r = 0; r < rows; r++) values.set(view.subarray(r * stride, r * stride + columns), r * columns);
    return values;
  }

  /** X W: [m, k] x [k, n]. */
  multiply(x: Matrix, w: Matrix): Matrix {
    const y = this.matrix(x.rows, w.columns);
    this.#withPacked(w.rows, w.columns, (packed) => {
      this.#kernels.packPanels(w.at, w.stride, w.rows, w.columns, packed);
      this.#kernels.multiply(x.at, x.stride, packed, y.at, y.stride, paddedRows(x.rows), w.rows, y.stride);
    });
    return y;
  }

  /** dY W^T: [m, n] x [k, n]^T. */
  multiplyByTransposed(dy: Matrix, w: Matrix): Matrix {
    const dx = this.matrix(dy.rows, w.rows);
    this.#withPacked(w.columns, w.rows, (packed) => {
      this.#kernels.packPanelsTransposed(w.at, w.stride, w.columns, w.rows, packed);
      this.#kernels.multiply(dy.at, dy.stride, packed, dx.at, dx.stride, paddedRows(dy.rows), w.columns, dx.stride);
    });
    return dx;
  }

  /** X^T dY: [m, k]^T x [m, n]. X's padded columns become rows of the result's padding. */
  transposedMultiply(x: Matrix, dy: Matrix): Matrix {
    const dw: Matrix = {
      at: this.#arena.allocate(x.stride * dy.stride),
      rows: x.columns,
      columns: dy.columns,
      stride: dy.stride,
    };
    this.#withPacked(x.rows, dy.columns, (packed) => {
      this.#kernels.packPanels(dy.at, dy.stride, x.rows, dy.columns, packed);
      this.#kernels.multiplyTransposed(x.at, x.stride, packed, dw.at, dw.stride, x.stride, x.rows, dw.stride);
    });
    return dw;
  }

  #withPacked(k: number, n: number, use: (packed: Pointer) => void): void {
    const mark = this.#arena.mark();
    use(this.#arena.allocate(k * paddedColumns(n)));
    this.#arena.release(mark);
  }
}
