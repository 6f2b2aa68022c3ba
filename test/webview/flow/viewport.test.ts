import { describe, expect, it } from 'vitest';
import { fitted, zoomed } from '../../../webview/flow/viewport';
import { wheelFactor, wheelPixels } from '../../../webview/flow/wheel';

const panel = { width: 560, height: 390 };

describe('a fitted drawing', () => {
  it.each([
    { width: 200, height: 16_800 },
    { width: 90_000, height: 400 },
    { width: 180, height: 200 },
  ])('is seen whole: $width x $height', (drawing) => {
    const { scale, x, y } = fitted(drawing, panel);
    expect(drawing.width * scale).toBeLessThanOrEqual(panel.width);
    expect(drawing.height * scale).toBeLessThanOrEqual(panel.height);
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
    expect(zoomed({ scale, x, y }, 0.8, { x: 0, y: 0 }).scale).toBeLessThan(scale);
  });
});

describe('the wheel', () => {
  it('counts pixels, whatever it reports', () => {
    expect(wheelPixels({ deltaX: 3, deltaY: -100, deltaMode: 0 })).toEqual([3, -100]);
    expect(wheelPixels({ deltaX: 0, deltaY: 3, deltaMode: 1 })).toEqual([0, 120]);
  });

  it('enlarges upwards, about as much for a step as for a pinch', () => {
    expect(wheelFactor(-100)).toBeGreaterThan(1.1);
    expect(wheelFactor(-10)).toBeGreaterThan(1.08);
    expect(wheelFactor(100)).toBeLessThan(1);
  });
});
