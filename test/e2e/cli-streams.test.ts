/** The command line between other programs: pipes in, pipes out, and disks that are full. */
import { execFile, spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'cli', 'main.js');
const HEADER = 'id,firstName,lastName,company,tags';
const LIST = `${HEADER}\n1,Ann,Lee,Acme,\n2,,Lee,Acme,\n`;

const { start, run, file, text, folder } = commandLine();

/** Runs a line of bash in the folder; `$CLI` begins the command line. */
async function bash(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, CLI: `${process.execPath} ${MAIN}` };
  const child = spawn('bash', ['-o', 'pipefail', '-c', line], { cwd: folder(), env });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk) => {
      output[name] += chunk;
    });
  const code = await new Promise<number>((resolve) => child.once('close', (end) => resolve(end ?? -1)));
  return { code, ...output };
}

const statusesOf = (csv: string) =>
  (parse(csv, { columns: true }) as { id: string; status: string }[]).map(
    ({ id, status }) => `${id} ${status}`,
  );

describe('a list from standard input', () => {
  it('goes to standard output, with all talk beside it', async () => {
    const running = start(['enrich', '-']);
    running.child.stdin.end(LIST);
    const { code, stdout, stderr } = await running.done;
    expect(code).toBe(3);
    expect(statusesOf(stdout)).toEqual(['1 completed', '2 skipped']);
    expect(stderr).toContain('Charged now: 1\n');
    expect(stderr).toMatch(/^ {2}line 3 \(2\): firstName is required/m);
  });

  it('may be compressed, and have its results in a file', async () => {
    const running = start(['enrich', '-', '--out', 'from-stdin.csv']);
    running.child.stdin.end(gzipSync(LIST));
    expect(await running.done).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('Results: from-stdin.csv\n'),
    });
    expect(statusesOf(await text('from-stdin.csv'))).toEqual(['1 completed', '2 skipped']);
  });

  it('keeps standard output to itself with --json', async () => {
    const running = start(['enrich', '-', '--json']);
    running.child.stdin.end(LIST);
    const { stdout, stderr } = await running.done;
    expect(statusesOf(stdout)).toEqual(['1 completed', '2 skipped']);
    const [json = ''] = stderr.split('\n').filter((line) => line.startsWith('{'));
    expect(JSON.parse(json)).toMatchObject({ leads: 2, charged: { now: 1, before: 0 } });
  });
});

describe('a list from a pipe with a name', () => {
  it('is read as it comes', async () => {
    await promisify(execFile)('mkfifo', [join(folder(), 'pipe')]);
    const running = start(['enrich', 'pipe', '--out', 'from-pipe.csv']);
    createWriteStream(join(folder(), 'pipe')).end(LIST);
    expect((await running.done).code).toBe(3);
    expect(statusesOf(await text('from-pipe.csv'))).toEqual(['1 completed', '2 skipped']);
  });

  it('may be made by the shell', async () => {
    await file('shell.csv', LIST);
    const made = await bash('$CLI enrich <(cat shell.csv) --out - 2>talk.txt');
    expect(made.code).toBe(3);
    expect(statusesOf(made.stdout)).toEqual(['1 completed', '2 skipped']);
    expect(await text('talk.txt')).toContain('Charged now: 1\n');
  });
});

describe('a reader who has had enough', () => {
  it('of the results ends the run quietly', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `${i},Ann,Lee,Acme,\n`);
    await file('many.csv', `${HEADER}\n${many.join('')}`);
    const { code, stdout, stderr } = await bash('$CLI enrich many.csv --out - | head -n 3');
    expect([code, stdout.trimEnd().split('\n').length]).toEqual([141, 3]);
    expect(stderr).not.toMatch(/EPIPE|Error|cannot/);
  });

  it('of the summary ends nothing: the results are whole', async () => {
    await file('summary.csv', `${HEADER}\n1,Ann,Lee,Acme,\n`);
    const { code, stderr } = await bash('$CLI enrich summary.csv --out summary-out.csv | true');
    expect([code, stderr.replaceAll(/^\d+% .*\n/gm, '')]).toEqual([0, '']);
    expect(statusesOf(await text('summary-out.csv'))).toEqual(['1 completed']);
  });
});

describe.skipIf(!existsSync('/dev/full'))('a full disk', () => {
  it.each([
    ['of a file', '--out /dev/full', '/dev/full cannot be written: the disk is full.\n'],
    ['of standard output', '--out - > /dev/full', 'cannot be written: the disk is full.\n'],
    ['of rejects', '--out full.csv --rejects /dev/full', '/dev/full cannot be written: the disk is full.\n'],
  ])('%s is told in one clear line, with exit code 2', async (_name, where, told) => {
    await file('for-full.csv', LIST);
    const { code, stderr } = await bash(`$CLI enrich for-full.csv ${where}`);
    expect(code).toBe(2);
    expect(stderr.split('\n').filter((line) => line.includes('cannot be'))).toHaveLength(1);
    expect(stderr.endsWith(told)).toBe(true);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

describe('rejects on standard output', () => {
  it('have it to themselves', async () => {
    await file('to-correct.csv', LIST);
    const { stdout, stderr } = await run(
      ...['enrich', 'to-correct.csv', '--out', 'rest.csv', '--rejects', '-'],
    );
    expect(parse(stdout, { columns: true })).toMatchObject([
      { id: '2', modigie_reason: expect.stringContaining('firstName is required') },
    ]);
    expect(stderr).toContain('Charged now: 1\n');
  });
});

describe('a list that is the unfinished results of an earlier run', () => {
  it('is not overwritten by those of this one', async () => {
    await file('taken.csv.partial', LIST);
    const { code } = await run('enrich', 'taken.csv.partial', '--out', 'taken.csv');
    expect(code).toBe(2);
    expect(await text('taken.csv.partial')).toBe(LIST);
    await expect(access(join(folder(), 'taken.csv'))).rejects.toThrow('ENOENT');
  });
});

describe('npm run', () => {
  it('takes and leaves files where the user stands, not where the package is', async () => {
    await file('mine.csv', LIST);
    const root = join(import.meta.dirname, '..', '..');
    const { stdout, stderr } = await bash(`npm --prefix ${root} run -s enrich -- mine.csv`);
    expect(stderr).not.toContain('There is no file');
    expect(stdout).toContain('Charged now: 1\n');
    expect(statusesOf(await text('mine.synthetic-results.csv'))).toEqual(['1 completed', '2 skipped']);
  });
});
