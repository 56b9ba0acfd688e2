import { describe, expect, expectTypeOf, it } from 'vitest';
import { queryJobsHandler } from '../../../../functions/query-jobs/handler.ts';
import type { Call } from '../../../../shared/api/call.ts';
import { OPERATE_CALLS } from '../../../../shared/api/operate-calls.ts';
import { QUERY_CALLS } from '../../../../shared/api/query-calls.ts';
import { publishedRecord, testGateway } from '../../../fixtures.ts';

type Context = Parameters<typeof queryJobsHandler>[0];

/** A gateway of which no more is there than what the reader is given. */
async function reader() {
  const { store, telemetry } = testGateway();
  await store.create({ ...publishedRecord('lead-1'), status: 'unanswered' });
  const reading: Context['store'] = {
    getMany: (requestIds) => store.getMany(requestIds),
    list: (query) => store.list(query),
    count: (filter) => store.count(filter),
  };
  return queryJobsHandler({ store: reading, telemetry }, () => ({ openapi: '3.1.0' }));
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

describe('the reader', () => {
  it('has nothing to write with, and nothing to publish with', () => {
    expectTypeOf<keyof Context>().toEqualTypeOf<'store' | 'telemetry'>();
    expectTypeOf<keyof Context['store']>().toEqualTypeOf<'getMany' | 'list' | 'count'>();
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
