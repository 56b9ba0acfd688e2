/**
 * The HTTP API over a real socket: every call, every bad input, and every response held against what its call
 * describes.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queryJobsHandler } from '../../functions/query-jobs/handler.ts';
import { submitJobsHandler } from '../../functions/submit-jobs/handler.ts';
import { type Serving, serve } from '../../local/serve.ts';
import { apiHandler } from '../../local/stacks/api-handler.ts';
import { openApi } from '../../shared/api/openapi.ts';
import { StoreUnavailableError } from '../../shared/ports/errors.ts';
import { timestampOf } from '../../shared/protocol/timestamp.ts';
import { receiveResponse } from '../../shared/use-cases/receive/receive-response.ts';
import {
  answerBody,
  id,
  messageIdOf,
  PAYLOAD,
  START,
  submission,
  type TestGateway,
  testGateway,
} from '../fixtures.ts';
import { mustBeDescribed } from './described.ts';

let gateway: TestGateway;
let serving: Serving;
let ids = 0;

beforeAll(async () => {
  gateway = testGateway({ budgets: [{ name: 'small', tag: 'team=small', per: 'day', limit: 0 }] });
  serving = await serve(
    apiHandler(
      submitJobsHandler(gateway, () => id(`made-${++ids}`)),
      queryJobsHandler(gateway, openApi),
    ),
    0,
  );
});
afterAll(() => serving.close());

const JSON_TYPE = { 'content-type': 'application/json' };
async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = JSON_TYPE,
) {
  const raw =
    body === undefined || typeof body === 'string' || body instanceof Uint8Array
      ? body
      : JSON.stringify(body);
  const response = await fetch(`http://127.0.0.1:${serving.port}${path}`, {
    method,
    headers,
    ...(raw !== undefined && { body: raw as string }),
  });
  const text = await response.text();
  mustBeDescribed(method, path, { status: response.status, headers: response.headers, text });
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: text.startsWith('{') ? JSON.parse(text) : undefined,
  };
}
const post = (body: unknown, headers?: Record<string, string>) => call('POST', '/v1/jobs', body, headers);
const problemType = (answer: { json: { type?: string } }) => answer.json.type?.split(':').at(-1);

async function end(requestId: string, status: string, more: object = {}) {
  await receiveResponse(gateway, {
    messageId: messageIdOf(`${requestId}-${status}`),
    publishTime: timestampOf(START),
    data: Buffer.from(answerBody({ id: requestId, status, ...more })),
    attributes: {},
  });
}

describe('POST /v1/jobs', () => {
  it('accepts with 202 and where to look', async () => {
    const answer = await post(submission('good-1'));
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe('/v1/jobs/good-1');
    expect(answer.json).toMatchObject({
      requestId: 'good-1',
      rootId: 'good-1',
      attempt: 1,
      status: 'accepted',
      job: null,
    });
  });

  it('answers the same again with 200 and says so', async () => {
    await post(submission('again-1'));
    const answer = await post(submission('again-1'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('idempotency-replayed')).toBe('true');
  });

  it('refuses a reused ID with 409, names the differing fields, and the first job goes on untouched', async () => {
    await post(submission('reused-1'));
    const before = (await call('GET', '/v1/jobs/reused-1')).text;
    const answer = await post(
      submission('reused-1', {
        payload: { ...PAYLOAD, person: { firstName: 'Other', lastName: 'Person' } },
        priority: 3,
      }),
    );
    expect(answer.status).toBe(409);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(problemType(answer)).toBe('request-id-reused');
    expect(answer.json.detail).toMatch(/payload/);
    expect(answer.json.detail).toMatch(/priority/);
    expect(answer.text).not.toContain('Other');
    expect((await call('GET', '/v1/jobs/reused-1')).text).toBe(before);
  });

  it('takes the ID from Idempotency-Key, quoted or bare, and makes one where there is none', async () => {
    const { requestId: _unused, ...job } = submission();
    expect((await post(job, { ...JSON_TYPE, 'idempotency-key': '"key-1"' })).json.requestId).toBe('key-1');
    expect((await post(job, { ...JSON_TYPE, 'idempotency-key': 'key-1' })).status).toBe(200);
    expect((await post(job)).json.requestId).toMatch(/^made-/);
    expect((await post(submission('key-2'), { ...JSON_TYPE, 'idempotency-key': 'key-3' })).status).toBe(422);
  });

  const nested = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  it.each([
    ['bytes that are not JSON', 400, 'not-json', 'hello'],
    ['no bytes', 400, 'not-json', ''],
    ['bytes that are not UTF-8', 400, 'not-json', new Uint8Array([0x22, 0xff, 0x22])],
    ['moderate nesting', 400, 'not-json', nested(10_000)],
    ['million-deep nesting', 413, 'too-large', nested(1_000_000)],
    ['an array', 422, 'invalid', '[]'],
    ['a string', 422, 'invalid', '"x"'],
    ['null', 422, 'invalid', 'null'],
    [
      '101 kB of payload',
      413,
      'too-large',
      JSON.stringify(
        submission('big', {
          payload: { ...PAYLOAD, person: { ...PAYLOAD.person, middleNames: 'x'.repeat(101_000) } },
        }),
      ),
    ],
    ['1 MB', 413, 'too-large', JSON.stringify({ x: 'x'.repeat(1_000_000) })],
    ['an unknown job type', 422, 'invalid', JSON.stringify(submission('a', { jobType: 'telepathy' }))],
    ['the request ID ..', 422, 'invalid', JSON.stringify(submission('..'))],
    ['the request ID __x__', 422, 'invalid', JSON.stringify(submission('__x__'))],
    ['a request ID with /', 422, 'invalid', JSON.stringify(submission('a/b'))],
    ['missing input', 422, 'invalid', JSON.stringify(submission('a', { payload: {} }))],
    [
      'an exhausted budget',
      429,
      'over-budget',
      JSON.stringify(
        submission('b-1', { payload: { ...PAYLOAD, tags: [{ name: 'team', value: 'small' }] } }),
      ),
    ],
  ])('refuses %s', async (_name, status, type, body) => {
    const answer = await post(body);
    expect([answer.status, problemType(answer)]).toEqual([status, type]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.text).not.toMatch(/\bat .*\.ts:|node_modules/);
  });

  it('points at each violation', async () => {
    const answer = await post(submission('a', { priority: 500, payload: { person: { firstName: 'A' } } }));
    expect(answer.json.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/payload/employment/company/title',
      '/payload/person/lastName',
      '/priority',
    ]);
  });

  it.each([
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['application/json', { 'content-encoding': 'gzip' }],
  ])('refuses %s %o with 415', async (type, more) => {
    expect((await post(submission('a'), { 'content-type': type, ...more })).status).toBe(415);
  });

  it('counts the last of a repeated key', async () => {
    const answer = await post(
      `{"requestId":"dup-1","requestId":"dup-2","jobType":"enrichMobile","payload":${JSON.stringify(PAYLOAD)}}`,
    );
    expect(answer.json.requestId).toBe('dup-2');
  });

  it('answers 503 with Retry-After when the store does not answer', async () => {
    const { create } = gateway.store;
    gateway.store.create = () => Promise.reject(new StoreUnavailableError());
    const answer = await post(submission('later-1'));
    gateway.store.create = create;
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect((await post(submission('later-1'))).status).toBe(202);
  });
});

describe('POST /v1/jobs:batch', () => {
  it('gives one result per item, in order; the bad ones do not stop the good', async () => {
    const answer = await call('POST', '/v1/jobs:batch', [
      submission('batch-1'),
      { nonsense: 1 },
      submission('batch-2'),
      submission('batch-1'),
    ]);
    expect(answer.status).toBe(207);
    expect(answer.json.results.map(({ status }: { status: number }) => status)).toEqual([202, 422, 202, 200]);
    expect(answer.json.results[0]).toMatchObject({ requestId: 'batch-1', job: { status: 'accepted' } });
  });

  it('takes NDJSON, and fails a line that is not JSON alone', async () => {
    const lines = [JSON.stringify(submission('line-1')), '{', '', JSON.stringify(submission('line-2'))].join(
      '\r\n',
    );
    const answer = await call('POST', '/v1/jobs:batch', lines, { 'content-type': 'application/x-ndjson' });
    expect(answer.json.results.map(({ status }: { status: number }) => status)).toEqual([202, 400, 202]);
  });

  it('refuses more than 500 items, and what is no list', async () => {
    expect(
      (
        await call(
          'POST',
          '/v1/jobs:batch',
          Array.from({ length: 501 }, () => ({})),
        )
      ).status,
    ).toBe(413);
    expect((await call('POST', '/v1/jobs:batch', {})).status).toBe(422);
    expect((await call('POST', '/v1/jobs:batch', [])).json).toEqual({ results: [] });
  });
});

describe('reading', () => {
  it('answers a root ID for its whole lineage', async () => {
    await post(submission('root-1'));
    await end('root-1', 'canceled', { reason: { reasonType: 'JobExpireReason' } });
    const retry = await call('POST', '/v1/jobs/root-1:retry');
    expect([retry.status, retry.headers.get('location')]).toEqual([202, '/v1/jobs/root-1~2']);
    expect((await call('GET', '/v1/jobs/root-1')).json).toMatchObject({
      requestId: 'root-1~2',
      rootId: 'root-1',
      attempt: 2,
      attempts: [{ status: 'canceled' }, { status: 'published' }],
    });
    expect((await call('GET', '/v1/jobs/root-1~2')).json).toMatchObject({
      requestId: 'root-1~2',
      retryOf: 'root-1',
    });
  });

  it('says why a job is not retried', async () => {
    await post(submission('done-1'));
    await end('done-1', 'completed');
    const answer = await call('POST', '/v1/jobs/done-1:retry');
    expect([answer.status, problemType(answer)]).toEqual([409, 'not-retryable']);
    expect(answer.json.detail).toContain('completed');
  });

  it('shows the JobV2 as Modigie sent it', async () => {
    await post(submission('raw-1'));
    await end('raw-1', 'completed', { payload: { person: { firstName: 'Ingrid' } } });
    expect((await call('GET', '/v1/jobs/raw-1')).json.job).toMatchObject({
      id: 'raw-1',
      payload: { person: { firstName: 'Ingrid' } },
    });
  });

  it('lists page by page, filtered', async () => {
    for (const name of ['list-1', 'list-2', 'list-3'])
      await post(submission(name, { payload: { ...PAYLOAD, tags: [{ name: 'set', value: 'list' }] } }));
    const first = await call('GET', '/v1/jobs?tag=set%3Dlist&pageSize=2');
    expect(first.json.jobs.map(({ requestId }: { requestId: string }) => requestId)).toEqual([
      'list-1',
      'list-2',
    ]);
    const second = await call(
      'GET',
      `/v1/jobs?tag=set%3Dlist&pageSize=2&pageToken=${first.json.nextPageToken}`,
    );
    expect(second.json.jobs.map(({ requestId }: { requestId: string }) => requestId)).toEqual(['list-3']);
    expect(second.json.nextPageToken).toBeUndefined();
    expect((await call('GET', '/v1/jobs:count?tag=set%3Dlist')).json).toEqual({ byStatus: { published: 3 } });
  });

  it('gives many at once, final ones only if asked so', async () => {
    const read = (finalOnly: boolean) =>
      call('POST', '/v1/jobs:batchGet', { requestIds: ['done-1', 'nobody', 'list-1', '/'], finalOnly });
    expect((await read(false)).json.jobs.map((job: { requestId: string } | null) => job?.requestId)).toEqual([
      'done-1',
      undefined,
      'list-1',
      undefined,
    ]);
    expect((await read(true)).json.jobs.map((job: { requestId: string } | null) => job?.requestId)).toEqual([
      'done-1',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['GET', '/v1/jobs/nobody', 404],
    ['GET', '/v1/jobs/..%2F..', 404],
    ['GET', '/v1/jobs/__x__', 404],
    ['GET', '/v1/jobs/%zz', 400],
    ['GET', '/v1/jobs?pageSize=0', 400],
    ['GET', '/v1/jobs?pageSize=x', 400],
    ['GET', '/v1/jobs?pageToken=%00', 400],
    ['GET', '/v1/jobs?tag=nothing', 400],
    ['GET', '/v1/jobs?staus=completed', 400],
    ['GET', '/v1/jobs?status=a&status=b', 400],
    ['GET', '/v1/jobs?status=', 400],
    ['GET', '/v1/jobs?tag', 400],
    ['GET', '/v1/jobs?pageToken=Li4', 400],
    ['GET', '/v1/jobs:count?status=a', 400],
    ['GET', '/v1/jobs/done-1?finalOnly=true', 400],
    ['GET', '/v1/jobs%3Acount', 200],
    ['POST', '/v1/jobs/nobody:retry', 404],
    ['DELETE', '/v1/jobs/done-1', 405],
    ['PUT', '/v1/jobs', 405],
    ['GET', '/nowhere', 404],
    ['GET', '/', 404],
    ['GET', '/health', 200],
    ['GET', '/healthz', 200],
  ])('%s %s is %i', async (method, path, status) => {
    const answer = await call(method, path, undefined, {});
    expect(answer.status).toBe(status);
    expect(answer.json).toBeDefined();
  });

  it('describes itself as OpenAPI 3.1', async () => {
    const { json } = await call('GET', '/openapi.json');
    expect(json).toEqual(JSON.parse(JSON.stringify(openApi())));
    const job = (await call('GET', '/v1/jobs/root-1')).json;
    expect(Object.keys(json.components.schemas.Job.properties).sort()).toEqual(Object.keys(job).sort());
  });
});
