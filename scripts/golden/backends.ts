// Writes the numbers that every compute backend has to reproduce, from the cpu backend: npm run golden:backends
import { writeFileSync } from 'node:fs';
import { computeGolden } from '../../src/engine/backends/golden/goldenModel';
import { locateWasmFiles, startBackend } from '../../src/engine/tensorflow';

const out = 'src/engine/backends/golden/goldenNumbers.ts';

async function main(): Promise<void> {
  const numbers = await computeGolden(await startBackend('cpu', locateWasmFiles(process.cwd(), false)), 'training');
  const entries = Object.entries(numbers).map(([name, values]) => {
    // eight digits are all that single precision has
    return `  ${JSON.stringify(name)}: [${values.map((value) => Number(value.toPrecision(8))).join(',')}],`;
  });
  const lines = [
    "import type { GoldenTensors } from './goldenModel';",
    '',
    '/** Computed by the cpu backend: `npm run golden:backends` writes this file. */',
    'export const goldenNumbers: GoldenTensors = {',
    ...entries,
    '};',
  ];
  writeFileSync(out, `${lines.join('\n')}\n`);
}

void main();
