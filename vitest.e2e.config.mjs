import { defineConfig } from 'vitest/config';

/** Tests of the packaged extension in a real workbench: one file at a time, because each of them starts a server and a browser. */
export default defineConfig({
  test: {
    include: ['test/e2e/ui/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 20_000, interval: 100 } },
  },
});
