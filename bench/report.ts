// Writes docs/benchmarks.md from the JSON under bench/results: npm run bench:report
import { writeFileSync } from 'node:fs';
import { benchmarksPage } from './benchmarksPage';

writeFileSync('docs/benchmarks.md', benchmarksPage());
