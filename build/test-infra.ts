/**
 * `npm run test:infra`: format, validation and tests of infra/, of each of its modules by itself, and of the
 * example that uses infra/ as a module; and the order in which infra/ makes things.
 * TERRAFORM names the command (default `terraform`), for machines that reach the provider registry by another
 * way.
 */
import { spawn } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './bundle.ts';
import { ORDER, outOfOrder } from './infra-order.ts';

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

interface Result {
  readonly passed: number;
  readonly failed: number;
  /** A line for each failure. */
  readonly failures: readonly string[];
}

type Tell = (text: string) => void;

/** Terraform reads a large schema for each test: a third of its CPU less, where it collects less often. */
const ENV = { GOGC: '400', GOMEMLIMIT: '2GiB', ...process.env };

const [command = 'terraform', ...prefix] = (process.env['TERRAFORM'] ?? 'terraform').split(' ');

const BEFORE_TESTS = [
  ['fmt', '-check', '-recursive'],
  ['init', '-backend=false', '-input=false'],
  ['validate', '-no-color'],
];
/** A test that failed, and its file, as Terraform tells of them. */
const FAILED = /^.*\.\.\. fail$/gm;
const MODULES = join('infra', 'modules');
const EXAMPLE = join('examples', 'root');
const INSTALLATION = 'https://developer.hashicorp.com/terraform/install';
const REMEDY = `install Terraform 1.9 or later (${INSTALLATION}), or set TERRAFORM.`;

const modules = await readdir(join(ROOT, MODULES));
// Terraform takes one core. The second half is told behind the first, of which each word is told as it comes.
await prepare('infra', show);
const [first, second] = halvesOf(await readdir(join(ROOT, 'infra', 'tests')));
const [root, others] = await Promise.all([
  runTests('infra', show, first),
  testMeanwhile(second, [...modules.map((name) => join(MODULES, name)), EXAMPLE]),
]);
process.stdout.write(others.text);
const results = [root, ...others.results, await testOrder('infra')];
const sum: Result = {
  passed: results.reduce((all, { passed }) => all + passed, 0),
  failed: results.reduce((all, { failed }) => all + failed, 0),
  failures: results.flatMap(({ failures }) => failures),
};
process.stdout.write(`infra/, its modules and its example: ${sum.passed} passed, ${sum.failed} failed.\n`);
await mkdir(join(ROOT, 'reports'), { recursive: true });
await writeFile(join(ROOT, 'reports', 'infra.json'), JSON.stringify(sum));

function show(text: string): void {
  process.stdout.write(text);
}

/** Files of tests in two halves, by turns: neighbours in the alphabet take about as long. */
function halvesOf(names: readonly string[]): [string[], string[]] {
  const files = names.filter((name) => name.endsWith('.tftest.hcl')).toSorted();
  return [files.filter((_, i) => i % 2 === 0), files.filter((_, i) => i % 2 === 1)];
}

async function testMeanwhile(
  files: readonly string[],
  folders: readonly string[],
): Promise<{ results: Result[]; text: string }> {
  let text = '';
  const keep = (said: string) => {
    text += said;
  };
  const results = [await runTests('infra', keep, files)];
  for (const folder of folders) {
    await prepare(folder, keep);
    results.push(await runTests(folder, keep));
  }
  return { results, text };
}

/** Format, validation and what they need. @param tell takes what Terraform says */
async function prepare(folder: string, tell: Tell): Promise<void> {
  for (const step of BEFORE_TESTS) {
    const { code, text } = await terraform(folder, step, tell);
    if (code !== 0) fail(`terraform ${step.join(' ')} failed in ${folder}.\n${text}`);
  }
}

/**
 * How many runs of a folder's tests passed and failed; a failure also sets the exit code.
 * @param files those of them alone; all when absent
 */
async function runTests(folder: string, tell: Tell, files: readonly string[] = []): Promise<Result> {
  const filters = files.map((name) => `-filter=tests/${name}`);
  const { code, text } = await terraform(folder, ['test', '-no-color', ...filters], tell);
  if (code !== 0) process.exitCode = 1;
  const result = /(\d+) passed, (\d+) failed/.exec(text);
  const [, passed, failed] = result ?? fail(`terraform test gave no result in ${folder}.`);
  const failures = [...text.matchAll(FAILED)].map(([line]) => `${folder}: ${line.trim()}`);
  return { passed: Number(passed), failed: Number(failed), failures };
}

/** How many rules of the order in which a folder's resources are made hold, and how many do not. */
async function testOrder(folder: string): Promise<Result> {
  const { text, code } = await terraform(folder, ['graph'], () => undefined);
  if (code !== 0) fail(`terraform graph failed in ${folder}.`);
  const failures: string[] = [];
  for (const rule of ORDER) {
    const early = outOfOrder(text, rule);
    process.stdout.write(`  order: ${rule.name}... ${early?.length === 0 ? 'pass' : 'fail'}\n`);
    if (early?.length === 0) continue;
    failures.push(`${folder}: order: ${rule.name}`);
    process.exitCode = 1;
    const why = early
      ? `do not wait for ${rule.waitsFor}: ${early.join(', ')}`
      : 'no resource is of that kind';
    process.stdout.write(`    ${why}\n`);
  }
  return { passed: ORDER.length - failures.length, failed: failures.length, failures };
}

function terraform(folder: string, step: readonly string[], tell: Tell): Promise<Ended> {
  return new Promise((resolve) => {
    const args = [...prefix, `-chdir=${folder}`, ...step];
    const child = spawn(command, args, { cwd: ROOT, env: ENV, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      tell(String(chunk));
    });
    child.once('error', () => fail(`${command} is not on this machine: ${REMEDY}`));
    child.once('close', (code) => resolve({ code, text }));
  });
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
