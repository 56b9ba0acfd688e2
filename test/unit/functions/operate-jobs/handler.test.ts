import { beforeEach, describe, expect, it } from 'vitest';
import { operateJobsHandler } from '../../../../functions/operate-jobs/handler.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { publishedRecord, type TestGateway, testGateway } from '../../../fixtures.ts';

const READER = 'https://query.test';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = testGateway();
  await gateway.store.create({ ...publishedRecord('lead-1'), status: 'unanswered' });
});

interface Sent {
  readonly body?: string | Buffer;
  readonly type?: string;
  readonly email?: string | null;
  readonly unnamed?: 'taken' | 'refused';
}

async function retried(
  requestId: string,
  { body: sent = '', type = 'application/json', email = null, unnamed = 'taken' }: Sent = {},
) {
  const handle = operateJobsHandler(gateway, { queryUrl: READER, unnamed });
  const target = `/v1/jobs/${requestId}:retry`;
  const { status, headers, body } = await handle({
    method: 'POST',
    target,
    headers: { 'content-type': type },
    body: Buffer.from(sent),
    caller: { email, team: 'every' },
  });
  return { status, headers, job: JSON.parse(body) };
}

describe('a retry by hand', () => {
  it('is answered with the successor, and where it is read: at the address of another function', async () => {
    expect(await retried('lead-1')).toMatchObject({
      status: 202,
      headers: { location: `${READER}/v1/jobs/lead-1~2` },
      job: { requestId: 'lead-1~2', retryOf: 'lead-1', status: 'published' },
    });
    expect(gateway.published.requestIds()).toEqual(['lead-1~2']);
  });

  it('that comes twice is answered with the same successor, and sends nothing more', async () => {
    await retried('lead-1');
    expect(await retried('lead-1')).toMatchObject({
      status: 200,
      headers: { location: `${READER}/v1/jobs/lead-1~2`, 'idempotency-replayed': 'true' },
      job: { requestId: 'lead-1~2' },
    });
    expect(gateway.published.requestIds()).toEqual(['lead-1~2']);
  });

  it('of a job that is under way says why not, and of which attempt', async () => {
    await retried('lead-1');
    expect(await retried('lead-1~2')).toMatchObject({
      status: 409,
      job: { requestId: 'lead-1~2', reason: 'in-progress', detail: expect.stringContaining('has not ended') },
    });
  });

  it('of an unknown job says that there is none', async () => {
    expect(await retried('nobody')).toMatchObject({
      status: 404,
      job: { detail: 'Check the request ID; a job appears as soon as its submission is answered.' },
    });
  });
});

describe('an operator', () => {
  const ops = { email: 'ops@acme.example', unnamed: 'refused' } as const;

  it('acts in their own name, and says why', async () => {
    const { status, job } = await retried('lead-1', { ...ops, body: '{"reason":"Ticket OPS-311"}' });
    expect([status, job.requestedBy]).toEqual([202, 'ops@acme.example']);
    const { entries } = await gateway.audit.list({ filter: {}, limit: 9 });
    expect(entries.map(({ actor, reason }) => [actor, reason])).toEqual([
      ['ops@acme.example', 'Ticket OPS-311'],
      ['ops@acme.example', 'Ticket OPS-311'],
    ]);
  });

  it.each(['', ' \n', '{}'])('need not say why: %j', async (body) => {
    expect((await retried('lead-1', { ...ops, body })).status).toBe(202);
    expect((await retried('lead-1', { ...ops, body, type: '' })).status).toBe(body === '{}' ? 415 : 200);
    expect((await gateway.audit.list({ filter: {}, limit: 1 })).entries[0]?.reason).toBeNull();
  });

  it.each([
    ['an empty reason', '{"reason":""}', 422],
    ['a reason of 501 characters', `{"reason":"${'x'.repeat(501)}"}`, 422],
    ['a reason that no text can carry', '{"reason":"\\ud800"}', 422],
    ['a reason with a NUL', '{"reason":"\\u0000"}', 422],
    ['a reason that is a number', '{"reason":7}', 422],
    ['an actor of their own choice', '{"reason":"x","actor":"boss@acme.example"}', 422],
    ['a list', '[]', 422],
    ['no JSON', '{', 400],
    ['bytes that are no text', Buffer.of(0xff), 400],
    ['more than is taken', `{"reason":"${'x'.repeat(4_000)}"}`, 413],
  ])('is refused with %s, and nothing is done', async (_what, body, status) => {
    expect((await retried('lead-1', { ...ops, body })).status).toBe(status);
    expect((await gateway.audit.list({ filter: {}, limit: 1 })).entries).toEqual([]);
    expect(gateway.published.requestIds()).toEqual([]);
  });

  it('is heard with a reason of 500 characters', async () => {
    expect((await retried('lead-1', { ...ops, body: `{"reason":"${'é'.repeat(500)}"}` })).status).toBe(202);
  });

  it('without a name changes nothing, and is told how to get one', async () => {
    const { status, job } = await retried('lead-1', { email: null, unnamed: 'refused' });
    expect([status, job.type]).toEqual([403, 'urn:modigie-gateway:problem:forbidden']);
    expect(job.detail).toContain('--include-email');
    expect(gateway.published.requestIds()).toEqual([]);
    expect(gateway.events).toEqual([
      { name: 'request.refused', fields: { httpStatus: 403, reason: 'forbidden' } },
    ]);
  });

  it('is answered 503 while the audit cannot be written, and nothing is done', async () => {
    gateway.audit.append = () => Promise.reject(new StoreUnavailableError());
    const { status, headers, job } = await retried('lead-1', ops);
    expect([status, job.type]).toEqual([503, 'urn:modigie-gateway:problem:unavailable']);
    expect(headers['retry-after']).toBe('5');
    expect(gateway.published.requestIds()).toEqual([]);
  });
});
