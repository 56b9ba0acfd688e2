import { describe, expect, expectTypeOf, it } from 'vitest';
import { queryJobsHandler } from '../../../../functions/query-jobs/handler.ts';
import type { Call } from '../../../../shared/api/call.ts';
import { OPERATE_CALLS } from '../../../../shared/api/operate-calls.ts';
import { QUERY_CALLS } from '../../../../shared/api/query-calls.ts';
import { actOf, intentOf } from '../../../../shared/jobs/audit-entry.ts';
import type { DeadLetterState } from '../../../../shared/jobs/dead-letters/dead-letter-states.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { DEFAULT_POLICY } from '../../../../shared/jobs/policy.ts';
import { publishedRecord, testGateway } from '../../../fixtures.ts';

type Context = Parameters<typeof queryJobsHandler>[0];

/** A gateway of which no more is there than what the reader is given. */
async function reader() {
  const { store, audit, holds, deadLetters, clock, telemetry, budgetLimits, showback } = testGateway();
  await store.create({ ...publishedRecord('lead-1'), status: 'unanswered' });
  const reading: Context['store'] = {
    getMany: (requestIds) => store.getMany(requestIds),
    list: (query) => store.list(query),
    count: (filter) => store.count(filter),
    countTimers: (query) => store.countTimers(query),
    oldestDue: (dueBy) => store.oldestDue(dueBy),
    countAs: (keys) => store.countAs(keys),
    findCounted: (query) => store.findCounted(query),
  };
  const readingAudit: Context['audit'] = { list: (query) => audit.list(query) };
  const readingHolds: Context['holds'] = { list: () => holds.list() };
  const context = {
    store: reading,
    audit: readingAudit,
    holds: readingHolds,
    deadLetters: { count: (state: DeadLetterState) => deadLetters.count(state) },
    clock,
    telemetry,
    policy: DEFAULT_POLICY,
    budgetLimits,
    showback,
  };
  return queryJobsHandler(context, () => ({ openapi: '3.1.0' }));
}

async function send(call: Call, target: string) {
  const [type, content] = Object.entries(call.body?.content ?? {})[0] ?? [];
  const handle = await reader();
  const { status, body } = await handle({
    method: call.method,
    target,
    headers: type === undefined ? {} : { 'content-type': type },
    body: Buffer.from(content ? JSON.stringify(content.example) : ''),
  });
  return { status, answer: JSON.parse(body) };
}

describe('the counts', () => {
  it('are read once for all calls within ten seconds, for each filter', async () => {
    const { store, ...gateway } = testGateway();
    const { clock } = gateway;
    const counted: string[] = [];
    const count = (filter: Parameters<typeof store.count>[0]) => {
      counted.push(`${filter.jobType} ${filter.status}`);
      return store.count(filter);
    };
    const reading = {
      getMany: store.getMany.bind(store),
      list: store.list.bind(store),
      countTimers: store.countTimers.bind(store),
      oldestDue: store.oldestDue.bind(store),
      countAs: store.countAs.bind(store),
      findCounted: store.findCounted.bind(store),
      count,
    };
    const handle = queryJobsHandler({ ...gateway, store: reading }, () => ({}));
    const ask = async (query: string) => {
      const target = `/v1/jobs:count${query}`;
      return (await handle({ method: 'GET', target, headers: {}, body: Buffer.of() })).body;
    };
    const first = await ask('');
    clock.time = later(clock.time, 9_999);
    expect(await Promise.all([ask(''), ask('')])).toEqual([first, first]);
    await ask('?jobType=enrichMobile');
    expect(new Set(counted).size).toBe(counted.length);
    clock.time = later(clock.time, 1);
    expect(JSON.parse(await ask('')).countedAt).toBe('2026-03-01T00:00:10.000Z');
    expect(counted.filter((of) => of === 'undefined undefined')).toHaveLength(2);
  });
});

