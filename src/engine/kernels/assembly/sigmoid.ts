/**
 * Logistic function of four lanes: 1 / (1 + exp(-x)). exp by 2^n * p(r), r in [-ln2/2, ln2/2], with the degree-6
 * minimax polynomial of the Cephes library; absolute error below 2e-7. Arguments are clamped to [-87, 87].
 */
@inline
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  let y = f32x4.neg(x);
  y = f32x4.pmin(f32x4.splat(87), f32x4.pmax(f32x4.splat(-87), y));
  const n = f32x4.nearest(f32x4.mul(y, f32x4.splat(1.44269504088896341)));
  let r = f32x4.sub(y, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), one);
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.div(one, f32x4.add(one, f32x4.mul(p, scale)));
}
