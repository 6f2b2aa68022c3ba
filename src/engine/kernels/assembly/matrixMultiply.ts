/** Rows of a register block. */
const ROWS: i32 = 4;
/** Depth of one pass of `multiplyTransposed`: 256 rows of a panel (8 KB) and of A's block stay in the first-level cache. */
const DEPTH: i32 = 256;

/**
 * Packs B [k, n] (row stride `ldb` floats) into panels of eight columns, panel after panel, each [k, 8].
 * Columns beyond n are zero. `packed` holds ceil(n / 8) * k * 8 floats.
 */
export function packPanels(b: usize, ldb: i32, k: i32, n: i32, packed: usize): void {
  for (let j = 0; j < n; j += 8) {
    let from = b + ((<usize>j) << 2);
    const full = j + 8 <= n;
    for (let row = 0; row < k; row++) {
      if (full) {
        v128.store(packed, v128.load(from));
        v128.store(packed, v128.load(from, 16), 16);
      } else {
        for (let c = 0; c < 8; c++) {
          store<f32>(packed + ((<usize>c) << 2), j + c < n ? load<f32>(from + ((<usize>c) << 2)) : 0);
        }
      }
      from += (<usize>ldb) << 2;
      packed += 32;
    }
  }
}

/** Packs the transpose of B [n, k] (row stride `ldb`) as `packPanels` would pack B^T [k, n]. */
export function packPanelsTransposed(b: usize, ldb: i32, k: i32, n: i32, packed: usize): void {
  for (let j = 0; j < n; j += 8) {
    for (let row = 0; row < k; row++) {
      for (let c = 0; c < 8; c++) {
        const value: f32 = j + c < n ? load<f32>(b + ((<usize>((j + c) * ldb + row)) << 2)) : 0;
        store<f32>(packed + ((<usize>c) << 2), value);
      }
      packed += 32;
    }
  }
}

/**
 * C [m, n] = A [m, k] x B, B packed in panels. m is a multiple of four and n of eight (the host pads);
 * `lda`, `ldc` are row strides in floats.
 */
export function multiply(a: usize, lda: i32, packed: usize, c: usize, ldc: i32, m: i32, k: i32, n: i32): void {
  const rowA = (<usize>lda) << 2;
  const rowC = (<usize>ldc) << 2;
  for (let j = 0; j < n; j += 8) {
    const panel = packed + ((<usize>j * <usize>k) << 2);
    const end = panel + ((<usize>k) << 5);
    for (let i = 0; i < m; i += ROWS) {
      let p0 = a + <usize>i * rowA;
      let p1 = p0 + rowA;
      let p2 = p1 + rowA;
      let p3 = p2 + rowA;
      let c00 = f32x4.splat(0);
      let c01 = c00;
      let c10 = c00;
      let c11 = c00;
      let c20 = c00;
      let c21 = c00;
      let c30 = c00;
      let c31 = c00;
      for (let b = panel; b < end; b += 32) {
        const b0 = v128.load(b);
        const b1 = v128.load(b, 16);
        let s = v128.load32_splat(p0);
        c00 = f32x4.add(c00, f32x4.mul(s, b0));
        c01 = f32x4.add(c01, f32x4.mul(s, b1));
        s = v128.load32_splat(p1);
        c10 = f32x4.add(c10, f32x4.mul(s, b0));
        c11 = f32x4.add(c11, f32x4.mul(s, b1));
        s = v128.load32_splat(p2);
        c20 = f32x4.add(c20, f32x4.mul(s, b0));
        c21 = f32x4.add(c21, f32x4.mul(s, b1));
        s = v128.load32_splat(p3);
        c30 = f32x4.add(c30, f32x4.mul(s, b0));
        c31 = f32x4.add(c31, f32x4.mul(s, b1));
        p0 += 4;
        p1 += 4;
        p2 += 4;
        p3 += 4;
      }
      let q = c + <usize>i * rowC + ((<usize>j) << 2);
      v128.store(q, c00);
      v128.store(q, c01, 16);
      q += rowC;
      v128.store(q, c10);
      v128.store(q, c11, 16);
      q += rowC;
      v128.store(q, c20);
      v128.store(q, c21, 16);
      q += rowC;
      v128.store(q, c30);
      v128.store(q, c31, 16);
    }
  }
}

/**
 * C [m, n] = A^T x B with A [k, m] and B [k, n] packed in panels: the weight gradient X^T dY.
 * m is a multiple of four, n of eight. Works through k in slices so that slices stay in cache.
 */
export function multiplyTransposed(
  a: usize,
  lda: i32,
  packed: usize,
  c: usize,
  ldc: i32,
  m: i32,
  k: i32,
  n: i32,
): void {
  const rowA = (<usize>lda) << 2;
  const rowC = (<usize>ldc) << 2;
  for (let from = 0; from < k; from += DEPTH) {
    const depth = min(DEPTH, k - from);
    for (let j = 0; j < n; j += 8) {
      const panel = packed + ((<usize>j * <usize>k + ((<usize>from) << 3)) << 2);
      const end = panel + ((<usize>depth) << 5);
      for (let i = 0; i < m; i += ROWS) {
        let q = c + <usize>i * rowC + ((<usize>j) << 2);
        let c00 = f32x4.splat(0);
        let c01 = c00;
        let c10 = c00;
        let c11 = c00;
        let c20 = c00;
        let c21 = c00;
        let c30 = c00;
        let c31 = c00;
        if (from > 0) {
          const q1 = q + rowC;
          const q2 = q1 + rowC;
          const q3 = q2 + rowC;
          c00 = v128.load(q);
          c01 = v128.load(q, 16);
          c10 = v128.load(q1);
          c11 = v128.load(q1, 16);
          c20 = v128.load(q2);
          c21 = v128.load(q2, 16);
          c30 = v128.load(q3);
          c31 = v128.load(q3, 16);
        }
        let p = a + <usize>from * rowA + ((<usize>i) << 2);
        for (let b = panel; b < end; b += 32) {
          const b0 = v128.load(b);
          const b1 = v128.load(b, 16);
          let s = v128.load32_splat(p);
          c00 = f32x4.add(c00, f32x4.mul(s, b0));
          c01 = f32x4.add(c01, f32x4.mul(s, b1));
          s = v128.load32_splat(p, 4);
          c10 = f32x4.add(c10, f32x4.mul(s, b0));
          c11 = f32x4.add(c11, f32x4.mul(s, b1));
          s = v128.load32_splat(p, 8);
          c20 = f32x4.add(c20, f32x4.mul(s, b0));
          c21 = f32x4.add(c21, f32x4.mul(s, b1));
          s = v128.load32_splat(p, 12);
          c30 = f32x4.add(c30, f32x4.mul(s, b0));
          c31 = f32x4.add(c31, f32x4.mul(s, b1));
          p += rowA;
        }
        v128.store(q, c00);
        v128.store(q, c01, 16);
        q += rowC;
        v128.store(q, c10);
        v128.store(q, c11, 16);
        q += rowC;
        v128.store(q, c20);
        v128.store(q, c21, 16);
        q += rowC;
        v128.store(q, c30);
        v128.store(q, c31, 16);
      }
    }
  }
}
