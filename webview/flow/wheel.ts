/** Pixels of a line, where a wheel counts lines. */
const lineHeight = 40;
/** Steps of a wheel are longer than this, those of two fingers shorter. */
const fingerStep = 50;

/** How far a wheel was turned, in pixels to the right and down. */
export function wheelPixels({
  deltaX,
  deltaY,
  deltaMode,
}: Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode'>): readonly [number, number] {
  const unit = deltaMode === 0 ? 1 : lineHeight;
  return [deltaX * unit, deltaY * unit];
}

/** What a turn of so many pixels scales by. Fingers say little at a time, and are to be followed at once. */
export function wheelFactor(pixels: number): number {
  return Math.exp(-pixels * (Math.abs(pixels) < fingerStep ? 0.01 : 0.0015));
}
