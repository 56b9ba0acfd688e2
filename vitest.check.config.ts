/** For `npm run check`: the house's order, without the emulators that the whole suite starts. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The rules read every source; a busy machine takes its time.
    testTimeout: 60_000,
    include: ['test/imports.test.ts', 'test/tidy.test.ts', 'test/mutants/*.test.ts'],
    isolate: false,
    reporters: ['dot'],
    // The rules of test/tidy/ have Node.js strip types, which it calls experimental.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
