import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { DEFAULT_POLICY } from '../../../../shared/jobs/policy.ts';
import { wakeAt } from '../../../../shared/jobs/timers.ts';
import { DAY, MINUTE, publishedRecord, START } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import {
  acceptedRecord,
  answeredRecord,
  deliveredRecord,
  publishFailed,
  RETRY_ASKED,
  successorRecord,
  TIMER_DUE,
} from '../samples.ts';
import { textOf, told } from './told.ts';

const erased = (record: JobRecord): JobRecord => ({ ...record, payload: null, tags: [], erased: true });
const silentUntil = (record: JobRecord, ms: number): JobRecord => ({
  ...record,
  wake: wakeAt(record.requestId, 'silence', later(START, ms)),
});

describe('what is due next', () => {
  it('is the publish of a request that is not noted', () => {
    expect(textOf('due-publish', acceptedRecord())).toBe(
      'At 2026-03-01T00:03:00.000Z the request of lead-1 is published, unless a publish is noted before.',
    );
  });

  it('is the publish as its job type is configured then, if the configuration was at fault', () => {
    const { record } = given(acceptedRecord()).when(publishFailed('misconfigured'));
    expect(textOf('due-publish', record)).toBe(
      'At 2026-03-01T00:03:00.000Z the request of lead-1 is published, as its job type is configured by then, ' +
        'unless a publish is noted before.',
    );
  });

  it('is the identical request once more after a silence limit', () => {
    expect(textOf('due-silence', publishedRecord())).toBe(
      'At 2026-03-01T06:00:01.000Z the identical request of lead-1 is published again, unless Modigie answers ' +
        'before.',
    );
  });

  it('counts how often the same was due before', () => {
    const { record } = given(acceptedRecord())
      .at(later(NOW, 5 * MINUTE))
      .when(TIMER_DUE);
    expect(textOf('due-publish', record)).toMatch(/ This was due once before, and not noted as done\.$/);
  });

  it('is giving up, where the silence will have lasted that long', () => {
    const record = silentUntil(publishedRecord(), DEFAULT_POLICY.giveUpMs);
    expect(textOf('due-silence', record)).toBe(
      'At 2026-04-01T00:00:00.000Z lead-1 is given up as unanswered, unless Modigie answers before: it will ' +
        'have said nothing since 2026-03-01T00:00:00.000Z.',
    );
    expect(textOf('change-silence', record)).toBeUndefined();
  });

  it('is refusing what was never sent, where it failed for that long', () => {
    const { record } = given(acceptedRecord()).when(publishFailed('misconfigured'));
    const wake = wakeAt('lead-1', 'publish', later(NOW, DEFAULT_POLICY.giveUpMs));
    expect(textOf('due-publish', { ...record, wake })).toBe(
      'At 2026-04-01T00:02:00.000Z lead-1 is given up as refused: no publish of its request was ever taken.',
    );
  });

  it('is to wait on, for a silent job whose payload was erased', () => {
    expect(textOf('due-silence', erased(publishedRecord()))).toBe(
      'At 2026-03-01T06:00:01.000Z lead-1 is looked at, and goes on waiting until 2026-04-01T00:00:00.000Z: ' +
        'without its payload nothing can be published.',
    );
  });

  it('is the retry, by its own timer', () => {
    const record = { ...answeredRecord('failed'), wake: wakeAt('lead-1', 'retry', later(NOW, DAY)) };
    expect(told(record)).toContain(
      'due-retry | 2026-03-02T00:02:00.000Z | At 2026-03-02T00:02:00.000Z the lead of lead-1 is sent again as ' +
        'lead-1~2.',
    );
  });

  it('is the result instead of a retry that the policy has no more, or whose payload was erased', () => {
    const instead =
      'At 2026-03-01T00:02:57.575Z the result of lead-1 is delivered, instead of the retry that was set.';
    expect(textOf('due-retry', answeredRecord('failed'), { policy: { retries: [] } })).toBe(instead);
    expect(textOf('due-retry', erased(answeredRecord('failed')))).toBe(instead);
  });

  it('is the retry that was begun, whatever the policy is', () => {
    const ended = { ...publishedRecord(), status: 'unanswered', endedAt: NOW } as const;
    expect(textOf('due-retry', given(ended).when(RETRY_ASKED).record)).toBe(
      'At 2026-03-01T00:03:00.000Z the lead of lead-1 is sent again as lead-1~2. That retry has begun already, ' +
        'and is completed whatever the policy is.',
    );
  });

  it('is to withdraw a successor, once an attempt before it has completed', () => {
    const successor = successorRecord();
    expect(textOf('due-publish', successor)).toBe(
      'At 2026-03-01T00:03:00.000Z the request of lead-1~2 is published, unless a publish is noted before; if ' +
        'an attempt before it has completed, it is withdrawn instead.',
    );
    expect(textOf('due-publish', [{ ...answeredRecord('completed'), wake: null }, successor])).toBe(
      'At 2026-03-01T00:03:00.000Z lead-1~2 is withdrawn, not published: lead-1 has completed.',
    );
  });

  it('is the delivery, then the purge, then nothing', () => {
    expect(textOf('due-deliver', answeredRecord('completed'))).toBe(
      'At 2026-03-01T00:03:00.000Z the result of lead-1 is published on the results topic (dedupKey ' +
        'lead-1/completed), unless its delivery is noted before.',
    );
    const delivered = deliveredRecord();
    expect(textOf('due-purge', delivered)).toBe(
      'At 2026-03-31T00:02:00.000Z payload, JobV2, tags and requester of lead-1 are removed; its request ID stays taken.',
    );
    const { record } = given(delivered)
      .at(later(NOW, 40 * DAY))
      .when(TIMER_DUE);
    expect(textOf('nothing-due', record)).toBe('Nothing is due any more.');
  });

  it('is left to the next sweep, where it is overdue', () => {
    expect(textOf('due-silence', publishedRecord(), { now: later(START, DAY) })).toMatch(
      /^At the next sweep, since it was due 2026-03-01T06:00:01\.000Z, the identical request/,
    );
  });
});
