import { describe, expect, it } from 'vitest';
import { RandomGenerator } from '../../../../../src/core/random/random';
import { centredIsotonicRegression } from '../../../../../src/core/training/calibration/isotonicRegression';
import { evaluateCurve } from '../../../../../src/core/training/calibration/monotoneCurve';
import { monotoneRegression } from '../../../../../src/core/training/calibration/monotoneRegression';

describe('monotoneRegression', () => {
  it('rises strictly whatever the data', () => {
    const random = RandomGenerator.fromSeed(1);
    for (let n = 1; n < 60; n++) {
      const x = Float64Array.from({ length: n }, () => random.normal()).sort();
      const curve = monotoneRegression(
        x,
        x.map(() => random.normal()),
      );
      for (let i = 1; i < curve.x.length; i++) {
        expect(curve.x[i]).toBeGreaterThan(curve.x[i - 1]!);
        expect(curve.y[i]).toBeGreaterThan(curve.y[i - 1]!);
      }
    }
  });

  it('comes closer to the truth than isotonic regression alone', () => {
    const random = RandomGenerator.fromSeed(2);
    const truth = (x: number) => Math.tanh(x);
    let errorSmooth = 0;
    let errorIsotonic = 0;
    for (let run = 0; run < 20; run++) {
      const x = Float64Array.from({ length: 100 }, () => random.normal()).sort();
      const y = x.map((value) => truth(value) + 0.3 * random.normal());
      const smooth = monotoneRegression(x, y);
      const blocks = centredIsotonicRegression(x, y);
      const isotonic = { x: blocks.map((block) => block.x), y: blocks.map((block) => block.y) };
      for (let i = 0; i < 50; i++) {
        const at = random.normal();
        errorSmooth += Math.abs(evaluateCurve(smooth, at) - truth(at));
        errorIsotonic += Math.abs(evaluateCurve(isotonic, at) - truth(at));
      }
    }
    expect(errorSmooth).toBeLessThan(0.9 * errorIsotonic);
  });
});
