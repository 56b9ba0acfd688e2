import { beforeEach, describe, expect, it } from 'vitest';
import { operateJobsHandler } from '../../../../functions/operate-jobs/handler.ts';
import { sweepJobsHandler } from '../../../../functions/sweep-jobs/handler.ts';
import { ACCEPT_ALL } from '../../../../shared/http/push-auth.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { Team } from '../../../../shared/jobs/teams.ts';
import { PublishError } from '../../../../shared/ports/errors.ts';
import { deadLetter } from '../../../../shared/use-cases/dead-letter.ts';
import { MINUTE, received, submission, type TestGateway, TOPICS, testGateway } from '../../../fixtures.ts';
import { failedJobs } from '../../use-cases/operate/operations/operating.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = testGateway();
  await failedJobs(gateway, 3);
});

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly email?: string | null;
  readonly team?: Team;
}

async function send(
  target: string,
  body?: unknown,
  { method = 'POST', headers = {}, email = 'ops@acme.example', team = 'every' }: Sent = {},
) {
  const handle = operateJobsHandler(gateway, { unnamed: 'refused' });
  const response = await handle({
    method,
    target,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    caller: { email, team },
    body: Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)),
  });
  return { status: response.status, headers: response.headers, answer: JSON.parse(response.body) };
}
const start = (order: unknown, sent?: Sent) => send('/v1/operations', order, sent);
const ALL = { kind: 'retry', all: true };

