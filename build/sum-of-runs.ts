/** The sum of the test runners' reports. */
import * as z from 'zod';

const VitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
const InfraReport = z.object({ passed: z.number(), failed: z.number() });

interface Run {
  readonly report: unknown;
  /** Undefined counts as a failure. */
  readonly exitCode: number | undefined;
}

/**
 * A run that ended badly without a failed test is a failure: a suite that could not be loaded, an error that
 * no test awaited, a step before the tests.
 * @throws z.ZodError when a report is none of its runner
 */
export function sumOfRuns(vitest: Run, infra: Run): { passed: number; failed: number } {
  const { numPassedTests, numFailedTests } = VitestReport.parse(vitest.report);
  const { passed, failed } = InfraReport.parse(infra.report);
  return {
    passed: numPassedTests + passed,
    failed: failures(numFailedTests, vitest) + failures(failed, infra),
  };
}

function failures(failedTests: number, { exitCode }: Run): number {
  return exitCode === 0 ? failedTests : Math.max(1, failedTests);
}
