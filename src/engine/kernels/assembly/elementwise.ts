/** Row-wise kernels over [rows, width] with width a multiple of four. */

/** x += bias, every row. */
export function addBias(x: usize, bias: usize, rows: i32, width: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < width; j += 4) {
      v128.store(x, f32x4.add(v128.load(x), v128.load(bias + ((<usize>j) << 2))));
      x += 16;
    }
  }
}

/** x = max(x + bias, 0), every row. */
export function biasRelu(x: usize, bias: usize, rows: i32, width: i32): void {
  const zero = f32x4.splat(0);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < width; j += 4) {
      v128.store(x, f32x4.pmax(zero, f32x4.add(v128.load(x), v128.load(bias + ((<usize>j) << 2)))));
      x += 16;
    }
  }
}

/** sums [width] = sum over rows of x. */
export function columnSums(x: usize, rows: i32, width: i32, sums: usize): void {
  memory.fill(sums, 0, (<usize>width) << 2);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < width; j += 4) {
      const at = sums + ((<usize>j) << 2);
      v128.store(at, f32x4.add(v128.load(at), v128.load(x)));
      x += 16;
    }
  }
}

/** gradient = output > 0 ? gradient : 0 over `count` floats (a multiple of four): the backward pass of ReLU. */
export function maskByPositive(gradient: usize, output: usize, count: i32): void {
  const zero = f32x4.splat(0);
  for (let i = 0; i < count; i += 4) {
    v128.store(gradient, v128.and(v128.load(gradient), f32x4.gt(v128.load(output), zero)));
    gradient += 16;
    output += 16;
  }
}
