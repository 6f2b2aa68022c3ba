// Writes docs/benchmarks.md from the JSON under bench/results: npm run bench:report
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PaperResult } from './paper/result';

const results = 'bench/results';
const out = 'docs/benchmarks.md';

const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const list = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .sort()
    : [];
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...header), row(...header.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

const withDeviation = (mean: number | undefined, deviation: number | undefined): string =>
  mean === undefined ? '' : deviation === undefined ? mean.toFixed(1) : `${mean.toFixed(1)} (${deviation.toFixed(1)})`;

function paperTable(files: readonly PaperResult[]): string {
  return table(
    [
      'space',
      'encoder',
      'pretext',
      'labels',
      'runs',
      'epochs',
      'tau',
      'published',
      'P@1%',
      'published',
      'P@5%',
      'published',
    ],
    files.map(({ space, encoder, pretext, labels, runs, pretrainEpochs, mean, std, published }) => [
      space,
      encoder,
      pretext,
      labels,
      String(runs.length),
      pretrainEpochs === 0 ? '' : String(pretrainEpochs),
      withDeviation(mean.tau, std.tau),
      withDeviation(published?.tau?.mean, published?.tau?.std),
      withDeviation(mean.p1, std.p1),
      withDeviation(published?.p1?.mean, published?.p1?.std),
      withDeviation(mean.p5, std.p5),
      withDeviation(published?.p5?.mean, published?.p5?.std),
    ]),
  );
}

/** A JSON object as a list of `path: value` lines. */
function flatten(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`- ${path}: ${String(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, path === '' ? key : `${path}, ${key}`));
}

const section = (title: string, text: string, body: string): string => `## ${title}\n\n${text}\n\n${body}\n`;

const sections: string[] = [];
const paper = list(join(results, 'paper')).map((file) => read<PaperResult>(join(results, 'paper', file)));
if (paper.length > 0) {
  sections.push(
    section(
      'Ranking with few labels',
      'Figures x100, mean (sample standard deviation) over runs. The protocol is FGP section 5: the labelled cells of the training part train, ' +
        'the first 40 cells of the test part choose the epoch, the rest tests. Nine runs are three seeds x three permutations; three runs are one seed x ' +
        'three permutations. Width 128 everywhere; "epochs" are those of the pre-training (200 in the paper).',
      paperTable(paper),
    ),
  );
}
for (const file of list(results)) {
  const {
    title = file.replace('.json', ''),
    text = '',
    ...rest
  } = read<{ title?: string; text?: string }>(join(results, file));
  sections.push(section(title, text === '' ? `From \`${results}/${file}\`.` : text, flatten(rest).join('\n')));
}
writeFileSync(
  out,
  `# Benchmarks\n\nGenerated from the JSON under \`${results}\` by \`npm run bench:report\`; do not edit.\n\n${sections.join('\n')}`,
);
