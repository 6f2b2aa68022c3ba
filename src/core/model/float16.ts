const buffer = new DataView(new ArrayBuffer(4));

/**
 * IEEE 754 half precision of a number, rounded to nearest, ties to even, subnormals included. Rounds through single precision
 * first, which is what weights are held in.
 *
 * @throws RangeError if the number is not finite or becomes infinite.
 */
export function toFloat16Bits(value: number): number {
  buffer.setFloat32(0, value);
  const bits = buffer.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 127 + 15;
  const mantissa = bits & 0x7fffff;
  let half: number;
  if (exponent <= 0) {
    // Below 2^-25 everything rounds to zero.
    half = exponent < -10 ? 0 : shiftRounding(mantissa | 0x800000, 14 - exponent);
  } else {
    // A mantissa that rounds up past its end carries into the exponent, as it should.
    half = exponent > 30 ? 0x7c00 : (exponent << 10) + shiftRounding(mantissa, 13);
  }
  if (half >= 0x7c00) {
    throw new RangeError(`${value} does not fit into half precision`);
  }
  return sign | half;
}

/** The number that half-precision bits stand for. */
export function fromFloat16Bits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0) {
    return sign * mantissa * 2 ** -24;
  }
  if (exponent === 31) {
    return mantissa === 0 ? sign * Infinity : Number.NaN;
  }
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

function shiftRounding(mantissa: number, shift: number): number {
  const kept = mantissa >>> shift;
  const lost = mantissa & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return lost > half || (lost === half && kept & 1) ? kept + 1 : kept;
}
