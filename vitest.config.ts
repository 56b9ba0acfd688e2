import { configDefaults, defineConfig } from 'vitest/config';
import { failuresReporter } from './build/failures-reporter.ts';

/** These leave nothing behind, so that files share a worker, and modules are evaluated once for all. */
const SHARING = ['test/{unit,infra,lists,mutants}/**/*.test.ts', 'test/*.test.ts'];

const common = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // A busy machine takes its time: no test is about how long something takes.
  expect: { poll: { timeout: 30_000 } },
  // The rules of test/tidy/ have Node.js strip types, which it calls experimental.
  execArgv: ['--disable-warning=ExperimentalWarning'],
  env: { METADATA_SERVER_DETECTION: 'none' },
};

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }], failuresReporter()],
    // The emulators and the functions are processes of their own; more would only wait for each other.
    maxWorkers: 2,
    projects: [
      { test: { ...common, name: 'shared', include: SHARING, isolate: false } },
      {
        test: {
          ...common,
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...SHARING],
          globalSetup: ['test/emulators.ts', 'test/chromium.ts'],
        },
      },
    ],
  },
});
