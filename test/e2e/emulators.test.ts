/**
 * The sample leads on Google's emulators: every function's bundle in a process of its own, as in the cloud.
 */

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { enrichLeads } from '../../cli/enrich/enrich-leads.ts';
import { leadsOf } from '../../cli/enrich/leads.ts';
import { resultRow } from '../../cli/enrich/results.ts';
import { openList, type Row } from '../../cli/lists/open-list.ts';
import { ModigieGateway } from '../../client/index.ts';
import { RealClock, VirtualClock } from '../../local/clock.ts';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { createEmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { type EmulatorStack, startEmulatorStack } from '../../local/stacks/emulator-stack.ts';
import { inProcessGateway } from '../../local/stacks/in-process-gateway.ts';
import { BRISK, REALISTIC } from '../../local/synthetic-repository/repository.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { DEFAULT_POLICY } from '../../shared/jobs/policy.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { PAYLOAD } from '../fixtures.ts';

const LEADS = join(import.meta.dirname, '..', '..', 'examples', 'leads.csv');
const PATIENCE = {
  retries: DEFAULT_POLICY.retries.map((rule) => ({ ...rule, backoff: { baseMs: 500, capMs: 1000 } })),
  silence: { baseMs: 5_000, capMs: 10_000 },
  // Not within the test: on a busy machine an answer may take its time.
  giveUpMs: 3_600_000,
};

/** Without the lead that is never answered: giving up on it is a matter of time alone. */
async function* answered(rows: AsyncIterable<Row>): AsyncIterable<Row> {
  for await (const row of rows)
    if (!row.cells.some((cell) => cell.includes('synthetic.outcome=silent'))) yield row;
}

async function enrichAll(api: HttpHandler, clock: Clock, longestMs: number): Promise<string[][]> {
  const list = await openList(LEADS, { requirements: [] });
  const rows: string[][] = [];
  const leads = leadsOf({ ...list, rows: answered(list.rows) }, 'enrichMobile');
  const options = {
    client: inProcessGateway(api, clock),
    clock,
    concurrency: 200,
    polls: { shortestMs: 250, longestMs },
    signal: new AbortController().signal,
  };
  for await (const enriched of enrichLeads(leads, options))
    rows.push(...enriched.map((lead) => resultRow(lead, [...list.header.keys()])));
  return rows;
}

describe.skipIf(!inject('emulators'))('the gateway on emulators', () => {
  let stack: EmulatorStack;
  const logs: string[] = [];
  beforeAll(async () => {
    stack = await startEmulatorStack({
      timing: BRISK,
      misbehaviour: { ...ORDINARY, jitterMs: 500 },
      sweepEveryMs: 1000,
      policy: PATIENCE,
      onLine: (line) => logs.push(line),
    });
  });
  afterAll(() => stack.stop());

  it('enriches the sample leads as the embedded stack does', { timeout: 300_000 }, async () => {
    const virtual = new VirtualClock(Date.now());
    const embedded = createEmbeddedStack({
      clock: virtual,
      timing: REALISTIC,
      misbehaviour: ORDINARY,
      telemetry: SILENT,
      sweepEveryMs: 60_000,
    });
    const expected = await enrichAll(
      (request) => virtual.during(() => embedded.api(request)),
      virtual.outside(),
      300_000,
    );
    const real = new RealClock();
    expect(await enrichAll(stack.api, real, 2000)).toEqual(expected);
    expect(stack.repository.charged()).toBe(expected.filter((row) => row.includes('completed')).length);
  });

  it('takes jobs from the intake topic, and hands results back on the results topic', async () => {
    const [subscription] = await stack.pubsub.createSubscription(stack.topics.results, 'results-test');
    const result = new Promise<{ attributes: Record<string, string>; data: Buffer }>((resolve) => {
      subscription.on('message', (message) => {
        message.ack();
        if (message.attributes['requestId'] === 'from-topic') resolve(message);
      });
    });
    await stack.pubsub.topic(stack.topics.intake).publishMessage({
      data: Buffer.from(
        JSON.stringify({ requestId: 'from-topic', jobType: 'enrichMobile', payload: PAYLOAD }),
      ),
    });
    const { attributes, data } = await result;
    expect(attributes).toMatchObject({
      dedupKey: 'from-topic/completed',
      status: 'completed',
      'event.appendMobile': 'appended',
    });
    expect(JSON.parse(String(data))).toMatchObject({ requestId: 'from-topic', job: { status: 'completed' } });
  });

  it('takes a batch as a set, and the same batch again', async () => {
    const items = Array.from({ length: 30 }, (_, i) => ({
      requestId: `in-batch-${i}`,
      jobType: 'enrichMobile',
      payload: PAYLOAD,
    }));
    const body = JSON.stringify([...items, { nonsense: 1 }]);
    const submit = async () => {
      const headers = { 'content-type': 'application/json' };
      const { url } = stack.functions['submit-jobs'];
      const response = await fetch(`${url}/v1/jobs:batch`, { method: 'POST', headers, body });
      const { results } = (await response.json()) as {
        results: { status: number; job?: { status: string } }[];
      };
      return results;
    };
    const first = await submit();
    expect(first.map(({ status }) => status)).toEqual([...items.map(() => 202), 422]);
    // Modigie may have answered before the note was made.
    expect(first.slice(0, 30).map(({ job }) => job?.status)).not.toContain('accepted');
    expect((await submit()).map(({ status }) => status)).toEqual([...items.map(() => 200), 422]);
  });

  it('says where a job is read at an address that leads there', async () => {
    const body = JSON.stringify({ requestId: 'located', jobType: 'enrichMobile', payload: PAYLOAD });
    const headers = { 'content-type': 'application/json' };
    const { url } = stack.functions['submit-jobs'];
    const submitted = await fetch(`${url}/v1/jobs`, { method: 'POST', headers, body });
    const location = submitted.headers.get('location') ?? '';
    expect(location).toBe(`${stack.functions['query-jobs'].url}/v1/jobs/located`);
    await vi.waitFor(
      async () =>
        expect(await (await fetch(location)).json()).toMatchObject({ requestId: 'located', final: true }),
      { timeout: 30_000, interval: 250 },
    );
  });

  it('retries at an address of its own, and says where the successor is read', async () => {
    const tags = [{ name: 'synthetic.outcome', value: 'fail-first:3' }];
    await stack.pubsub.topic(stack.topics.intake).publishMessage({
      data: Buffer.from(
        JSON.stringify({ requestId: 'by-hand', jobType: 'enrichMobile', payload: { ...PAYLOAD, tags } }),
      ),
    });
    const { 'operate-jobs': operating, 'query-jobs': reading } = stack.functions;
    const read = async (requestId: string) =>
      (await fetch(`${reading.url}/v1/jobs/${requestId}`)).json() as Promise<object>;
    const patience = { timeout: 30_000, interval: 250 };
    const failed = { requestId: 'by-hand~3', status: 'failed', final: true };
    await vi.waitFor(async () => expect(await read('by-hand')).toMatchObject(failed), patience);
    const gateway = { url: 'http://127.0.0.1:9', queryUrl: reading.url, operateUrl: operating.url };
    const { jobs } = new ModigieGateway(gateway);
    expect(await jobs.retry('by-hand')).toMatchObject({ requestId: 'by-hand~4', retryOf: 'by-hand~3' });
    const again = await fetch(`${operating.url}/v1/jobs/by-hand~3:retry`, { method: 'POST' });
    expect([again.status, again.headers.get('location')]).toEqual([200, `${reading.url}/v1/jobs/by-hand~4`]);
    await vi.waitFor(
      async () => expect(await jobs.get('by-hand')).toMatchObject({ status: 'completed', attempt: 4 }),
      patience,
    );
  });

  it('answers what the framework itself would choke on with problem documents', async () => {
    const { url } = stack.functions['submit-jobs'];
    for (const [type, body] of [
      ['application/json', '{'],
      ['application/json; charset=klingon', '{}'],
      ['text/plain', 'x'],
    ] as const) {
      const response = await fetch(`${url}/v1/jobs`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      expect([400, 415, 422]).toContain(response.status);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
    const compressed = await fetch(`${url}/v1/jobs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: 'not gzip',
    });
    expect(compressed.status).toBe(415);
    expect((await fetch(`${url}/favicon.ico`)).status).toBe(404);
    expect((await fetch(`${stack.functions['query-jobs'].url}/v1/jobs/%E0%A4%A`)).status).toBe(400);
  });

  it('logs IDs and codes, nothing that a person typed', () => {
    const entries = logs.filter((line) => line.startsWith('{'));
    expect(entries.length).toBeGreaterThan(1000);
    expect(entries.join('\n')).not.toMatch(/firstName|Lindqvist|@[a-z]+\.example|Hollander/);
    expect(JSON.parse(entries.find((line) => line.includes('"job.created"')) ?? '')).toMatchObject({
      severity: 'INFO',
      event: 'job.created',
      'logging.googleapis.com/labels': { function: expect.any(String), requestId: expect.any(String) },
    });
  });
});
