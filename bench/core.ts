// How long pure functions take on large input, beside a reference of the same run: npm run bench:core
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse as parseYaml } from 'yaml';
import { canonicalGraphKey } from '../src/core/graph/canonical';
import type { CellDocument } from '../src/core/spec/document';
import { parseCellDocument } from '../src/core/spec/parseCellDocument';
import { defaultReadLimits } from '../src/core/spec/syntax/limits';
import { parseSyntax } from '../src/core/spec/syntax/parseSyntax';
import { kendallTau } from '../src/core/training/metrics/kendallTau';
import { codeActions } from '../src/service/actions/codeActions';
import { cursorContext } from '../src/service/completion/cursorContext';
import { defaultServiceSettings, type CellFile, type ServiceDependencies } from '../src/service/serviceTypes';
import { shiftOffsets } from '../src/service/shiftPositions';

const { values: options } = parseArgs({
  options: { out: { type: 'string', default: 'bench/results/core.json' } },
});

const REPEATS = 7;

/** Milliseconds of the fastest of some calls: the others waited for something else. */
function fastest(work: () => unknown): number {
  const times = Array.from({ length: REPEATS }, () => {
    const since = performance.now();
    work();
    return performance.now() - since;
  });
  return Math.min(...times);
}

/** Kendall's tau-b by its definition, in quadratic time. */
function quadraticTau(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) sum += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!);
  }
  return (2 * sum) / (x.length * (x.length - 1));
}

const byDefinition = "Kendall's tau by its definition, 4,000 items";
const quadratic = (): number => quadraticTau(ranks(4000, 7919), ranks(4000, 104_729));
const ranks = (n: number, step: number): Float64Array => Float64Array.from({ length: n }, (_, i) => (i * step) % n);
const cells = (count: number): string =>
  `space: nas-bench-201\ncells:\n${Array.from({ length: count }, (_, i) => `  c${i}:\n    arch: "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"\n`).join('')}`;
const keys = Array.from({ length: 10_000 }, (_, i) => `key${i}: 1`).join('\n');
const lines = Array.from({ length: 20_000 }, (_, i) => `line ${i}`);
const file = cells(3000);
const chains = {
  labels: Array.from({ length: 122 }, () => 0),
  edges: Array.from({ length: 40 }, (_, i): [number, number, number][] => [
    [120, 3 * i, 1],
    [3 * i, 3 * i + 1, 1],
    [3 * i + 1, 3 * i + 2, 1],
    [3 * i + 2, 121, 1],
  ]).flat(),
};

const edges = ['0 -> 1', '0 -> 2', '1 -> 2', '0 -> 3', '1 -> 3', '2 -> 3'].map((edge) => `      ${edge}: none\n`);
const edgeCells = Array.from({ length: 200 }, (_, i) => `  c${i}:\n    edges:\n${edges.join('')}`).join('');
const lightBulbText = `space: nas-bench-201\ncells:\n${edgeCells}`;
const readLightBulbText = (): CellDocument => parseCellDocument(lightBulbText, 'yaml');
const lightBulbFile: CellFile = {
  document: TextDocument.create('file:///a.cell.yaml', 'yaml', 1, lightBulbText),
  parsed: readLightBulbText(),
};
const lightBulbAt = lightBulbText.indexOf('c100');
/** Every operation with weights is a gain, so that all suggestions are made. */
const suggesting: ServiceDependencies = {
  settings: () => defaultServiceSettings,
  savedVersion: () => undefined,
  scoreOf: ({ space, architecture }) => {
    const value = (space.cost(architecture).parameters ?? 0) / 1e4;
    const target = { name: 'accuracy', title: 'Accuracy', unit: 'percent', higherIsBetter: true } as const;
    const source = { id: 'a', title: 'A', space: space.name, trainedOn: 'nothing', heldOutTau: 0, coverage: 80 };
    return { kind: 'predicted', source, targets: [{ target, value, low: value, high: value, topPercent: 1 }] };
  },
};

interface Row {
  readonly ms: number;
  readonly reference: string;
  readonly ratio: number;
}

const round = (value: number): number => Number(value.toPrecision(3));
function row(work: () => unknown, reference: string, ofReference: () => unknown): Row {
  const ms = fastest(work);
  return { ms: round(ms), reference, ratio: round(ms / fastest(ofReference)) };
}

const result = {
  title: 'Large input',
  text: 'The fastest of seven calls; the ratio is to the time of the reference in the same run, because machines and their load differ.',
  functions: {
    "Kendall's tau of 100,000 items": row(
      () => kendallTau(ranks(100_000, 7919), ranks(100_000, 104_729)),
      byDefinition,
      quadratic,
    ),
    'reading YAML of 10,000 keys': row(
      () => parseSyntax(keys, 'yaml', defaultReadLimits),
      'the yaml package',
      () => parseYaml(keys) as unknown,
    ),
    'canonical form of 122 nodes, 40 equal chains': row(() => canonicalGraphKey(chains), byDefinition, quadratic),
    'where the cursor is in 3,000 cells': row(
      () => cursorContext(file, file.length, 'yaml'),
      'splitting the text into lines',
      () => file.split('\n'),
    ),
    'the light bulb in the middle of 200 cells': row(
      () => codeActions(lightBulbFile, { start: lightBulbAt, end: lightBulbAt }, undefined, suggesting),
      'reading the file once',
      readLightBulbText,
    ),
    'moving positions over 20,000 changed lines': row(
      () => shiftOffsets(lines.join('\n'), lines.map((line) => `${line}!`).join('\n'))(1000),
      'joining the lines',
      () => lines.join('\n'),
    ),
  },
};
console.log(result.functions);
writeFileSync(options.out, `${JSON.stringify(result, undefined, 2)}\n`);
