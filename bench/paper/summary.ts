import type { Run } from './protocol';

export interface Figures {
  readonly tau: number;
  readonly p1: number;
  readonly p5: number;
}

/** Mean and sample standard deviation of the figures over runs, x100. */
export function summarise(runs: readonly Run[]): { mean: Figures; std: Figures } {
  const of = (pick: (values: readonly number[]) => number): Figures => ({
    tau: pick(runs.map((run) => run.tau)),
    p1: pick(runs.map((run) => run.p1)),
    p5: pick(runs.map((run) => run.p5)),
  });
  return { mean: of(mean), std: of(deviation) };
}

const round = (value: number): number => Math.round(value * 100) / 100;
const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const mean = (values: readonly number[]): number => round(average(values));

function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = average(values);
  return round(Math.sqrt(values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / (values.length - 1)));
}
