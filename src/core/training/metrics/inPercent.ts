/** A share or correlation x100, rounded to two places, as every report and file has it. */
export const inPercent = (value: number): number => Math.round(value * 1e4) / 100;
