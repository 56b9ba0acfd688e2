import { describe, expect, it } from 'vitest';
import { later } from '../../../shared/jobs/instant.ts';
import {
  externalRecord,
  publishEffect,
  submittedRecord,
  successorOf,
  tombstone,
} from '../../../shared/jobs/records.ts';
import {
  AT_START,
  answer,
  CONTENT,
  contentWith,
  id,
  MINUTE,
  PAYLOAD,
  publishedRecord,
  START,
} from '../../fixtures.ts';
import { NOW } from './given.ts';
import { answeredRecord, deliveredRecord } from './samples.ts';

describe('the record of a submission', () => {
  it('holds what was submitted, and nothing else yet', () => {
    const content = contentWith({
      payload: { ...PAYLOAD, tags: [{ name: 'team', value: 'emea' }] },
      priority: 7,
      expireAfter: 'P3D',
    });
    const { form, ...request } = content;
    expect(submittedRecord(id('a'), content, AT_START)).toEqual({
      ...request,
      requestId: 'a',
      account: null,
      lineage: { rootId: 'a', attempt: 1, retryOf: null, retriedBy: null },
      origin: 'gateway',
      status: 'accepted',
      answer: null,
      publish: { form, open: 1, messageIds: [], count: 0, lastAt: null, silences: 0, failure: null },
      discard: null,
      wake: { at: later(START, MINUTE), for: 'publish', shard: expect.any(Number), tries: 0 },
      delivery: null,
      tags: ['team=emea'],
      requestedBy: null,
      team: null,
      trace: null,
      retryAskedBy: null,
      requestedAt: START,
      updatedAt: START,
      quietSince: START,
      endedAt: null,
      endings: 0,
      purgedAt: null,
      erased: false,
      held: null,
      erasure: null,
    });
  });
});

describe('the record of a successor', () => {
  it('is the same request under the next ID of the lineage, begun anew', () => {
    const moment = { ...AT_START, now: later(NOW, 1) };
    expect(successorOf(answeredRecord('failed'), moment)).toEqual({
      ...submittedRecord(id('lead-1~2'), CONTENT, moment),
      lineage: { rootId: 'lead-1', attempt: 2, retryOf: 'lead-1', retriedBy: null },
    });
  });

  it('that nobody asked for has the requester of the attempt before', () => {
    const failed = { ...answeredRecord('failed'), requestedBy: 'crm@acme.example' };
    const second = successorOf(failed, AT_START);
    expect(second).toMatchObject({ requestedBy: 'crm@acme.example', retryAskedBy: null });
    expect(successorOf(second, AT_START)).toMatchObject({ requestedBy: 'crm@acme.example' });
  });

  it('follows from the root, not from the ID of the attempt before', () => {
    const second = successorOf(answeredRecord('failed'), AT_START);
    expect(successorOf({ ...second, status: 'failed' }, AT_START)).toMatchObject({
      requestId: 'lead-1~3',
      lineage: { rootId: 'lead-1', attempt: 3, retryOf: 'lead-1~2' },
    });
  });
});

describe('the record of an external job', () => {
  it("holds Modigie's answer, and no request", () => {
    const said = answer({
      id: 'theirs',
      status: 'processing',
      payload: { tags: [{ name: 'a', value: 'b' }] },
    });
    expect(externalRecord(said, AT_START)).toMatchObject({
      requestId: 'theirs',
      lineage: { rootId: 'theirs', attempt: 1, retryOf: null, retriedBy: null },
      origin: 'external',
      jobType: 'enrichMobile',
      payload: null,
      fingerprint: null,
      status: 'processing',
      answer: { job: said.job },
      tags: ['a=b'],
      requestedAt: START,
      wake: { for: 'purge' },
    });
  });
});

describe('a tombstone', () => {
  const record = () => deliveredRecord({ payload: { ...PAYLOAD, tags: [{ name: 'a', value: 'b' }] } });

  it('has no payload, no JobV2, no tags, nobody who asked and no timer', () => {
    const asked = { requestedBy: 'crm@acme.example', retryAskedBy: 'ops@acme.example' };
    expect(tombstone({ ...record(), ...asked }, NOW)).toMatchObject({
      payload: null,
      requestedBy: null,
      retryAskedBy: null,
      answer: { job: null },
      tags: [],
      wake: null,
      updatedAt: NOW,
      purgedAt: NOW,
    });
  });

  it('has all that refuses another payload and places a late answer', () => {
    const { fingerprint, lineage, status, requestId, answer: latest } = record();
    expect(tombstone(record(), NOW)).toMatchObject({
      fingerprint,
      lineage,
      status,
      requestId,
      answer: { version: latest?.version },
    });
  });

  it('of a job that was never answered has no answer', () => {
    expect(tombstone(publishedRecord(), NOW).answer).toBeNull();
  });
});

describe('the publish of a record', () => {
  it('carries its request', () => {
    const { payload, publish } = publishedRecord();
    expect(publishEffect(publishedRecord())).toEqual([
      {
        type: 'publish',
        jobType: 'enrichMobile',
        request: { requestId: 'lead-1', payload, form: publish.form },
      },
    ]);
  });

  it("carries the payload's text as it is stored, to the last space", () => {
    const payload = '{ "person": {"firstName":"Ann"} }';
    expect(publishEffect({ ...publishedRecord(), payload })).toMatchObject([{ request: { payload } }]);
  });

  it.each(['payload', 'jobType'])('is none without a %s', (member) => {
    expect(publishEffect({ ...publishedRecord(), [member]: null })).toEqual([]);
  });
});
