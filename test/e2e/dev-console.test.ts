/** The console of `dev`: its page, and what is beside the API for it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';
import { waitFor } from './wait-for.ts';

const HOURS_MS = 6 * 3_600_000;

const { start } = commandLine();

/** @returns the address of a dev that runs until the tests are through */
async function serving(...args: string[]) {
  const dev = start(['dev', '--port', '0', ...args]);
  const url = await waitFor(() => /at (http:\S+)/.exec(dev.output.stdout)?.[1]);
  const end = async () => {
    dev.child.kill('SIGTERM');
    expect(await dev.done).toMatchObject({ code: 0 });
  };
  return { url, output: dev.output, end };
}

async function call(url: string, body?: object) {
  const answer = await fetch(url, body && { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, ...(await answer.json()) };
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
  const jobOf = async (requestId: string) => (await fetch(`${url}/v1/jobs/${requestId}`)).json();

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
    expect(Date.parse(given.history.at(-1).at)).toBeGreaterThan(Date.now() + HOURS_MS / 2);
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
