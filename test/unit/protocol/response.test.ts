import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseResponse } from '../../../shared/protocol/response.ts';
import { timestampOf } from '../../../shared/protocol/timestamp.ts';
import { type AnswerFields, answerBody, START } from '../../fixtures.ts';

const read = (data: string | Buffer, attributes: Record<string, string> = {}) =>
  parseResponse({ data: Buffer.from(data), attributes, publishTime: timestampOf(START) });

describe('reading a response', () => {
  it('lifts out what is decided on, and keeps the text as it came', () => {
    const text = answerBody({
      id: 'a',
      status: 'failed',
      reason: { reasonType: 'JobFailReason', code: 500 },
      events: { appendMobile: { code: 'appended' } },
      big: 1,
    });
    expect(read(text)).toMatchObject({
      kind: 'answer',
      requestId: 'a',
      status: 'failed',
      reasonType: 'JobFailReason',
      eventCodes: { appendMobile: 'appended' },
      job: text,
    });
  });

  it("lifts out the job's times, whatever their form, and no other", () => {
    const times = {
      createTime: '2026-03-01T00:00:01Z',
      dispatchTime: '2026-03-01T01:00:02.5+01:00',
      startTime: '2026-03-01T00:00:03.000001Z',
      endTime: 'soon',
    };
    expect(read(answerBody({ ...times, updateTime: '2026-03-01T00:00:09.9Z' }))).toMatchObject({
      version: '2026-03-01T00:00:09.900000Z',
      times: {
        createTime: '2026-03-01T00:00:01.000000Z',
        dispatchTime: '2026-03-01T00:00:02.500000Z',
        startTime: '2026-03-01T00:00:03.000001Z',
      },
    });
    const timesOf = (body: AnswerFields) => {
      const answer = read(answerBody(body));
      return answer.kind === 'answer' ? answer.times : undefined;
    };
    expect(timesOf(times)).not.toHaveProperty('endTime');
    expect(timesOf({ endTime: times.createTime })).toEqual({ endTime: '2026-03-01T00:00:01.000000Z' });
    expect(timesOf({})).toEqual({});
  });

  it('lifts out tags and event codes, and passes over those that are none', () => {
    const tags = [
      { name: 'a', value: 'b' },
      null,
      7,
      { name: 'c' },
      { value: 'd' },
      { name: 'e', value: 1 },
      { name: '', value: '' },
    ];
    const events = { good: { code: 'x' }, none: null, text: 'y', number: { code: 1 }, empty: {} };
    expect(read(answerBody({ payload: { tags }, events }))).toMatchObject({
      tags: ['a=b', '='],
      eventCodes: { good: 'x' },
    });
    for (const payload of [null, {}, { tags: null }, { tags: 'x' }])
      expect(read(answerBody({ payload }))).toMatchObject({ tags: [] });
    const answer = read(answerBody({ events }));
    expect(answer.kind === 'answer' && Object.keys(answer.eventCodes)).toEqual(['good']);
  });

  it('takes unknown fields, statuses, codes and reason types', () => {
    const text =
      '{"id":"a","status":"on-hold","newField":{"deep":[[1]]},"events":{"newTask":{"code":"new_code","extra":1}},"reason":{"reasonType":"NewReason"},"n":9007199254740993}';
    expect(read(text)).toMatchObject({
      status: 'on-hold',
      reasonType: 'NewReason',
      eventCodes: { newTask: 'new_code' },
      job: text,
    });
  });

  it.each([
    [
      'every optional field null',
      '{"id":"a","name":null,"jobType":null,"status":"created","updateTime":null,"reason":null,"events":null,"payload":null}',
    ],
    ['every optional field absent', '{"id":"a","status":"created"}'],
    [
      'fields of other kinds',
      '{"id":"a","status":"created","updateTime":7,"reason":"x","events":[1],"payload":[],"createTime":{}}',
    ],
  ])('takes %s, with the publish time as its version', (_name, text) => {
    expect(read(text)).toMatchObject({
      kind: 'answer',
      status: 'created',
      version: timestampOf(START),
      reasonType: null,
    });
  });

  it('takes nesting of any depth', () => {
    const deep = `{"id":"a","status":"created","deep":${'['.repeat(1_000)}1${']'.repeat(1_000)}}`;
    expect(read(deep)).toMatchObject({ kind: 'answer', job: deep });
  });

  it("finds the ID in the name's last segment", () => {
    expect(read('{"name":"repositories/r/jobs/abc","status":"created"}')).toMatchObject({ requestId: 'abc' });
  });

  it.each([
    ['not-utf8', Buffer.from([0xff, 0xfe])],
    ['not-json', Buffer.from('{')],
    ['not-json', Buffer.from('')],
    ['not-an-object', Buffer.from('[1]')],
    ['not-an-object', Buffer.from('null')],
    ['no-request-id', Buffer.from('{"status":"created"}')],
    ['request-id-not-storable', Buffer.from('{"id":"a/b","status":"created"}')],
    ['request-id-not-storable', Buffer.from('{"id":"__x__","status":"created"}')],
    ['no-status', Buffer.from('{"id":"a"}')],
  ])('says %s', (reason, data) => {
    expect(read(data)).toEqual({ kind: 'unreadable', reason });
  });

  it('looks at the discard attribute first, whatever the body', () => {
    const attributes = { modigieJobDiscardReasonType: 'DuplicateJobIdError', modigiePubsubMessageId: '7' };
    expect(read('{"id":"a","status":"completed"}', attributes)).toEqual({
      kind: 'discard',
      repositoryId: null,
      reasonType: 'DuplicateJobIdError',
      messageId: '7',
    });
    expect(read('', { modigieJobDiscardReasonType: 'MissingJobIdError' })).toEqual({
      kind: 'unreadable',
      reason: 'discard-without-message-id',
    });
  });

  it('takes a discard whose body cannot be read, of no known repository', () => {
    const attributes = { modigieJobDiscardReasonType: 'InvalidDataError', modigiePubsubMessageId: '7' };
    for (const data of ['', '{', '[1]', Buffer.from([0xff])])
      expect(read(data, attributes)).toMatchObject({ kind: 'discard', repositoryId: null, messageId: '7' });
  });

  it.each([
    ['the name of the job', { name: 'repositories/acme-1/jobs/a', repository: { id: 'other' } }, 'acme-1'],
    ['the repository', { repository: { id: 'acme-1' } }, 'acme-1'],
    ["the repository's name", { repository: { name: 'repositories/acme-1' } }, 'acme-1'],
    ['nothing', {}, null],
    ['a name of another form', { name: 'jobs/a' }, null],
  ])('says whose job it is, by %s', (_what, fields, repositoryId) => {
    expect(read(answerBody(fields))).toMatchObject({ kind: 'answer', repositoryId });
    const attributes = { modigieJobDiscardReasonType: 'MissingJobIdError', modigiePubsubMessageId: '7' };
    expect(read(JSON.stringify(fields), attributes)).toMatchObject({ kind: 'discard', repositoryId });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => void read(Buffer.from(bytes)),
      ),
      { numRuns: 2000 },
    );
  });

  it('is not polluted by __proto__', () => {
    read('{"id":"a","status":"s","events":{"__proto__":{"code":"x"}},"__proto__":{"polluted":true}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
