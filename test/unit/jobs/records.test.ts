import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/jobs/decide.ts';
import { later } from '../../../shared/jobs/instant.ts';
import { DEFAULT_POLICY } from '../../../shared/jobs/policy.ts';
import { externalRecord, publishEffect, submittedRecord, successorOf } from '../../../shared/jobs/records.ts';
import { contentOf, fingerprint } from '../../../shared/jobs/request-content.ts';
import { PublishError, StoreUnavailableError } from '../../../shared/ports/errors.ts';
import {
  AT_START,
  answer,
  CONTENT,
  id,
  MINUTE,
  PAYLOAD,
  publishedRecord,
  REQUEST,
  START,
} from '../../fixtures.ts';

describe('a record', () => {
  it('of a submission holds what was submitted, and nothing else yet', () => {
    const payload = { ...PAYLOAD, tags: [{ name: 'team', value: 'emea' }] };
    expect(
      submittedRecord(id('a'), contentOf({ ...REQUEST, payload, priority: 7, expireAfter: 'P3D' }), AT_START),
    ).toEqual({
      requestId: 'a',
      lineage: { rootId: 'a', attempt: 1, retryOf: null, retriedBy: null },
      origin: 'gateway',
      jobType: 'enrichMobile',
      payload: JSON.stringify(payload),
      priority: 7,
      expireAfter: 'P3D',
      fingerprint: fingerprint({ ...REQUEST, payload, priority: 7, expireAfter: 'P3D' }),
      status: 'accepted',
      answer: null,
      publish: { messageIds: [], count: 0, lastAt: null, silences: 0, failure: null },
      discard: null,
      wake: { at: later(START, MINUTE), for: 'publish', shard: expect.any(Number), tries: 0 },
      delivery: null,
      tags: ['team=emea'],
      requestedAt: START,
      updatedAt: START,
      quietSince: START,
      endedAt: null,
      purgedAt: null,
    });
    expect(submittedRecord(id('a'), CONTENT, AT_START).tags).toEqual([]);
  });

  it('of a successor is the same request, begun anew', () => {
    const failed = decide(
      publishedRecord(),
      { type: 'answered', answer: answer({ status: 'failed' }) },
      DEFAULT_POLICY,
      START,
    ).record;
    if (!failed) throw new Error('no record');
    const fresh = submittedRecord(id('lead-1~2'), CONTENT, { ...AT_START, now: later(START, 1) });
    expect(successorOf(failed, { ...AT_START, now: later(START, 1) })).toEqual({
      ...fresh,
      lineage: { rootId: 'lead-1', attempt: 2, retryOf: 'lead-1', retriedBy: null },
    });
  });

  it('of an external job holds what Modigie said', () => {
    const said = answer({
      id: 'theirs',
      status: 'processing',
      payload: { tags: [{ name: 'a', value: 'b' }] },
    });
    expect(externalRecord(said, AT_START)).toMatchObject({
      requestId: 'theirs',
      lineage: { rootId: 'theirs', attempt: 1, retryOf: null, retriedBy: null },
      origin: 'external',
      payload: null,
      fingerprint: null,
      status: 'processing',
      answer: { job: said.job },
      tags: ['a=b'],
    });
  });
});

describe('the publish of a record', () => {
  it('carries its request', () => {
    const { payload } = publishedRecord();
    expect(publishEffect({ ...publishedRecord(), priority: 3, expireAfter: 'P2D' })).toEqual([
      {
        type: 'publish',
        jobType: 'enrichMobile',
        request: { requestId: 'lead-1', payload, priority: 3, expireAfter: 'P2D' },
      },
    ]);
  });

  it('is none when there is nothing to send', () => {
    expect(publishEffect({ ...publishedRecord(), payload: null })).toEqual([]);
    expect(publishEffect({ ...publishedRecord(), jobType: null })).toEqual([]);
  });
});

describe('faults of the ports', () => {
  it('are told apart by name and code', () => {
    const cause = new Error('down');
    expect(new StoreUnavailableError({ cause })).toMatchObject({
      name: 'StoreUnavailableError',
      code: 'store-unavailable',
      message: 'The job store did not answer.',
      cause,
    });
    expect(new PublishError('refused', 'no', { cause })).toMatchObject({
      name: 'PublishError',
      code: 'refused',
      message: 'no',
      cause,
    });
  });
});
