/**
 * `node build/sum-reports.ts TESTS INFRA`: adds up the reports of the test runners, which ended with these
 * exit codes. The last line of a CI run.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './bundle.ts';
import { sumOfRuns } from './sum-of-runs.ts';

const [tests, infra] = process.argv.slice(2).map(Number);
const { passed, failed } = sumOfRuns(
  { report: await read('vitest.json'), exitCode: tests },
  { report: await read('infra.json'), exitCode: infra },
);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;

async function read(name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(ROOT, 'reports', name), 'utf8'));
}
