/** `dev --data` as a user has it: what it keeps when it is stopped or killed, and folders that it refuses. */
import { execFile } from 'node:child_process';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { REPOSITORY_ID } from '../../local/synthetic-repository/repository.ts';
import { openLedger } from '../ledger-files.ts';
import { commandLine } from './command-line.ts';
import { waitFor } from './wait-for.ts';

const { start, run, folder } = commandLine();

interface Job {
  readonly requestId: string;
  readonly status: string;
  readonly deliveredAt: string | null;
}

/** Starts it, and waits until it serves. */
async function dev(data: string, ...more: string[]) {
  const started = start(['dev', '--port', '0', '--data', data, ...more]);
  const url = await waitFor(() => /at (http:\S+)/.exec(started.output.stdout)?.[1]);
  const call = async (path: string, method = 'GET', body?: object) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const job = async (requestId: string): Promise<Job> => (await call(`/v1/jobs/${requestId}`)).body as Job;
  return { ...started, url, call, job };
}
type Dev = Awaited<ReturnType<typeof dev>>;

function submission(requestId: string, outcome = 'completed') {
  const person = { firstName: 'Ingrid', lastName: 'Lindqvist' };
  const tags = outcome === 'completed' ? [] : [{ name: 'synthetic.outcome', value: outcome }];
  const payload = { person, employment: { company: { title: 'Hollander Freight' } }, tags };
  return { requestId, jobType: 'enrichMobile', payload };
}

const submit = async (gateway: Dev, requestId: string, outcome?: string) =>
  (await gateway.call('/v1/jobs', 'POST', submission(requestId, outcome))).status;

const delivered = (gateway: Dev, requestId: string) =>
  waitFor(async () => {
    const job = await gateway.job(requestId);
    return typeof job.deliveredAt === 'string' ? job : undefined;
  });

describe('dev --data', () => {
  it('makes the folder for this user alone, says where jobs are kept, and has all of it when it is started again', async () => {
    const first = await dev('kept/jobs');
    const path = join(folder(), 'kept', 'jobs');
    expect(first.output.stdout).toContain(`jobs are kept in ${path})`);
    expect(first.output.stdout).toMatch(
      /^Ctrl-C stops it\. Started with the same --data again, it goes on\.$/m,
    );
    expect([(await stat(path)).mode & 0o777, (await stat(join(path, 'ledger.sqlite'))).mode & 0o777]).toEqual(
      [0o700, 0o600],
    );

    expect(await submit(first, 'lead-1')).toBe(202);
    const job = await delivered(first, 'lead-1');
    expect((await first.call('/v1/holds/verifyEmployment', 'POST', { reason: 'OPS-317' })).status).toBe(202);
    first.child.kill('SIGINT');
    expect(await first.done).toMatchObject({ code: 0, stdout: expect.stringContaining('Stopped.') });
    expect(first.output.stderr).not.toMatch(/"severity":"(?:ERROR|WARNING)"|Lindqvist/);

    const second = await dev('kept/jobs');
    expect(await second.job('lead-1')).toEqual(job);
    expect(await submit(second, 'lead-1')).toBe(200);
    expect((await second.call('/v1/holds')).body).toMatchObject({ holds: [{ name: 'verifyEmployment' }] });
    const { body } = await second.call('/v1/audit');
    expect(body).toMatchObject({ entries: [{ action: 'hold', reason: 'OPS-317' }, {}] });
    second.child.kill('SIGTERM');
    expect((await second.done).code).toBe(0);
  });

  it('asks again for what was under way when it was killed, and completes it', async () => {
    const first = await dev('killed');
    const requestIds = Array.from({ length: 30 }, (_, i) => `lead-${i}`);
    const accepted = await Promise.all(requestIds.map((requestId) => submit(first, requestId)));
    first.child.kill('SIGKILL');
    await first.done;
    expect(accepted).toEqual(requestIds.map(() => 202));

    const second = await dev('killed');
    for (const requestId of requestIds) expect((await delivered(second, requestId)).status).toBe('completed');
    expect((await second.call('/v1/jobs:count')).body).toMatchObject({ byStatus: { completed: 30 } });
    second.child.kill('SIGTERM');
    await second.done;
  });

  it('is refused to a second one, which leaves the first as it was', async () => {
    const first = await dev('shared');
    const second = await run('dev', '--port', '0', '--data', 'shared');
    const ledger = join(folder(), 'shared', 'ledger.sqlite');
    expect(second).toEqual({
      code: 2,
      stdout: '',
      stderr: `The ledger ${ledger} is in use: one process at a time may have it. End the other one first. That may be another npm run dev: or give this one a folder of its own, --data DIR.\n`,
    });
    expect(await submit(first, 'lead-1')).toBe(202);
    first.child.kill('SIGTERM');
    await first.done;
  });

  it('is in the folder where the user typed it, wherever npm runs it', async () => {
    const ledger = join(folder(), 'by-npm', 'ledger.sqlite');
    await mkdir(dirname(ledger));
    openLedger(ledger, REPOSITORY_ID);
    const root = join(import.meta.dirname, '..', '..');
    const typed = ['--prefix', root, 'run', 'dev', '--', '--port', '0', '--data', 'by-npm'];
    const env = { ...process.env, INIT_CWD: undefined };
    await expect(promisify(execFile)('npm', typed, { cwd: folder(), env })).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`The ledger ${ledger} is in use`),
    });
  });

  it('refuses a folder that is none, a file that is no ledger, and the ledger of a real repository, in a line', async () => {
    await writeFile(join(folder(), 'a-file'), 'text');
    await mkdir(join(folder(), 'foreign'));
    await writeFile(join(folder(), 'foreign', 'ledger.sqlite'), 'id,firstName\n');
    await mkdir(join(folder(), 'real'));
    openLedger(join(folder(), 'real', 'ledger.sqlite'), 'acme-production').close();
    const told = async (...args: string[]) => {
      const { code, stdout, stderr } = await run('dev', '--port', '0', ...args);
      expect([code, stdout]).toEqual([2, '']);
      return stderr;
    };
    expect(await told('--data', 'a-file')).toBe(
      `--data ${join(folder(), 'a-file')} cannot be made: a file is in its place. Name another folder.\n`,
    );
    expect(await told('--data', 'foreign')).toMatch(/^The ledger \S+ is no ledger, but another file\. .+\n$/);
    expect(await told('--data', 'real')).toBe(
      `The ledger in ${join(folder(), 'real')} belongs to another repository than the synthetic one. It was left as it is: give dev a folder of its own, --data DIR.\n`,
    );
    expect(await told('--data', 'x', '--emulators')).toMatch(
      /^--data .+ leave out --data or --emulators\.\n$/,
    );
  });
});
