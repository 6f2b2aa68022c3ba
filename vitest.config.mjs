import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,service,server,webview,fuzz,golden}/**/*.test.ts'],
    pool: 'forks',
    // by default one less than there are processors, which on two is one; most server tests wait for processes
    poolOptions: { forks: { maxForks: Math.max(2, availableParallelism() - 1) } },
    // of what hangs: tests measure no time, and real processes share a busy machine
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
