/** The table of docs/odd-input.md, row by row. */
import { beforeEach, describe, expect, it } from 'vitest';
import { submitJobsHandler } from '../../functions/submit-jobs/handler.ts';
import { timestampOf } from '../../shared/protocol/timestamp.ts';
import { jobText } from '../../shared/use-cases/read/job-view.ts';
import { receiveResponse } from '../../shared/use-cases/receive/receive-response.ts';
import { intakeMessage } from '../../shared/use-cases/submit/intake-message.ts';
import {
  MINUTE,
  messageIdOf,
  PAYLOAD,
  START,
  setAsideBy,
  submission,
  type TestGateway,
  TOPICS,
  testGateway,
} from '../fixtures.ts';

let gateway: TestGateway;
beforeEach(() => {
  gateway = testGateway();
});

const GOOD = JSON.stringify(submission('odd'));
/** A good submission with something put before its last brace. */
const withMember = (member: string) => `${GOOD.slice(0, -1)},${member}}`;
const inPerson = (member: string) => GOOD.replace('"lastName"', `${member},"lastName"`);
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const submit = async (body: string | Buffer) => {
  const handler = submitJobsHandler(gateway, MINUTE);
  const { status, body: text } = await handler({
    method: 'POST',
    target: '/v1/jobs',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(body),
  });
  const { type, errors = [] } = JSON.parse(text) as { type?: string; errors?: { pointer: string }[] };
  return { status, type: type?.split(':').at(-1), pointers: errors.map(({ pointer }) => pointer) };
};
const message = (data: string | Buffer) => ({
  messageId: messageIdOf('m'),
  publishTime: timestampOf(START),
  data: Buffer.from(data),
  attributes: {},
});
const reasonOfDeadLetter = () => setAsideBy(gateway).at(-1)?.reason;
const noPrototypeIsPolluted = () => expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();

describe('in a submission', () => {
  it.each([
    '__proto__',
    'constructor',
    'prototype',
  ])('a key %s is refused, and pollutes nothing', async (key) => {
    expect(await submit(withMember(`"${key}":{"polluted":true}`))).toEqual({
      status: 422,
      type: 'invalid',
      pointers: [`/${key}`],
    });
    expect(await submit(inPerson(`"${key}":{"polluted":true}`))).toEqual({
      status: 422,
      type: 'invalid',
      pointers: [`/payload/person/${key}`],
    });
    noPrototypeIsPolluted();
  });

  it('nesting beyond 64 levels is refused, and up to there it is read', async () => {
    expect(await submit(withMember(`"x":${nested(65)}`))).toMatchObject({ status: 400, type: 'not-json' });
    expect(await submit(withMember(`"x":${nested(64)}`))).toMatchObject({ status: 422, pointers: ['/x'] });
    await intakeMessage(gateway, message(nested(50_000)));
    expect(reasonOfDeadLetter()).toBe('nested-too-deep');
  });

  it.each(['\\ud800', '\\udc00', '\\u0000'])('a text with %s is refused', async (unicode) => {
    expect(await submit(inPerson(`"middleNames":"A${unicode}"`))).toMatchObject({
      status: 422,
      pointers: ['/payload/person/middleNames'],
    });
    expect(await submit(GOOD.replace('"odd"', `"odd${unicode}"`))).toMatchObject({
      status: 422,
      pointers: ['/requestId'],
    });
  });

  it('bytes that are not UTF-8 are refused', async () => {
    const bytes = Buffer.concat([
      Buffer.from(GOOD.slice(0, -2)),
      Buffer.from([0xff]),
      Buffer.from(GOOD.slice(-2)),
    ]);
    expect(await submit(bytes)).toMatchObject({ status: 400, type: 'not-json' });
    await intakeMessage(gateway, message(bytes));
    expect(reasonOfDeadLetter()).toBe('not-utf8');
    expect(setAsideBy(gateway).at(-1)?.data).toEqual(bytes);
  });

  it('a byte order mark is ignored', async () => {
    expect(await submit(`\uFEFF${GOOD}`)).toMatchObject({ status: 202 });
  });

  it.each([
    '9007199254740993',
    '1e999',
    '-1e999',
    '1e-999999',
  ])('the number %s is refused, or is one', async (number) => {
    const { status, pointers } = await submit(withMember(`"priority":${number}`));
    expect([status, pointers]).toEqual(number === '1e-999999' ? [202, []] : [422, ['/priority']]);
  });

  it('of a key twice the last counts, for what is sent, stored and compared', async () => {
    expect(
      await submit(GOOD.replace('"firstName":"Ingrid"', '"firstName":"Nobody","firstName":"Ingrid"')),
    ).toMatchObject({ status: 202 });
    expect(JSON.parse(String(gateway.published.to(TOPICS.requests)[0]?.message.data))).toEqual({
      payload: PAYLOAD,
    });
    expect(gateway.store.records()[0]?.payload).toBe(JSON.stringify(PAYLOAD));
    expect(await submit(GOOD)).toMatchObject({ status: 200 });
  });
});

describe('in an answer', () => {
  const answer = (more: string) =>
    `{"id":"odd","status":"completed","updateTime":"2026-03-01T00:00:09.000001Z",${more}}`;
  /** Takes an answer in, and returns it as a reader and the company's consumer get it. */
  const taken = async (text: string) => {
    expect(await receiveResponse(gateway, message(text))).toBe('done');
    const [record] = gateway.store.records();
    return record && jobText(record);
  };

  it.each([
    ['__proto__', '"events":{"__proto__":{"code":"x"}},"__proto__":{"polluted":true}'],
    ['deep nesting', `"deep":${nested(2_000)}`],
    ['a lone surrogate', '"text":"\\ud800"'],
    ['NUL', '"text":"\\u0000"'],
    ['2^53 + 1', '"big":9007199254740993'],
    ['1e999', '"big":1e999'],
    ['a key twice', '"jobType":"a","jobType":"b"'],
    ['what nobody knows yet', '"somethingNew":[[1]]'],
  ])('%s is kept and shown, character for character', async (_name, more) => {
    expect(await taken(answer(more))).toContain(`"job":${answer(more)}}`);
    noPrototypeIsPolluted();
  });

  it('the last of a key twice decides', async () => {
    await taken('{"id":"other","id":"odd","status":"created","status":"failed"}');
    expect(gateway.store.records()).toMatchObject([{ requestId: 'odd', status: 'failed' }]);
  });

  it('__proto__ is no event code', async () => {
    await taken(answer('"events":{"__proto__":{"code":"x"},"a":{"code":"y"}}'));
    expect(Object.entries(gateway.store.records()[0]?.answer?.eventCodes ?? {})).toEqual([['a', 'y']]);
  });
});
