import { describe, expect, it } from 'vitest';
import { sumOfRuns } from '../../../build/sum-of-runs.ts';

const tests = (numFailedTests: number, exitCode?: number) => ({
  report: { numPassedTests: 10, numFailedTests, success: numFailedTests === 0 },
  failures: Array.from({ length: numFailedTests }, (_, i) => `a.test.ts > ${i}: no`),
  exitCode,
});
const infra = (failed: number, exitCode?: number) => ({
  report: { passed: 5, failed },
  failures: Array.from({ length: failed }, () => 'infra: run "a"... fail'),
  exitCode,
});

describe('the sum of the runs', () => {
  it.each([
    ['both that went well', tests(0, 0), infra(0, 0), 0],
    ['failed tests', tests(2, 1), infra(3, 1), 5],
    ['tests that ended badly, none of which failed', tests(0, 1), infra(0, 0), 1],
    ['infrastructure that ended badly, none of whose tests failed', tests(0, 0), infra(0, 1), 1],
    ['a run of which nobody says how it ended', tests(0), infra(0, 0), 1],
    ['failed tests of a run that says it went well', tests(2, 0), infra(0, 0), 2],
  ])('counts %s, and names each failure', (_what, vitest, terraform, failed) => {
    const sum = sumOfRuns(vitest, terraform);
    expect(sum).toMatchObject({ passed: 15, failed });
    expect(sum.failures).toHaveLength(failed);
  });

  it.each([0, 137])('counts a run as failed that ended with %i and has no report', (exitCode) => {
    const none = { report: undefined, failures: undefined, exitCode };
    expect(sumOfRuns(none, none)).toEqual({
      passed: 0,
      failed: 2,
      failures: ['npm test', 'npm run test:infra'].map(
        (command) =>
          `${command} ended with ${exitCode}, without a report of its tests: what it printed says why`,
      ),
    });
  });

  it('names a failure that is of no test', () => {
    const unhandled = 'outside of any test: read ECONNRESET';
    expect(sumOfRuns({ ...tests(0, 1), failures: [unhandled] }, infra(0, 1)).failures).toEqual([
      unhandled,
      'npm run test:infra ended with 1, and no test of it failed: what it printed says why',
    ]);
  });
});
