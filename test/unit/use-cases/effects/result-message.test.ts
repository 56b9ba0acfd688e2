import { describe, expect, it } from 'vitest';
import { DEFAULT_DIGEST } from '../../../../shared/digest/digest-policy.ts';
import { later, rfc3339 } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { toResultMessage } from '../../../../shared/use-cases/effects/result-message.ts';
import { jobText } from '../../../../shared/use-cases/read/job-view.ts';
import { publishedRecord } from '../../../fixtures.ts';
import { given } from '../../jobs/given.ts';
import { answered, answeredRecord } from '../../jobs/samples.ts';

const completed = (events: object = {}, payload: object = {}) =>
  given(publishedRecord()).when(answered({ status: 'completed', events, payload })).record;
const attributesOf = (record: JobRecord) => toResultMessage(record, 'lead-1/completed').attributes;

describe('a result', () => {
  it('is the job as a reader sees it, when it ended, what it had and by what it is counted', () => {
    const record = completed();
    const { data, attributes } = toResultMessage(record, 'key');
    const { sequence, endedAt, had, showback, ...job } = JSON.parse(String(data));
    expect(String(sequence)).toBe(attributes['sequence']);
    expect(job).toEqual(JSON.parse(jobText(record)));
    expect(had).toEqual({ email: false, linkedIn: false, position: false, phone: false });
    expect(showback).toEqual({});
    expect(endedAt).toBe(record.endedAt && rfc3339(record.endedAt));
  });

  it.each([
    ['is gone', null],
    ['a person has spoilt', '{'],
  ])('whose payload %s does not know what it had, and goes out all the same', (_, payload) => {
    const { data } = toResultMessage({ ...completed(), payload }, 'key', DEFAULT_DIGEST);
    expect(JSON.parse(String(data))).toMatchObject({ status: 'completed', had: null });
  });

  it('says the same time of the end however often it is delivered', () => {
    const record = completed();
    const repeated = { ...record, updatedAt: later(record.updatedAt, 60_000) };
    const endOf = (of: JobRecord) => JSON.parse(String(toResultMessage(of, 'key').data)).endedAt;
    expect(endOf(repeated)).toBe(endOf(record));
  });

  it('carries its digest where a policy is given, the same at each delivery, and null where it has none', () => {
    const record = completed({ appendMobile: { code: 'unable_to_append' } });
    const bodyOf = (of: JobRecord) => JSON.parse(String(toResultMessage(of, 'key', DEFAULT_DIGEST).data));
    const { digest, ...job } = bodyOf(record);
    expect(job).toEqual(JSON.parse(String(toResultMessage(record, 'key').data)));
    expect(digest.decisions).toMatchObject([{ field: 'mobile', action: 'keep' }]);
    expect(bodyOf({ ...record, updatedAt: later(record.updatedAt, 60_000) }).digest).toEqual(digest);
    expect(bodyOf({ ...record, status: 'failed' }).digest).toBeNull();
  });

  it('goes out without a digest that it has no room for', () => {
    const nested = `"compliance":${'['.repeat(50_000)}${']'.repeat(50_000)},`;
    const phone = { phoneType: 'mobile', phoneNumber: { userFormat: '+1 303-555-0142' } };
    const record = completed({ appendMobile: { code: 'appended' } }, { phoneNumbers: [phone] });
    const { answer } = record;
    const deep = answer?.job?.replace('"phoneType"', `${nested}"phoneType"`);
    const message = toResultMessage(
      { ...record, answer: answer && { ...answer, job: deep ?? null } },
      'key',
      DEFAULT_DIGEST,
    );
    expect(deep).toContain(nested);
    expect(String(message.data)).toContain('"digest":null');
    expect(JSON.parse(String(toResultMessage(record, 'key', DEFAULT_DIGEST).data)).digest).not.toBeNull();
  });

  it('has attributes to filter and to recognise it by', () => {
    expect(attributesOf(completed({ appendMobile: { code: 'appended' } }))).toEqual({
      dedupKey: 'lead-1/completed',
      requestId: 'lead-1',
      rootId: 'lead-1',
      attempt: '1',
      sequence: '1000001000',
      jobType: 'enrichMobile',
      status: 'completed',
      'event.appendMobile': 'appended',
    });
  });

  it('without a job type has an empty one', () => {
    expect(attributesOf({ ...completed(), jobType: null })).toMatchObject({ jobType: '' });
  });

  it('without an answer has no event codes', () => {
    const names = Object.keys(attributesOf({ ...publishedRecord(), status: 'unanswered' }));
    expect(names.filter((name) => name.startsWith('event.'))).toEqual([]);
  });

  it('leaves out event codes that no attribute can carry', () => {
    const long = 'x'.repeat(101);
    const codes = {
      good: 'a_b-c.1',
      [long]: 'x',
      long,
      'two words': 'x',
      words: 'two words',
      empty: '',
      accented: 'é',
    };
    const events = Object.fromEntries(Object.entries(codes).map(([task, code]) => [task, { code }]));
    const names = Object.keys(attributesOf(completed(events)));
    expect(names.filter((name) => name.startsWith('event.'))).toEqual(['event.good']);
  });

  it('has 50 event codes at most: Pub/Sub takes 100 attributes', () => {
    const many = Array.from({ length: 60 }, (_, i) => [`task${i}`, { code: 'x' }]);
    const names = Object.keys(attributesOf(completed(Object.fromEntries(many))));
    expect(names.filter((name) => name.startsWith('event.'))).toHaveLength(50);
  });

  it('says unknown for a status that no attribute can carry', () => {
    expect(attributesOf(answeredRecord('on hold'))).toMatchObject({ status: 'unknown' });
    expect(attributesOf(answeredRecord('on-hold'))).toMatchObject({ status: 'on-hold' });
  });
});
