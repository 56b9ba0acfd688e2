import { describe, expect, it } from 'vitest';
import { readResult } from '../../../shared/webhooks/result.ts';
import { received } from '../../fixtures.ts';
import { ENDED, endedRecord, resultMessage } from '../../webhooks/result-message.ts';

const KEY = { dedupKey: 'lead-1/completed' };
const FIELDS = {
  requestId: 'lead-1',
  rootId: 'lead-1',
  jobType: 'enrichMobile',
  status: 'completed',
  version: null,
  eventCodes: {},
  tags: [],
};
const read = (fields: object, attributes: Record<string, string> = KEY) =>
  readResult(received(JSON.stringify(fields), attributes));

describe('a message of the results topic', () => {
  it('is the result that the gateway has published', () => {
    const message = resultMessage({ ...endedRecord(), tags: ['team=emea'] });
    expect(readResult(message)).toMatchObject({
      dedupKey: 'lead-1/completed',
      requestId: 'lead-1',
      rootId: 'lead-1',
      jobType: 'enrichMobile',
      status: 'completed',
      tags: ['team=emea'],
      endedAt: new Date(ENDED).toISOString(),
      data: message.data,
    });
  });

  it.each([
    ['a job type that is none', { jobType: null }],
    ['a status of a later version', { status: 'sold_out' }],
    ['an event code that is no string', { eventCodes: { appendMobile: null } }],
    ['members of a later version', { digest: { facts: [] } }],
  ])('may have %s', (_kind, more) => {
    expect(read({ ...FIELDS, ...more })).toMatchObject('digest' in more ? FIELDS : more);
  });

  it('may have as many values as an answer, and its digest, may have', () => {
    const job = { compliance: Array(250_000).fill(0) };
    expect(read({ ...FIELDS, job, digest: { facts: job } })).toMatchObject({ requestId: 'lead-1' });
  });

  it('that does not say when its job ended was published then', () => {
    expect(read(FIELDS)).toMatchObject({ endedAt: '2026-03-01T00:00:00.000000Z' });
    expect(read({ ...FIELDS, endedAt: null })).toMatchObject({ endedAt: '2026-03-01T00:00:00.000000Z' });
  });

  it('carries the trace of its submission', () => {
    expect(read(FIELDS, { ...KEY, googclient_traceparent: 'of the submission' })).toMatchObject({
      traceparent: 'of the submission',
    });
    expect(read(FIELDS)).toMatchObject({ traceparent: undefined });
  });

  it.each([
    [{}, 'no-dedup-key'],
    [{ dedupKey: '' }, 'no-dedup-key'],
    [{ dedupkey: 'lead-1/completed' }, 'no-dedup-key'],
  ])('with the attributes %j is none', (attributes, reason) => {
    expect(read(FIELDS, attributes as Record<string, string>)).toBe(reason);
  });

  it.each([
    ['', 'not-json'],
    ['{', 'not-json'],
    [`\uFEFF${JSON.stringify(FIELDS)}`, 'not-json'],
    [Buffer.from([0x22, 0xff, 0x22]), 'not-json'],
    [`${JSON.stringify(FIELDS)}${JSON.stringify(FIELDS)}`, 'not-json'],
    ['[]', 'not-a-result'],
    ['null', 'not-a-result'],
    [JSON.stringify({ ...FIELDS, requestId: undefined }), 'not-a-result'],
    [JSON.stringify({ ...FIELDS, requestId: 'ingrid@example.com' }), 'not-a-result'],
    [JSON.stringify({ ...FIELDS, status: 'a sentence, "quoted"' }), 'not-a-result'],
    [JSON.stringify({ ...FIELDS, tags: 'team=emea' }), 'not-a-result'],
  ])('of the data %j is none', (data, reason) => {
    expect(readResult(received(data, KEY))).toBe(reason);
  });

  it('may be as deep and as large as the answer in it', () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const large = JSON.stringify(Array(250_000).fill(0));
    const text = `${JSON.stringify(FIELDS).slice(0, -1)},"job":[${deep},${large}]}`;
    expect(readResult(received(text, KEY))).toMatchObject(FIELDS);
  });
});
