import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PaperResult } from './paper/result';

const results = 'bench/results';

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

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects with the same plain fields become the rows of a table, anything else a list of `path: value`. */
function render(value: unknown, path = ''): string[] {
  if (!isFields(value)) return [`- ${path}: ${Array.isArray(value) ? value.join(', ') : String(value)}`];
  const entries = Object.entries(value);
  const [first] = entries;
  const columns = first && isFields(first[1]) ? Object.keys(first[1]) : [];
  const isTable =
    entries.length > 1 &&
    columns.length > 0 &&
    entries.every(
      ([, inner]) =>
        isFields(inner) &&
        Object.keys(inner).join() === columns.join() &&
        Object.values(inner).every((field) => !isFields(field)),
    );
  if (isTable) {
    const rows = entries.map(([name, inner]) => [name, ...columns.map((column) => String((inner as Fields)[column]))]);
    return ['', table([path, ...columns], rows), ''];
  }
  return entries.flatMap(([key, inner]) => render(inner, path === '' ? key : `${path}, ${key}`));
}

const section = (title: string, text: string, body: string): string => `## ${title}\n\n${text}\n\n${body}\n`;

const protocol =
  'Figures x100, mean (sample standard deviation) over runs. The protocol is FGP section 5: the labelled cells of the training part train, the first 40 cells ' +
  'of the test part choose the epoch, the rest tests. Nine runs are three seeds x three permutations; three runs are one seed x three permutations. Width 128 ' +
  'everywhere; "epochs" are those of the pre-training (200 in the paper). Permutations are drawn as NumPy draws them: those of NAS-Bench-101 are the published ones; ' +
  'the file behind those of NAS-Bench-201 is not public, permutation 21 is the official index order. Rows of FGP reconstruct surrogates of the published constants, ' +
  'those called own-draw of a draw of our own ([training.md](training.md) says why rows differ from the published ones). Seconds in the JSON were taken on a machine ' +
  'busy with other work; bench/results/speed.json has quiet ones. Rows of gaussian-process start from nothing random: their three runs are the permutations, no cell ' +
  'chooses anything, and the best figures of any method stand as published ([few-labels.md](few-labels.md)).';

const choices =
  'The same protocol inside the training part: the cells after the labelled ones stand in for the test part. Choices that the product makes are made here; the ' +
  'test part decides nothing.';

function paperSections(): string[] {
  const rows = list(join(results, 'paper')).map((file) => read<PaperResult>(join(results, 'paper', file)));
  const tables = [
    ['Ranking with few labels', protocol, rows.filter(({ part }) => part !== 'training-part')],
    ['What was chosen, and on which cells', choices, rows.filter(({ part }) => part === 'training-part')],
  ] as const;
  return tables.flatMap(([title, text, files]) => (files.length > 0 ? [section(title, text, paperTable(files))] : []));
}

function resultSection(file: string): string {
  const {
    title = file.replace('.json', ''),
    text = '',
    ...rest
  } = read<{ title?: string; text?: string }>(join(results, file));
  return section(title, text === '' ? `From \`${results}/${file}\`.` : text, render(rest).join('\n').trim());
}

/** docs/benchmarks.md, from the JSON under bench/results of the working folder. */
export const benchmarksPage = (): string =>
  [
    `# Benchmarks\n\nGenerated from the JSON under \`${results}\` by \`npm run bench:report\`; do not edit.\n`,
    ...paperSections(),
    ...list(results).map(resultSection),
  ].join('\n');