describe('an order', () => {
  it('is answered with the operation and where it is read, and is read there', async () => {
    const { status, headers, answer } = await start({ ...ALL, reason: 'Ticket OPS-311' });
    expect([status, answer]).toMatchObject([
      202,
      { state: 'done', done: 3, filter: {}, reason: 'Ticket OPS-311', requestedBy: 'ops@acme.example' },
    ]);
    expect(headers['location']).toBe(`/v1/operations/${answer.id}`);
    expect(await send(headers['location'] ?? '', undefined, { method: 'GET' })).toMatchObject({
      status: 200,
      answer,
    });
  });

  it('under the same key is answered as before, and with another order refused', async () => {
    const key = { headers: { 'idempotency-key': '"k 1"' } };
    const { answer } = await start(ALL, key);
    gateway.clock.time = later(gateway.clock.time, 9 * MINUTE);
    expect(await start(ALL, { headers: { 'idempotency-key': 'k 1' } })).toMatchObject({
      status: 200,
      headers: { 'idempotency-replayed': 'true', location: `/v1/operations/${answer.id}` },
      answer,
    });
    expect(await start({ ...ALL, limit: 1 }, key)).toMatchObject({
      status: 409,
      answer: { type: 'urn:modigie-gateway:problem:operation-key-reused', operation: answer.id },
    });
    expect((await start(ALL, { ...key, email: 'other@acme.example' })).status).toBe(202);
  });

  it('that asks for a span of time before now is the same order a minute later', async () => {
    const key = { headers: { 'idempotency-key': 'k' } };
    const order = { kind: 'retry', filter: { since: '2d', status: 'unanswered' } };
    const { answer } = await start(order, key);
    expect(answer.filter).toEqual({ since: '2026-02-27T00:00:00.000Z', status: 'unanswered' });
    gateway.clock.time = later(gateway.clock.time, MINUTE);
    expect((await start(order, key)).status).toBe(200);
    expect((await start({ ...order, filter: answer.filter }, { headers: {} })).status).toBe(202);
  });

  it.each([
    ['nothing', undefined, 415, undefined],
    ['no JSON', '{', 400, undefined],
    ['no kind', { all: true }, 422, '/kind'],
    ['an unknown kind', { kind: 'demolish', all: true }, 422, '/kind'],
    ['no selection', { kind: 'retry' }, 422, ''],
    ['a filter without a condition', { kind: 'retry', filter: {} }, 422, '/filter'],
    ['a filter of no known field', { kind: 'retry', filter: { colour: 'red' } }, 422, '/filter/colour'],
    ['a time that is none', { kind: 'retry', filter: { since: 'soon' } }, 422, '/filter/since'],
    ['a tag that is none', { kind: 'retry', filter: { tag: 'emea' } }, 422, '/filter/tag'],
    ['two selections', { ...ALL, requestIds: ['lead-1'] }, 422, ''],
    ['all: false', { kind: 'retry', all: false }, 422, '/all'],
    ['no IDs', { kind: 'retry', requestIds: [] }, 422, '/requestIds'],
    ['an ID that none has', { kind: 'retry', requestIds: ['a b'] }, 422, '/requestIds/0'],
    ['too many IDs', { kind: 'retry', requestIds: Array(501).fill('a') }, 422, '/requestIds'],
    ['a limit of none', { ...ALL, limit: 0 }, 422, '/limit'],
    ['a rate with a fraction', { ...ALL, ratePerMinute: 0.5 }, 422, '/ratePerMinute'],
    ['an empty reason', { ...ALL, reason: '' }, 422, '/reason'],
    ['an actor of their own choice', { ...ALL, actor: 'boss@acme.example' }, 422, '/actor'],
    ['a list', [ALL], 422, ''],
    ['a redrive of nothing', { kind: 'redrive' }, 422, ''],
    ['a redrive without a condition', { kind: 'redrive', filter: {} }, 422, '/filter'],
    ['a redrive of jobs', { kind: 'redrive', filter: { status: 'failed' } }, 422, '/filter/status'],
    ['a redrive in two ways', { kind: 'redrive', all: true, filter: { source: 'a' } }, 422, ''],
    ['a redrive of request IDs', { kind: 'redrive', requestIds: ['lead-1'] }, 422, '/requestIds'],
    ['a redrive since no time', { kind: 'redrive', filter: { since: 'soon' } }, 422, '/filter/since'],
    ['a retry of dead letters', { kind: 'retry', filter: { source: 'intake-jobs' } }, 422, '/filter/source'],
  ])('of %s is refused, and nothing is done', async (_what, order, status, pointer) => {
    const { status: got, answer } = await start(order);
    expect([got, answer.errors?.[0]?.pointer]).toEqual([status, pointer]);
    expect((await gateway.operations.list({ limit: 9 })).operations).toEqual([]);
    expect((await gateway.audit.list({ filter: {}, limit: 9 })).entries).toEqual([]);
    expect(gateway.published.sent).toEqual([]);
  });

  it.each([
    [{ kind: 'demolish', all: true }, 'must be retry or replay or redeliver or redrive'],
    [
      { kind: 'redrive', filter: { status: 'failed' } },
      'is not a condition of dead letters; there are reason, source, since, until',
    ],
    [
      { kind: 'retry', filter: { source: 'intake-jobs' } },
      'is not a condition of jobs; there are status, jobType, tag, reason, cause, since, until',
    ],
    [
      { kind: 'redrive', requestIds: ['lead-1'] },
      'is not a member of a redrive; there are kind, filter, all, reason, limit, ratePerMinute, dryRun',
    ],
    [
      { kind: 'redrive' },
      'selects nothing: give filter with at least one condition; for all dead letters there are, "all": true',
    ],
    [
      { kind: 'retry' },
      'selects nothing: give filter with at least one condition, or requestIds; for all jobs there are, "all": true',
    ],
    [
      { ...ALL, filter: { status: 'failed' } },
      'selects in more than one way: give one of filter, requestIds, and all',
    ],
  ])('says what there is instead of %j', async (order, detail) => {
    expect((await start(order)).answer.errors[0].detail).toBe(detail);
  });

  it('of nobody is refused', async () => {
    expect(await start(ALL, { email: null })).toMatchObject({
      status: 403,
      answer: { type: 'urn:modigie-gateway:problem:forbidden' },
    });
    expect(gateway.published.sent).toEqual([]);
  });
});

