import { describe, expect, it } from 'vitest';
import {
  CHANGE_SHARDS,
  isLongTag,
  longTagKey,
  messageKey,
  toDocument,
} from '../../../../shared/adapters/documents/document.ts';
import { readDocument } from '../../../../shared/adapters/documents/read-document.ts';
import { instant } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { publishedRecord } from '../../../fixtures.ts';
import { given } from '../../jobs/given.ts';
import { acceptedRecord, answered, answeredRecord, DISCARDED, deliveredRecord } from '../../jobs/samples.ts';

describe('a document', () => {
  it.each<[string, () => JobRecord]>([
    ['accepted', acceptedRecord],
    ['answered', () => answeredRecord('failed', 'JobFailReason')],
    ['discarded', () => given(publishedRecord()).when(DISCARDED).record],
    ['delivered', deliveredRecord],
    ['external', () => given(undefined).when(answered({ status: 'created' })).record],
  ])('is read as the record that was written: %s', (_state, make) => {
    const record = make();
    expect(readDocument(JSON.parse(JSON.stringify(toDocument(record, 'write-1'))))).toEqual({
      ok: true,
      record,
    });
  });

  it('has payload, JobV2 and event codes as text: odd keys never become structure', () => {
    const odd = answered({
      status: 'completed',
      events: { __proto__x: { code: 'a' }, 'a.b/c': { code: 'b' }, __x__: { code: 'c' } },
    });
    const record = given(publishedRecord()).when(odd).record;
    const document = toDocument(record, 'write-1');
    expect(typeof document.payload).toBe('string');
    expect(document.job).toBe(record.answer?.job);
    expect(document.answer).not.toHaveProperty('job');
    expect(JSON.parse(document.answer?.eventCodes ?? '')).toEqual(record.answer?.eventCodes);
  });

  it('has its latest change in one of 16 shards, by its request ID, for good', () => {
    const record = publishedRecord();
    const { changed } = toDocument(record, 'write-1');
    expect(changed.at).toBe(record.updatedAt);
    const later = { ...answeredRecord('completed'), updatedAt: instant(record.updatedAt + 1) };
    expect(toDocument(later, 'write-2').changed).toEqual({ shard: changed.shard, at: record.updatedAt + 1 });
    const shards = Array.from(
      { length: 400 },
      (_, i) => toDocument(publishedRecord(`lead-${i}`), 'w').changed.shard,
    );
    expect([...new Set(shards)].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: CHANGE_SHARDS }, (_, i) => i),
    );
  });

  it('has the cause of a failure, and null once nothing failed', () => {
    expect(toDocument(answeredRecord('failed', 'JobFailReason'), 'w').cause).toBe('failed/JobFailReason');
    expect(toDocument(deliveredRecord(), 'w').cause).toBeNull();
  });

  it('is found by the keys of its messages, which are spread, and bounded', () => {
    const { messageKeys } = toDocument(publishedRecord(), 'write-1');
    expect(messageKeys).toEqual([messageKey('m-lead-1')]);
    expect(messageKey('m-lead-1')).toMatch(/^[0-9a-f]{16}$/);
    expect(messageKey('1000000000000001').slice(0, 4)).not.toBe(messageKey('1000000000000002').slice(0, 4));
  });

  it('is found by the whole of a long tag, not by its beginning', () => {
    const long = `t=${'x'.repeat(1_500)}`;
    expect([isLongTag('t=x'), isLongTag(long), isLongTag(`t=${'漢'.repeat(400)}`)]).toEqual([
      false,
      true,
      true,
    ]);
    expect(longTagKey(long)).not.toBe(longTagKey(`${long}y`));
    expect(longTagKey(long)).toMatch(/^[0-9a-f]{32}$/);
  });
});
