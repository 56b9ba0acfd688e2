import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseResponse } from '../../../shared/protocol/response.ts';
import { versionOf } from '../../../shared/protocol/timestamp.ts';
import { answerBody, START } from '../../fixtures.ts';

const read = (data: string | Buffer, attributes: Record<string, string> = {}) =>
  parseResponse({ data: Buffer.from(data), attributes, publishTime: versionOf(START) });

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
      text,
    });
  });

  it('takes unknown fields, statuses, codes and reason types', () => {
    const text =
      '{"id":"a","status":"on-hold","newField":{"deep":[[1]]},"events":{"newTask":{"code":"new_code","extra":1}},"reason":{"reasonType":"NewReason"},"n":9007199254740993}';
    expect(read(text)).toMatchObject({ status: 'on-hold', reasonType: 'NewReason', eventCodes: { newTask: 'new_code' }, text });
  });

  it.each([
    ['every optional field null', '{"id":"a","name":null,"jobType":null,"status":"created","updateTime":null,"reason":null,"events":null,"payload":null}'],
    ['every optional field absent', '{"id":"a","status":"created"}'],
    ['fields of other kinds', '{"id":"a","status":"created","updateTime":7,"reason":"x","events":[1],"payload":[],"createTime":{}}'],
  ])('takes %s, with the publish time as its version', (_name, text) => {
    expect(read(text)).toMatchObject({ kind: 'answer', status: 'created', version: versionOf(START), reasonType: null });
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
    expect(read('{"id":"a","status":"completed"}', attributes)).toEqual({ kind: 'discard', reasonType: 'DuplicateJobIdError', messageId: '7' });
    expect(read('', { modigieJobDiscardReasonType: 'MissingJobIdError' })).toEqual({ kind: 'unreadable', reason: 'discard-without-message-id' });
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
