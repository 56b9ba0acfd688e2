/** Adds up the reports of the test runners: the last line of a CI run. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ROOT } from './bundle.ts';

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
  success: z.boolean(),
});
const InfraReport = z.object({ passed: z.number(), failed: z.number() });

const vitest = VitestReport.parse(await read('vitest.json'));
const infra = InfraReport.parse(await read('infra.json'));
// A suite that could not even be loaded has no failed test of its own.
const broken = vitest.success ? 0 : Math.max(1, vitest.numFailedTests);
const failed = broken + infra.failed;
process.stdout.write(`${vitest.numPassedTests + infra.passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;

async function read(name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(ROOT, 'reports', name), 'utf8'));
}
