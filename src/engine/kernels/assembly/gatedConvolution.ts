import { sigmoid } from './sigmoid';

/**
 * One gated layer of ResGatedGCN after its matrix product (FGP section 4; Bresson & Laurent 2017):
 *
 *   conv_i = self_i + sum over neighbours j of sigmoid(key_i + query_j) * value_j
 *   out_i  = dropout(ReLU(skip * x0_i + (1 - skip) * conv_i))
 *
 * `y` [rows, 4 width] holds self | value | key | query side by side; node i reads row `row[i]` (the first layer has one
 * row for each operation only, later layers one for each node). `x0` has one row for each operation, `operation[i]` chooses.
 */
export function gatedForward(
  y: usize, row: usize, x0: usize, operation: usize, start: usize, neighbour: usize,
  nodes: i32, width: i32, skip: f32, keepThreshold: u32, keepScale: f32, seed: i32, out: usize,
): void {
  const stride = <usize>width << 4;
  const value = <usize>width << 2;
  const key = value << 1;
  const query = value + key;
  const zero = f32x4.splat(0);
  const a = f32x4.splat(skip);
  const b = f32x4.splat(<f32>1 - skip);
  for (let i = 0; i < nodes; i++) {
    const own = y + <usize>load<i32>(row + (<usize>i << 2)) * stride;
    const first = x0 + <usize>load<i32>(operation + (<usize>i << 2)) * value;
    const from = load<i32>(start + (<usize>i << 2));
    const to = load<i32>(start + (<usize>i << 2), 4);
    for (let j = 0; j < width; j += 4) {
      const at = <usize>j << 2;
      const k = v128.load(own + key + at);
      let sum = v128.load(own + at);
      for (let e = from; e < to; e++) {
        const n = load<i32>(neighbour + (<usize>e << 2));
        const other = y + <usize>load<i32>(row + (<usize>n << 2)) * stride + at;
        const gate = sigmoid(f32x4.add(k, v128.load(other + query)));
        sum = f32x4.add(sum, f32x4.mul(gate, v128.load(other + value)));
      }
      let result = f32x4.pmax(zero, f32x4.add(f32x4.mul(a, v128.load(first + at)), f32x4.mul(b, sum)));
      if (keepThreshold != 0xffffffff) result = dropout(result, i * width + j, keepThreshold, keepScale, seed);
      v128.store(out, result);
      out += 16;
    }
  }
}

/** Zeroes a lane where the hash of its index reaches the threshold (rate = 1 - threshold / 2^32), scales the others. */
@inline
function dropout(x: v128, index: i32, keepThreshold: u32, keepScale: f32, seed: i32): v128 {
  // murmur3's finaliser over (index, seed); `dropoutKeeps` in src/core/encoder/dropout.ts is the same function
  let h = i32x4.add(i32x4.splat(index), i32x4(0, 1, 2, 3));
  h = v128.xor(i32x4.mul(h, i32x4.splat(0x9e3779b1)), i32x4.splat(seed));
  h = v128.xor(h, i32x4.shr_u(h, 16));
  h = i32x4.mul(h, i32x4.splat(0x85ebca6b));
  h = v128.xor(h, i32x4.shr_u(h, 13));
  h = i32x4.mul(h, i32x4.splat(0xc2b2ae35));
  h = v128.xor(h, i32x4.shr_u(h, 16));
  const keep = i32x4.lt_u(h, i32x4.splat(<i32>keepThreshold));
  return v128.and(f32x4.mul(x, f32x4.splat(keepScale)), keep);
}

/**
 * Backward pass of `gatedForward`: adds to `dy` [rows, 4 width] and `dx0` [operations, width] (both zeroed by the host).
 * A lane of `out` that is zero was cut by ReLU or dropout and passes nothing back.
 */
export function gatedBackward(
  dout: usize, out: usize, y: usize, row: usize, operation: usize, start: usize, neighbour: usize,
  nodes: i32, width: i32, skip: f32, keepScale: f32, dy: usize, dx0: usize,
): void {
  const stride = <usize>width << 4;
  const value = <usize>width << 2;
  const key = value << 1;
  const query = value + key;
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const a = f32x4.splat(skip * keepScale);
  const b = f32x4.splat((<f32>1 - skip) * keepScale);
  for (let i = 0; i < nodes; i++) {
    const ownRow = <usize>load<i32>(row + (<usize>i << 2)) * stride;
    const own = y + ownRow;
    const dOwn = dy + ownRow;
    const dFirst = dx0 + <usize>load<i32>(operation + (<usize>i << 2)) * value;
    const from = load<i32>(start + (<usize>i << 2));
    const to = load<i32>(start + (<usize>i << 2), 4);
    for (let j = 0; j < width; j += 4) {
      const at = <usize>j << 2;
      const d = v128.and(v128.load(dout), f32x4.gt(v128.load(out), zero));
      dout += 16;
      out += 16;
      v128.store(dFirst + at, f32x4.add(v128.load(dFirst + at), f32x4.mul(a, d)));
      const g = f32x4.mul(b, d);
      v128.store(dOwn + at, f32x4.add(v128.load(dOwn + at), g));
      const k = v128.load(own + key + at);
      let dKey = zero;
      for (let e = from; e < to; e++) {
        const n = load<i32>(neighbour + (<usize>e << 2));
        const otherRow = <usize>load<i32>(row + (<usize>n << 2)) * stride + at;
        const other = y + otherRow;
        const dOther = dy + otherRow;
        const gate = sigmoid(f32x4.add(k, v128.load(other + query)));
        const gated = f32x4.mul(g, gate);
        v128.store(dOther + value, f32x4.add(v128.load(dOther + value), gated));
        const dGate = f32x4.mul(f32x4.mul(gated, f32x4.sub(one, gate)), v128.load(other + value));
        dKey = f32x4.add(dKey, dGate);
        v128.store(dOther + query, f32x4.add(v128.load(dOther + query), dGate));
      }
      v128.store(dOwn + key + at, f32x4.add(v128.load(dOwn + key + at), dKey));
    }
  }
}
