import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/emulators.ts'],
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The emulators and the functions are processes of their own; more would only wait for each other.
    maxWorkers: 2,
    // The rules of test/tidy/ have Node.js strip types, which it calls experimental.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { METADATA_SERVER_DETECTION: 'none' },
  },
});
