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

const [command = 'terraform', ...prefix] = (process.env['TERRAFORM'] ?? 'terraform').split(' ');

const BEFORE_TESTS = [
  ['fmt', '-check', '-recursive'],
  ['init', '-backend=false', '-input=false'],
  ['validate', '-no-color'],
];
const MODULES = join('infra', 'modules');
const EXAMPLE = join('examples', 'root');
const INSTALLATION = 'https://developer.hashicorp.com/terraform/install';
const REMEDY = `install Terraform 1.9 or later (${INSTALLATION}), or set TERRAFORM.`;

const modules = await readdir(join(ROOT, MODULES));
const sum = { passed: 0, failed: 0 };
for (const folder of ['infra', ...modules.map((name) => join(MODULES, name)), EXAMPLE]) {
  const { passed, failed } = await testFolder(folder);
  sum.passed += passed;
  sum.failed += failed;
}
const order = await testOrder('infra');
sum.passed += order.passed;
sum.failed += order.failed;
process.stdout.write(`infra/, its modules and its example: ${sum.passed} passed, ${sum.failed} failed.\n`);
await mkdir(join(ROOT, 'reports'), { recursive: true });
await writeFile(join(ROOT, 'reports', 'infra.json'), JSON.stringify(sum));

/** How many runs of a folder's tests passed and failed; a failure also sets the exit code. */
async function testFolder(folder: string): Promise<{ passed: number; failed: number }> {
  for (const step of BEFORE_TESTS) {
    const { code } = await terraform(folder, step);
    if (code !== 0) fail(`terraform ${step.join(' ')} failed in ${folder}.`);
  }
  const { code, text } = await terraform(folder, ['test', '-no-color']);
  if (code !== 0) process.exitCode = 1;
  const result = /(\d+) passed, (\d+) failed/.exec(text);
  const [, passed, failed] = result ?? fail(`terraform test gave no result in ${folder}.`);
  return { passed: Number(passed), failed: Number(failed) };
}

/** How many rules of the order in which a folder's resources are made hold, and how many do not. */
async function testOrder(folder: string): Promise<{ passed: number; failed: number }> {
  const { text, code } = await terraform(folder, ['graph'], 'quiet');
  if (code !== 0) fail(`terraform graph failed in ${folder}.`);
  let failed = 0;
  for (const rule of ORDER) {
    const early = outOfOrder(text, rule);
    process.stdout.write(`  order: ${rule.name}... ${early?.length === 0 ? 'pass' : 'fail'}\n`);
    if (early?.length === 0) continue;
    failed += 1;
    process.exitCode = 1;
    const why = early
      ? `do not wait for ${rule.waitsFor}: ${early.join(', ')}`
      : 'no resource is of that kind';
    process.stdout.write(`    ${why}\n`);
  }
  return { passed: ORDER.length - failed, failed };
}

function terraform(
  folder: string,
  step: readonly string[],
  output: 'shown' | 'quiet' = 'shown',
): Promise<Ended> {
  return new Promise((resolve) => {
    const args = [...prefix, `-chdir=${folder}`, ...step];
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (output === 'shown') process.stdout.write(chunk);
    });
    child.once('error', () => fail(`${command} is not on this machine: ${REMEDY}`));
    child.once('close', (code) => resolve({ code, text }));
  });
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