describe('a list', () => {
  const ask = async (gateway: ReturnType<typeof testGateway>, query: string) => {
    const handle = queryJobsHandler(gateway, () => ({}));
    const target = `/v1/jobs?${query}`;
    return JSON.parse((await handle({ method: 'GET', target, headers: {}, body: Buffer.of() })).body);
  };

  it('means the same time on all its pages, however late the next one is asked for', async () => {
    const gateway = testGateway();
    for (const name of ['a', 'b', 'c']) await gateway.store.create(publishedRecord(name));
    const query = 'since=1h&pageSize=2&orderBy=newest';
    const first = await ask(gateway, query);
    gateway.clock.time = later(gateway.clock.time, 2 * 3_600_000);
    const second = await ask(gateway, `${query}&pageToken=${first.nextPageToken}`);
    const idsIn = ({ jobs }: { jobs: { requestId: string }[] }) => jobs.map(({ requestId }) => requestId);
    expect([...idsIn(first), ...idsIn(second)].toSorted()).toEqual(['a', 'b', 'c']);
    expect(idsIn(await ask(gateway, query))).toEqual([]);
    expect([first.since, second.since]).toEqual(Array(2).fill('2026-02-28T23:00:00.000Z'));
  });

  it.each([
    ['since=0s', '2026-03-01T00:00:00.000Z'],
    ['since=90s', '2026-02-28T23:58:30.000Z'],
    ['since=2026-03-01T00:30:00.0009%2B01:00&orderBy=newest', '2026-02-28T23:30:00.000Z'],
    ['until=1h', undefined],
  ])('says which instant %s means', async (query, since) => {
    expect((await ask(testGateway(), query)).since).toBe(since);
  });

  it('says how many were looked at where no index serves its whole filter', async () => {
    const gateway = testGateway();
    for (const name of ['a', 'b', 'c']) await gateway.store.create(publishedRecord(name));
    expect(await ask(gateway, 'until=1h')).toEqual({ jobs: [], scanned: 3 });
    expect(await ask(gateway, 'until=1h&orderBy=newest')).toEqual({ jobs: [] });
  });
});

describe('the audit', () => {
  it.each([
    '*',
    'a job type',
    'lead-1',
    'op_7f0c',
  ])('is narrowed down to what was done to %j', async (name) => {
    const gateway = testGateway();
    for (const target of [name, 'another']) {
      const act = actOf({ actor: null, action: 'hold', target, reason: null }, 1);
      await gateway.audit.append(intentOf(act, gateway.clock.now()));
    }
    const handle = queryJobsHandler(gateway, () => ({}));
    const target = `/v1/audit?target=${encodeURIComponent(name)}`;
    const { status, body } = await handle({ method: 'GET', target, headers: {}, body: Buffer.of() });
    expect([status, JSON.parse(body).entries]).toMatchObject([200, [{ action: 'hold', target: name }]]);
  });
});

describe('the reader', () => {
  it('has nothing to write with, and nothing to publish with', () => {
    expectTypeOf<keyof Context>().toEqualTypeOf<
      | 'store'
      | 'audit'
      | 'holds'
      | 'deadLetters'
      | 'clock'
      | 'telemetry'
      | 'policy'
      | 'digest'
      | 'budgetLimits'
      | 'showback'
      | 'prices'
    >();
    expectTypeOf<keyof Context['holds']>().toEqualTypeOf<'list'>();
    expectTypeOf<keyof Context['store']>().toEqualTypeOf<
      'getMany' | 'list' | 'count' | 'countTimers' | 'oldestDue' | 'countAs' | 'findCounted'
    >();
    expectTypeOf<keyof Context['deadLetters']>().toEqualTypeOf<'count'>();
    expectTypeOf<keyof Context['audit']>().toEqualTypeOf<'list'>();
  });

  it.each(Object.entries<Call>(QUERY_CALLS))('needs no more than that to answer %s', async (_id, call) => {
    const { status } = await send(call, call.path.replace('{id}', 'lead-1'));
    expect(status).toBe(200);
  });

  it('has calls alone that change nothing, however often they are made', () => {
    for (const call of Object.values<Call>(QUERY_CALLS)) expect(call.idempotencyKey).toBe('needless');
  });

  it('sends whoever asks for a retry to the function that does it', async () => {
    expect(await send(OPERATE_CALLS.retryJob, '/v1/jobs/lead-1:retry')).toMatchObject({
      status: 404,
      answer: {
        type: 'urn:modigie-gateway:problem:not-found',
        detail: 'This is a call of operate-jobs: send it to the address of that function.',
      },
    });
  });
});
