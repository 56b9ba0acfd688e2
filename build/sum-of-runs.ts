/** The sum of the test runners' reports. */
import * as z from 'zod';

const VitestReport = z
  .object({ numPassedTests: z.number(), numFailedTests: z.number() })
  .default({ numPassedTests: 0, numFailedTests: 0 });
const InfraReport = z.object({ passed: z.number(), failed: z.number() }).default({ passed: 0, failed: 0 });
const Failures = z.array(z.string()).default([]);

interface Run {
  /** Undefined where it ended before it had any. */
  readonly report: unknown;
  /** A line for each failure. */
  readonly failures: unknown;
  /** Undefined counts as a failure. */
  readonly exitCode: number | undefined;
}

interface Sum {
  readonly passed: number;
  readonly failed: number;
  /** A line for each failure. */
  readonly failures: readonly string[];
}

/**
 * A run that ended badly without a failed test is a failure: a suite that could not be loaded, an error that
 * no test awaited, a step before the tests.
 * @throws z.ZodError when a report is none of its runner
 */
export function sumOfRuns(vitest: Run, infra: Run): Sum {
  const { numPassedTests, numFailedTests } = VitestReport.parse(vitest.report);
  const ofInfra = InfraReport.parse(infra.report);
  return {
    passed: numPassedTests + ofInfra.passed,
    failed: failed(numFailedTests, vitest) + failed(ofInfra.failed, infra),
    failures: [...named('npm test', vitest), ...named('npm run test:infra', infra)],
  };
}

function failed(failedTests: number, run: Run): number {
  return endedWell(run) ? failedTests : Math.max(1, failedTests);
}

function named(command: string, run: Run): string[] {
  const lines = Failures.parse(run.failures);
  if (endedWell(run) || lines.length > 0) return lines;
  const how = run.report === undefined ? 'without a report of its tests' : 'and no test of it failed';
  return [`${command} ended with ${run.exitCode}, ${how}: what it printed says why`];
}

function endedWell({ exitCode, report }: Run): boolean {
  return exitCode === 0 && report !== undefined;
}
