import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { benchmarksPage } from '../../../bench/benchmarksPage';

it('docs/benchmarks.md is what the committed results say (npm run bench:report)', () => {
  expect(readFileSync('docs/benchmarks.md', 'utf8')).toBe(benchmarksPage());
});
