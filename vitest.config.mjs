import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,service,server,webview,fuzz,golden}/**/*.test.ts'],
    pool: 'forks',
    // of what hangs: tests measure no time, and real processes share a busy machine
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