describe('a redrive of many', () => {
  const REDRIVE = { kind: 'redrive', filter: { reason: 'over-budget', since: '2h' } };

  beforeEach(async () => {
    const why = { source: 'intake-jobs', reason: 'over-budget' };
    await deadLetter(gateway, received(JSON.stringify(submission('a'))), why);
    gateway.clock.time = later(gateway.clock.time, 1_000);
  });

  it('is answered with its filter as it may be asked for again', async () => {
    const { status, answer } = await start({ ...REDRIVE, filter: { ...REDRIVE.filter, until: '0s' } });
    expect([status, answer]).toMatchObject([
      202,
      {
        kind: 'redrive',
        state: 'done',
        done: 1,
        filter: {
          reason: 'over-budget',
          since: '2026-02-28T22:00:01.000Z',
          until: '2026-03-01T00:00:01.000Z',
        },
      },
    ]);
    expect(gateway.published.to(TOPICS.intake)).toHaveLength(1);
    expect((await start({ kind: 'redrive', filter: answer.filter })).status).toBe(202);
    expect((await start({ kind: 'redrive', all: true })).answer).toMatchObject({ filter: {}, done: 0 });
  });

  it('is refused to a caller of one team, as a single one is', async () => {
    const { status, answer } = await start(REDRIVE, { team: 'team=emea' });
    expect([status, answer.detail]).toEqual([403, expect.stringContaining('It concerns every team')]);
    expect((await gateway.operations.list({ limit: 9 })).operations).toEqual([]);
    expect(gateway.published.sent).toEqual([]);
    expect((await start(ALL, { team: 'team=emea' })).status).toBe(202);
  });

  it('that is not done by the call is done by the sweep', async () => {
    const { publish } = gateway.published;
    const down = () => Promise.reject(new PublishError('unavailable', 'down'));
    Object.assign(gateway.published, { publish: down });
    const { answer } = await start(REDRIVE);
    expect(answer).toMatchObject({ state: 'running', done: 0 });
    Object.assign(gateway.published, { publish });
    gateway.clock.time = later(gateway.clock.time, 3 * MINUTE);
    const sweep = sweepJobsHandler(gateway, ACCEPT_ALL, 1_000);
    await sweep({ method: 'POST', target: '/', headers: {}, body: Buffer.from('') });
    const read = await send(`/v1/operations/${answer.id}`, undefined, { method: 'GET' });
    expect(read.answer).toMatchObject({ state: 'done', done: 1, requestedBy: 'ops@acme.example' });
    expect(gateway.published.to(TOPICS.intake)).toHaveLength(1);
  });
});

describe('operations', () => {
  it('are listed newest first, page by page', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      gateway.clock.time = later(gateway.clock.time, 2 * MINUTE);
      ids.unshift((await start({ ...ALL, dryRun: true })).answer.id);
    }
    const page = async (token = '') =>
      (await send(`/v1/operations?pageSize=2${token && `&pageToken=${token}`}`, undefined, { method: 'GET' }))
        .answer;
    const first = await page();
    const second = await page(first.nextPageToken);
    const third = await page(second.nextPageToken);
    const listed = [first, second, third].map(({ operations }) =>
      operations.map(({ id }: { id: string }) => id),
    );
    expect(listed).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
    expect(third.nextPageToken).toBeUndefined();
  });

  it.each(['eA', 'b3BfMQ'])('are not listed from a place that is none: %s', async (token) => {
    expect(await send(`/v1/operations?pageToken=${token}`, undefined, { method: 'GET' })).toMatchObject({
      status: 400,
      answer: { parameter: 'pageToken' },
    });
  });

  it.each([
    ['GET', '/v1/operations/op_000000000000000000000000'],
    ['GET', '/v1/operations/lead-1'],
    ['POST', '/v1/operations/op_000000000000000000000000:abort'],
    ['POST', '/v1/operations/op_0:abort'],
  ])('that are not there are not found: %s %s', async (method, target) => {
    expect(await send(target, undefined, { method })).toMatchObject({
      status: 404,
      answer: { type: 'urn:modigie-gateway:problem:operation-not-found' },
    });
  });

  it('are aborted once, with a reason; one that is done is not', async () => {
    const { answer } = await start({ ...ALL, ratePerMinute: 1 });
    expect(answer).toMatchObject({ state: 'running', done: 1 });
    for (const _ of [1, 2])
      expect(await send(`/v1/operations/${answer.id}:abort`, { reason: 'too many' })).toMatchObject({
        status: 202,
        answer: { state: 'aborted', done: 1, found: 1 },
      });
    const { entries } = await gateway.audit.list({ filter: { action: 'abort-operation' }, limit: 9 });
    expect(entries.map(({ step, outcome, target, reason }) => [step, outcome, target, reason])).toEqual([
      ['outcome', 'aborted', answer.id, 'too many'],
      ['intent', null, answer.id, 'too many'],
    ]);
    const done = (await start({ kind: 'retry', requestIds: ['lead-0000'] })).answer;
    expect(await send(`/v1/operations/${done.id}:abort`)).toMatchObject({
      status: 409,
      answer: { type: 'urn:modigie-gateway:problem:operation-ended', operation: done.id },
    });
  });
});
