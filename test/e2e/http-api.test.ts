/** Submitting over HTTP: every call, every bad input. */

import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { apiHandler } from '../../local/stacks/api-handler.ts';
import { StoreMisconfiguredError, StoreUnavailableError } from '../../shared/ports/errors.ts';
import { receiveResponse } from '../../shared/use-cases/receive/receive-response.ts';
import { apiFunctions } from '../api-functions.ts';
import { answerBody, PAYLOAD, received, submission, testGateway } from '../fixtures.ts';
import { setsOf } from '../one-by-one.ts';
import { apiUnderTest, JSON_TYPE, problemType } from './api-under-test.ts';

const { gateway, call, post } = apiUnderTest();

describe('POST /v1/jobs', () => {
  it('accepts with 202 and where to look', async () => {
    const answer = await post(submission('good-1'));
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe('/v1/jobs/good-1');
    expect(answer.json).toMatchObject({
      requestId: 'good-1',
      rootId: 'good-1',
      attempt: 1,
      status: 'published',
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
    const made = (await post(job)).json.requestId;
    expect(made).toMatch(/^c-[0-9a-f]{64}$/);
    const again = await post(job);
    expect([again.status, again.json.requestId]).toEqual([200, made]);
    expect(again.json.advice).toContain('requestId of your own');
  });

  const ofOther = `c-${'0'.repeat(64)}`;
  it.each([
    ['a/b', {}, 'Idempotency-Key may contain only letters, digits and . _ ~ - (ASCII).'],
    ['""', {}, 'Idempotency-Key must not be empty.'],
    ['', {}, 'Idempotency-Key must not be empty.'],
    ['"..', {}, 'Idempotency-Key may contain only letters, digits and . _ ~ - (ASCII).'],
    ['__x__', {}, 'Idempotency-Key must not be "." or "..", nor begin and end with "__".'],
    ['x'.repeat(129), {}, 'Idempotency-Key must have at most 128 characters.'],
    ['a~2', {}, 'Idempotency-Key must not end in "~" and digits: such IDs are reserved for retries.'],
    [
      ofOther,
      {},
      'Idempotency-Key is the ID of other content: leave it out, or choose one that is not "c-" and 64 ' +
        'hexadecimal digits.',
    ],
    ...['key-3', 7, null].map((requestId) => [
      'key-2',
      { requestId },
      'Idempotency-Key differs from requestId: make them equal, or leave one of them out.',
    ]),
  ] as [
    string,
    object,
    string,
  ][])('refuses Idempotency-Key %s with %o by its name', async (key, more, detail) => {
    const { requestId: _unused, ...job } = submission();
    const answer = await post({ ...job, ...more }, { ...JSON_TYPE, 'idempotency-key': key });
    expect([answer.status, answer.json.parameter, answer.json.detail]).toEqual([
      400,
      'Idempotency-Key',
      detail,
    ]);
  });

  it('points at requestId where that has the fault as well', async () => {
    const answer = await post(submission(ofOther), { ...JSON_TYPE, 'idempotency-key': ofOther });
    expect([answer.status, answer.json.errors[0].pointer]).toEqual([422, '/requestId']);
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

describe('where a job is read', () => {
  it.each([
    ['', '/v1/jobs/where-1'],
    ['https://query.test/base', 'https://query.test/base/v1/jobs/where-1'],
  ])('is under the address that is configured: %j', async (queryUrl, location) => {
    const at = testGateway();
    const send = (target: string, body: object) => {
      const api = apiHandler(apiFunctions(at, { queryUrl }));
      return api({ method: 'POST', target, headers: JSON_TYPE, body: Buffer.from(JSON.stringify(body)) });
    };
    for (const status of [202, 200])
      expect(await send('/v1/jobs', submission('where-1'))).toMatchObject({ status, headers: { location } });
    await setImmediate();
    await receiveResponse(at, received(answerBody({ id: 'where-1', status: 'failed' })));
    for (const status of [202, 200])
      expect(await send('/v1/jobs/where-1:retry', {})).toMatchObject({
        status,
        headers: { location: `${location}~2` },
      });
  });
});

describe('a budget that is used up', () => {
  const small = { payload: { ...PAYLOAD, tags: [{ name: 'team', value: 'small' }] } };

  it('says when it is there again: in words, as a member, and as Retry-After; so in a batch', async () => {
    const { status, json, headers } = await post(submission('over-1', small));
    const renewsAt = '2026-03-02T00:00:00.000Z';
    expect([status, json.renewsAt]).toEqual([429, renewsAt]);
    expect(json.detail).toBe(
      'The budget "small" has no room: 0 of 0 are used this day. Nothing was sent. ' +
        `Send the same request again from ${renewsAt} on, or once the limit is raised.`,
    );
    expect(json).toMatchObject({ budget: 'small', limit: 0, used: 0 });
    const now = gateway.clock.now();
    expect(now + Number(headers.get('retry-after')) * 1000).toBe(Date.parse(renewsAt));
    const batch = await call('POST', '/v1/jobs:batch', { body: [submission('over-2', small)] });
    expect(batch.json.results[0]).toMatchObject({ status: 429, renewsAt });
  });
});

describe('a store that a person has to mend', () => {
  it('is answered 503, which says so, alone, in a batch and when reading; and is logged so', async () => {
    const { create, createAll, get, getMany } = gateway.store;
    const refusing = () => Promise.reject(new StoreMisconfiguredError('no-database'));
    const createNone = setsOf({ create: refusing, replace: refusing }).createAll;
    Object.assign(gateway.store, {
      create: refusing,
      createAll: createNone,
      get: refusing,
      getMany: refusing,
    });
    const answers = [
      await post(submission('mend-1')),
      await call('GET', '/v1/jobs/mend-1'),
      (await call('POST', '/v1/jobs:batch', { body: [submission('mend-2')] })).json.results[0],
    ];
    Object.assign(gateway.store, { create, createAll, get, getMany });
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect((answer.json ?? answer).detail).toContain('an operator has to mend it');
    }
    expect(answers[1].headers.get('retry-after')).toBe('5');
    expect(gateway.events.filter(({ name }) => name === 'store.misconfigured')).toHaveLength(3);
    expect(gateway.events.at(-1)).toMatchObject({ fields: { reason: 'no-database' } });
  });
});
