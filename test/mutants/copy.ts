/** A copy of the sources, in which bugs are planted and the tests run. */
import { execFile } from 'node:child_process';
import { cp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { PlantedBug } from './planted-bug.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Has dependencies of its own, where they are installed. */
const ZETASQL = join('test', 'warehouse', 'zetasql');

/** Fixed worlds a bug; a fifth as many are fresh. */
export const WORLDS = 250;
/** The catcher of a bug that keeps the tests from ending. */
const ENDLESS = 'tests that do not end';
const LONGEST_RUN_MS = 300_000;

/** Not copied: history, dependencies (which are linked), and what runs leave behind. */
const LEFT_OUT = new Set(['.git', 'node_modules', 'dist', 'coverage', 'reports', '.stryker-tmp']);

/**
 * The unit tests of the rooms that bugs are planted in, and the simulation. One worker a copy; the files
 * share it, since none of them leaves anything behind.
 */
const CONFIG = `export default { test: {
  include: [
    'test/unit/{adapters,api,build,config,console,digest,functions,http,jobs,local,ports,protocol}/**/*.test.ts',
    'test/unit/{telemetry,use-cases,webhooks}/**/*.test.ts',
    'test/unit/cli/{console,holds,init,jobs,options,output,profiles,standalone}/**/*.test.ts',
    'test/unit/cli/failed-calls.test.ts',
    'test/simulation/*.test.ts', 'test/warehouse/*.test.ts',
    'test/e2e/console/{hostile-values,isolation,keyboard-alone,slow-and-failing}.test.ts',
  ],
  globalSetup: ['test/chromium.ts'],
  testTimeout: 60_000, isolate: false, maxWorkers: 1,
} };`;

/** Bugs of the page are met in a browser, which takes its time: no other bug is looked for there. */
const OF_PAGE = /^(?:console\/|build\/console-page)/;
const IN_BROWSER = 'test/e2e/console';
const TESTS_OF_PAGE = ['test/unit/console', 'test/unit/build/console-page', IN_BROWSER];

/** @throws when a test fails without any bug: it would be said to catch them all */
export async function copySources(to: string): Promise<void> {
  const items = (await readdir(ROOT)).filter((item) => !LEFT_OUT.has(item));
  const filter = (from: string) => basename(from) !== 'node_modules';
  await Promise.all(items.map((item) => cp(join(ROOT, item), join(to, item), { recursive: true, filter })));
  for (const folder of ['.', ZETASQL])
    await symlink(join(ROOT, folder, 'node_modules'), join(to, folder, 'node_modules'));
  await writeFile(join(to, 'vitest.config.ts'), CONFIG);
  const failing = await failingTests(to);
  if (failing.length > 0) throw new Error(`These tests fail without any bug: ${failing.join(', ')}`);
}

/** @returns the test files that fail while the bug is planted in the copy; empty when it escapes */
export async function plant(copy: string, { name, file, find, replace }: PlantedBug): Promise<string[]> {
  const path = join(copy, file);
  const source = await readFile(path, 'utf8');
  if (source.split(find).length !== 2) throw new Error(`"${name}" has to match once in ${file}.`);
  await writeFile(
    path,
    source.replace(find, () => replace),
  );
  try {
    return await failingTests(copy, OF_PAGE.test(file) ? TESTS_OF_PAGE : [`--exclude=${IN_BROWSER}/**`]);
  } finally {
    await writeFile(path, source);
  }
}

async function failingTests(copy: string, selected: readonly string[] = []): Promise<string[]> {
  const report = join(copy, 'report.json');
  await rm(report, { force: true });
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=json',
    `--outputFile=${report}`,
    ...selected,
  ];
  const env = { ...process.env, SIMULATED_WORLDS: String(WORLDS) };
  const run = promisify(execFile)(process.execPath, args, { cwd: copy, timeout: LONGEST_RUN_MS, env });
  // A run that fails is what is hoped for; its report says of what.
  await run.catch(() => undefined);
  const text = await readFile(report, 'utf8').catch(() => '');
  if (text === '') return [ENDLESS];
  const { testResults } = JSON.parse(text) as { testResults: { name: string; status: string }[] };
  return testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name }) => name.slice(copy.length + 1));
}
