/** The command line as a program of its own, completed by a shell. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../build/bundle.ts';

const PROGRAM = join(ROOT, 'cli', 'modigie-gateway.js');

async function run(...args: string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [PROGRAM, ...args])).stdout;
}

/** @returns the words that a shell is offered behind these */
async function offered(...words: string[]): Promise<string[]> {
  const lines = (await run('complete', '--', ...words)).split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith(':'))
    .map((line) => line.split('\t')[0] ?? '');
}

describe('the program', () => {
  it('names itself in its help, and ends as its command does', async () => {
    expect(await run('jobs', 'list', '--help')).toContain('Usage: modigie-gateway jobs list');
    await expect(run('jobs', 'list', '--limit', 'x')).rejects.toMatchObject({ code: 2 });
  });

  it('completes commands, verbs, options and their values', async () => {
    expect(await offered('')).toEqual(expect.arrayContaining(['enrich', 'jobs', 'audit', 'complete']));
    expect(await offered('jobs', 'ex')).toEqual(['explain']);
    expect(await offered('jobs', 'list', '--s')).toEqual(['--status', '--since']);
    expect(await offered('jobs', 're')).toEqual(['retry', 'replay', 'redeliver', 'reveal']);
    expect(await offered('operations', '')).toEqual(['list', 'show', 'watch', 'abort', 'help']);
    expect(await offered('operations', 'list', '--state', 'abort')).toEqual(['aborting', 'aborted']);
    expect(await offered('jobs', 'list', '--status', 'can')).toEqual(['canceled']);
    expect(await offered('jobs', 'list', '--job-type', '')).toContain('enrichMobile');
    expect(await offered('jobs', 'list', '--order-by', '')).toEqual(['name', 'newest']);
  });

  it.each([
    ['zsh', '#compdef modigie-gateway'],
    ['bash', 'complete -F'],
    ['fish', 'complete -c modigie-gateway'],
    ['powershell', 'Register-ArgumentCompleter'],
  ])('has a script for %s', async (shell, text) => {
    const script = await run('complete', shell);
    expect(script).toContain(text);
    if (shell === 'bash') await promisify(execFile)('bash', ['-n', '-c', script]);
  });

  it('says which shells there are', async () => {
    await expect(run('complete', 'tcsh')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Allowed choices are zsh, bash, fish, powershell'),
    });
  });
});
