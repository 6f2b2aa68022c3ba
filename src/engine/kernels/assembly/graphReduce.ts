/** Sums and means over neighbours and graphs; rows are [width] floats, width a multiple of four. */

/** out_i = self * x_i + sum over neighbours j of x_j. Symmetric neighbour lists make this its own backward pass. */
export function sumNeighbours(
  x: usize,
  start: usize,
  neighbour: usize,
  nodes: i32,
  width: i32,
  self: f32,
  out: usize,
): void {
  const bytes = (<usize>width) << 2;
  const s = f32x4.splat(self);
  for (let i = 0; i < nodes; i++) {
    const from = load<i32>(start + ((<usize>i) << 2));
    const to = load<i32>(start + ((<usize>i) << 2), 4);
    const own = x + <usize>i * bytes;
    for (let at: usize = 0; at < bytes; at += 16) {
      let sum = f32x4.mul(s, v128.load(own + at));
      for (let e = from; e < to; e++) {
        sum = f32x4.add(sum, v128.load(x + <usize>load<i32>(neighbour + ((<usize>e) << 2)) * bytes + at));
      }
      v128.store(out, sum);
      out += 16;
    }
  }
}

/** out_g = mean of x over the nodes nodeStart[g] .. nodeStart[g + 1] - 1. */
export function meanPoolForward(x: usize, nodeStart: usize, graphs: i32, width: i32, out: usize): void {
  const bytes = (<usize>width) << 2;
  for (let g = 0; g < graphs; g++) {
    const from = load<i32>(nodeStart + ((<usize>g) << 2));
    const to = load<i32>(nodeStart + ((<usize>g) << 2), 4);
    const share = f32x4.splat(<f32>1 / <f32>(to - from));
    for (let at: usize = 0; at < bytes; at += 16) {
      let sum = f32x4.splat(0);
      for (let i = from; i < to; i++) sum = f32x4.add(sum, v128.load(x + <usize>i * bytes + at));
      v128.store(out, f32x4.mul(sum, share));
      out += 16;
    }
  }
}

/** dx_i = dout_g / nodes of g, for every node i of graph g. */
export function meanPoolBackward(dout: usize, nodeStart: usize, graphs: i32, width: i32, dx: usize): void {
  const bytes = (<usize>width) << 2;
  for (let g = 0; g < graphs; g++) {
    const from = load<i32>(nodeStart + ((<usize>g) << 2));
    const to = load<i32>(nodeStart + ((<usize>g) << 2), 4);
    const share = f32x4.splat(<f32>1 / <f32>(to - from));
    const d = dout + <usize>g * bytes;
    for (let i = from; i < to; i++) {
      for (let at: usize = 0; at < bytes; at += 16) {
        v128.store(dx, f32x4.mul(v128.load(d + at), share));
        dx += 16;
      }
    }
  }
}

/** out_i = table[index[i]]. */
export function gatherRows(table: usize, index: usize, count: i32, width: i32, out: usize): void {
  const bytes = (<usize>width) << 2;
  for (let i = 0; i < count; i++) {
    memory.copy(out, table + <usize>load<i32>(index + ((<usize>i) << 2)) * bytes, bytes);
    out += bytes;
  }
}

/** table[index[i]] += rows_i: the backward pass of `gatherRows`. */
export function scatterAddRows(rows: usize, index: usize, count: i32, width: i32, table: usize): void {
  const bytes = (<usize>width) << 2;
  for (let i = 0; i < count; i++) {
    const target = table + <usize>load<i32>(index + ((<usize>i) << 2)) * bytes;
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(target + at, f32x4.add(v128.load(target + at), v128.load(rows)));
      rows += 16;
    }
  }
}
