/**
 * `npm run test:infra`: format, validation and tests of infra/. TERRAFORM names the command (default
 * `terraform`), for machines that reach the provider registry by another way.
 */
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './bundle.ts';

const [command = 'terraform', ...prefix] = (process.env['TERRAFORM'] ?? 'terraform').split(' ');

const STEPS = [
  ['fmt', '-check', '-recursive'],
  ['init', '-backend=false', '-input=false'],
  ['validate', '-no-color'],
  ['test', '-no-color'],
];

let output = '';
for (const step of STEPS) {
  const { code, text } = await run(step);
  output = text;
  if (code !== 0 && step[0] !== 'test') fail(`terraform ${step.join(' ')} failed.`);
  if (code !== 0) process.exitCode = 1;
}

const [, passed, failed] =
  /(\d+) passed, (\d+) failed/.exec(output) ?? fail('terraform test gave no result.');
await mkdir(join(ROOT, 'reports'), { recursive: true });
await writeFile(
  join(ROOT, 'reports', 'infra.json'),
  JSON.stringify({ passed: Number(passed), failed: Number(failed) }),
);

function run(step: readonly string[]): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, [...prefix, '-chdir=infra', ...step], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      process.stdout.write(chunk);
    });
    child.once('error', () =>
      fail(
        `${command} is not on this machine: install Terraform 1.9 or later (https://developer.hashicorp.com/terraform/install), or set TERRAFORM.`,
      ),
    );
    child.once('close', (code) => resolve({ code, text }));
  });
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
