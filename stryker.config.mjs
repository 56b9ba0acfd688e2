/** `npm run mutation`: every small change to domain and protocol, and whether a unit test notices. */
export default {
  mutate: ['shared/jobs/**/*.ts', 'shared/protocol/**/*.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // TypeScript 7 gives Stryker no API to rewrite tsconfig.json; Node.js runs the sources as they are.
  tsconfigFile: 'none.json',
  packageManager: 'npm',
  plugins: ['@stryker-mutator/vitest-runner'],
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  thresholds: { high: 95, low: 90, break: 90 },
  concurrency: 2,
  // An endless loop is told by its turns. Less time, and a busy machine passes survivors off as noticed.
  timeoutMS: 60_000,
};
