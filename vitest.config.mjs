import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,service,server,webview,fuzz,golden}/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // tests of real processes share a busy machine in CI: one that fails there is tried once more, never at a desk
    retry: process.env.CI ? 1 : 0,
  },
});
