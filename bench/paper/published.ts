/** A figure as published, x100; `std` where the paper gives one. */
export interface PublishedFigure {
  readonly mean: number;
  readonly std?: number;
}

export interface PublishedRow {
  readonly tau: PublishedFigure;
  readonly p1?: PublishedFigure;
  readonly p5?: PublishedFigure;
}

const figure = (mean: number, std?: number): PublishedFigure => (std === undefined ? { mean } : { mean, std });

/** Published results (FGP section 6) by `space encoder pretext labels`. */
const rows: Readonly<Record<string, PublishedRow>> = {
  'nas-bench-201 res-gated-gcn none 1%': { tau: figure(73.4, 1.5), p1: figure(29.7), p5: figure(51.7) },
  'nas-bench-201 res-gated-gcn graphcl 1%': { tau: figure(73.7), p1: figure(31.6), p5: figure(52.3) },
  'nas-bench-201 res-gated-gcn arch2vec 1%': { tau: figure(74.1), p1: figure(28.3), p5: figure(52.5) },
  'nas-bench-201 res-gated-gcn gmae 1%': { tau: figure(74.8), p1: figure(35.1), p5: figure(57.8) },
  'nas-bench-201 res-gated-gcn zero-cost 1%': { tau: figure(79.9), p1: figure(44.3), p5: figure(61.5) },
  'nas-bench-201 res-gated-gcn flow 1%': { tau: figure(74.5), p1: figure(36.5) },
  'nas-bench-201 res-gated-gcn fgp 1%': { tau: figure(82.2, 0.7), p1: figure(48.9, 8.1), p5: figure(62.3) },
  'nas-bench-201 res-gated-gcn fgp-no-forward 1%': { tau: figure(81.4), p1: figure(44.6) },
  'nas-bench-201 res-gated-gcn fgp-no-backward 1%': { tau: figure(81.4), p1: figure(43.3) },
  // no paper has these rows: the best figures of all published ones, each by whichever method has it
  'nas-bench-201 gaussian-process kernel-propagation 1%': { tau: figure(83.6), p1: figure(48.9), p5: figure(65) },
  'nas-bench-201 gaussian-process descriptions 1%': { tau: figure(83.6), p1: figure(48.9), p5: figure(65) },
  'nas-bench-101 gaussian-process kernel-propagation 1%': { tau: figure(76.3), p1: figure(40.6), p5: figure(61.7) },
  'nas-bench-101 gaussian-process descriptions 1%': { tau: figure(76.3), p1: figure(40.6), p5: figure(61.7) },
  'nas-bench-201 gin none 1%': { tau: figure(65.7), p1: figure(25), p5: figure(47.6) },
  'nas-bench-201 gin zero-cost 1%': { tau: figure(75.3), p1: figure(29), p5: figure(50.4) },
  'nas-bench-201 gin fgp 1%': { tau: figure(79.2), p1: figure(35.6), p5: figure(54.1) },
  'nas-bench-201 res-gated-gcn none 5%': { tau: figure(84.6) },
  'nas-bench-201 res-gated-gcn fgp 5%': { tau: figure(88) },
  'nas-bench-201 res-gated-gcn none 10%': { tau: figure(88.3) },
  'nas-bench-201 res-gated-gcn fgp 10%': { tau: figure(89.9) },
  'nas-bench-101 res-gated-gcn none 1%': { tau: figure(65, 7.8), p1: figure(18.2), p5: figure(46.2) },
  'nas-bench-101 res-gated-gcn flow 1%': { tau: figure(71.5), p1: figure(35.6) },
  'nas-bench-101 res-gated-gcn fgp 1%': { tau: figure(74.8, 4.8), p1: figure(37.5, 13), p5: figure(61.7) },
  'darts res-gated-gcn none 1%': { tau: figure(54.4, 4.1), p1: figure(18.4), p5: figure(40.6) },
  'darts res-gated-gcn zero-cost 1%': { tau: figure(57.9), p1: figure(23), p5: figure(42.6) },
  'darts res-gated-gcn flow 1%': { tau: figure(58), p1: figure(23.6) },
  'darts res-gated-gcn fgp 1%': { tau: figure(58.4, 2.4), p1: figure(23.2, 4.6), p5: figure(43.2) },
};

/** The published row, or null where the paper has none. */
export function published(space: string, encoder: string, pretext: string, labels: string): PublishedRow | null {
  return rows[`${space} ${encoder} ${pretext} ${labels}`] ?? null;
}
