/**
 * `node build/sum-reports.ts TESTS INFRA`: names what failed by the reports of the test runners, which ended
 * with these exit codes, and adds them up. The last lines of a CI run.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './bundle.ts';
import { sumOfRuns } from './sum-of-runs.ts';

const [tests, infra] = process.argv.slice(2).map(Number);
const ofInfra = await read('infra.json');
const { passed, failed, failures } = sumOfRuns(
  { report: await read('vitest.json'), failures: await read('failures.json'), exitCode: tests },
  { report: ofInfra, failures: ofInfra?.failures, exitCode: infra },
);
for (const line of failures) process.stdout.write(`FAILED ${line}\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;

/** @returns undefined where a runner ended before it wrote it */
async function read(name: string) {
  const path = join(ROOT, 'reports', name);
  return existsSync(path) ? JSON.parse(await readFile(path, 'utf8')) : undefined;
}
