/** The console of `dev`: its page, and what is beside the API for it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LeadSubmission } from '../../cli/enrich/lead-payload.ts';
import { type Job, ModigieGateway } from '../../client/index.ts';
import { commandLine } from './command-line.ts';
import { waitFor } from './wait-for.ts';

const HOURS_MS = 6 * 3_600_000;

const { start, run, file, text } = commandLine();

/** @returns the address of a dev that runs until the tests are through */
async function serving(...args: string[]) {
  const dev = start(['dev', '--port', '0', ...args]);
  const url = await waitFor(() => /at (http:\S+)/.exec(dev.output.stdout)?.[1]);
  const end = async () => {
    dev.child.kill('SIGTERM');
    expect(await dev.done).toMatchObject({ code: 0, stderr: expect.not.stringContaining('Warning') });
  };
  return { url, output: dev.output, end };
}

async function call(url: string, body?: object) {
  const answer = await fetch(url, body && { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, ...((await answer.json()) as object) };
}

function lead(requestId: string, tags: readonly object[] = []) {
  const person = { firstName: 'Ann', lastName: 'Lee' };
  const payload = { person, employment: { company: { title: 'Acme' } }, tags };
  return { requestId, jobType: 'enrichMobile', payload };
}

describe('the console of dev', () => {
  let url: string;
  const posted: { readonly id: string; readonly at: number }[] = [];
  beforeAll(async () => {
    const receiver = createServer(({ headers }, response) => {
      posted.push({ id: String(headers['webhook-id']), at: Number(headers['webhook-timestamp']) * 1_000 });
      response.writeHead(204).end();
    });
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
    const { port } = receiver.address() as AddressInfo;
    const dev = await serving('--webhook', `http://127.0.0.1:${port}/hook`);
    url = dev.url;
    expect(dev.output.stdout).toMatch(new RegExp(`^Open ${url}/console in a browser`));
    return async () => {
      await dev.end();
      receiver.close();
    };
  });
  const submit = (job: object) =>
    fetch(`${url}/v1/jobs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(job),
    });
  const jobOf = async (requestId: string) =>
    (await (await fetch(`${url}/v1/jobs/${requestId}`)).json()) as Job;

  it('is the first thing that a newcomer is told of, and where the root leads a browser', async () => {
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect([page.status, page.url]).toEqual([200, `${url}/console`]);
    expect(await page.text()).toContain('&quot;kind&quot;:&quot;dev&quot;');
    expect((await fetch(url)).status).toBe(404);
  });

  it('turns chaos on and off', async () => {
    const state = { status: 200, aheadMs: 0, canMoveClock: true };
    expect(await call(`${url}/console/controls`)).toEqual({ ...state, chaos: false });
    expect(await call(`${url}/console/controls:chaos`, { on: true })).toEqual({ ...state, chaos: true });
    expect(await call(`${url}/console/controls:chaos`, { on: false })).toEqual({ ...state, chaos: false });
  });

  it('takes the list that enrich has sent, as the same leads: nothing would be paid twice', async () => {
    const rows = [
      'Ann,Lee,Acme,n1',
      '"Ann ",LEE,"Acme, Inc",n2',
      'Zoë,van der Berg,Übermaß GmbH,n3',
      '=1,Lee,Acme,',
    ];
    const list = Buffer.from(`firstName,lastName,company,note\n${rows.join('\n')}\n`, 'latin1');
    await file('sent.csv', list);
    const sent = await run('enrich', 'sent.csv', '--gateway', url, '--yes', '--out', 'results.csv');
    expect(sent).toMatchObject({ code: 3, stdout: expect.stringContaining('Charged now: 3') });

    const dropped = (name: string, body: Buffer) =>
      fetch(`${url}/console/lists:${name}?jobType=enrichMobile`, { method: 'POST', body });
    for (const body of [list, gzipSync(list)]) {
      const read = (await (await dropped('read', body)).json()) as {
        readonly leads: readonly { readonly row: number; readonly submission: LeadSubmission }[];
        readonly rejects: readonly object[];
      };
      expect(read.leads.map(({ row }) => row)).toEqual([2, 3, 4]);
      expect(read.rejects).toEqual([{ row: 5, reason: expect.stringContaining('is a formula') }]);
      const submissions = read.leads.map(({ submission }) => submission);
      const { summary } = await new ModigieGateway({ url }).jobs.forecast(submissions);
      expect(summary.byWould).toMatchObject({ known: 3 });
      expect(summary.leads).toBe(0);
      expect(await (await dropped('results', body)).text()).toBe(await text('results.csv'));
    }
    const example = await fetch(`${url}/console/lists:example`);
    expect(await example.text()).toMatch(/^id,firstName,/);
  });

  it('says of a list that is too large how it is sent', async () => {
    const answer = await fetch(`${url}/console/lists:read?jobType=enrichMobile`, {
      method: 'POST',
      body: Buffer.alloc(20_000_001, 'x'),
    });
    expect(await answer.json()).toMatchObject({
      status: 413,
      detail: expect.stringMatching(
        /npm run enrich -- LIST --job-type enrichMobile --gateway http:\/\/localhost:\d+$/,
      ),
    });
  });

  it('moves time ahead: a silent lead is given up; receivers of webhooks have the time that it is', async () => {
    await submit(lead('silent-1', [{ name: 'synthetic.outcome', value: 'silent' }]));
    await waitFor(async () => ((await jobOf('silent-1')).status === 'published' ? true : undefined));
    const moved = await call(`${url}/console/controls:clock`, { ms: HOURS_MS });
    expect(moved).toMatchObject({ status: 200, aheadMs: HOURS_MS });
    const given = await waitFor(async () => {
      const job = await jobOf('silent-1');
      return job.final ? job : undefined;
    });
    expect(given.status).toBe('unanswered');
    expect(Date.parse(given.history.at(-1)?.at ?? '')).toBeGreaterThan(Date.now() + HOURS_MS / 2);
    await submit(lead('after-1'));
    await waitFor(async () => ((await jobOf('after-1')).status === 'completed' ? true : undefined));
    await waitFor(() => (new Set(posted.map(({ id }) => id)).size >= 2 ? true : undefined));
    for (const { at } of posted) expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
  });
});

describe('the console of dev --data', () => {
  it('leaves time as it is, and says why', async () => {
    const { url, end } = await serving('--data', 'kept');
    expect(await call(`${url}/console/controls`)).toMatchObject({ canMoveClock: false });
    expect(await call(`${url}/console/controls:clock`, { ms: 1 })).toMatchObject({
      status: 422,
      detail: expect.stringMatching(/^The clock stays as it is where jobs are kept/),
    });
    expect(await call(`${url}/console/controls:chaos`, { on: true })).toMatchObject({ chaos: true });
    await end();
  });
});
