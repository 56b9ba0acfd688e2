import { describe, expect, it } from 'vitest';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { type RETRY_REFUSALS, WHY_NOT_RETRYABLE } from '../../../../shared/jobs/retry-refusals.ts';
import type { RequestId } from '../../../../shared/protocol/request-id.ts';
import { publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import {
  answered,
  answeredRecord,
  deliveredRecord,
  RETRY_ASKED,
  retried,
  successorRecord,
  thirdAttempt,
} from '../samples.ts';
import { codesOf, textOf } from './told.ts';

const unanswered = { ...publishedRecord(), status: 'unanswered', endedAt: NOW } as const;

describe('an answer', () => {
  it('ends an attempt that goes on, or begins its silence anew', () => {
    const text = 'An answer of Modigie changes that: an ending ends the attempt, ';
    expect(textOf('change-answer', publishedRecord())).toBe(
      `${text}any other status begins its silence anew.`,
    );
    expect(textOf('change-answer', answeredRecord('frozen'))).toContain('begins its silence anew');
    expect(textOf('change-answer', publishedRecord(), { policy: { tracking: 'endings-only' } })).toBe(
      `${text}a status on the way changes nothing, as tracking in the policy has it.`,
    );
  });

  it('changes an ending only to one further along', () => {
    expect(textOf('change-answer', answeredRecord('rejected'))).toBe(
      'A later answer changes how it ended only if it says canceled, failed or completed.',
    );
    expect(textOf('change-answer', answeredRecord('failed'))).toBe(
      'A later answer changes how it ended only if it says completed.',
    );
    expect(textOf('change-answer', deliveredRecord())).toBeUndefined();
  });

  it('still counts after an ending of the gateway, and is kept of an external job', () => {
    expect(textOf('change-answer', unanswered)).toContain('comes all the same is stored');
    const external = given(undefined).when(answered({ status: 'failed' })).record;
    expect(textOf('change-answer', external)).toContain('A submission under its ID makes the job ours.');
  });

  it('is not waited for by one that was over budget: the same submission sends it, once', () => {
    const refused = { ...unanswered, status: 'over-budget' } as const;
    expect(textOf('change-answer', refused)).toContain(
      'The same submission sends it once its budget has room',
    );
    const lineage = { ...refused.lineage, retriedBy: 'lead-1~2' as RequestId };
    for (const gone of [
      { ...refused, erased: true },
      { ...refused, lineage },
    ])
      expect(codesOf(gone)).not.toContain('change-answer');
  });
});

describe('silence', () => {
  it('ends in giving up, at an instant', () => {
    expect(textOf('change-silence', publishedRecord())).toBe(
      'Without any answer until 2026-04-01T00:00:00.000Z, lead-1 is given up.',
    );
    expect(codesOf(answeredRecord('failed'))).not.toContain('change-silence');
  });

  it('is not waited for by a successor that is withdrawn', () => {
    const codes = codesOf([{ ...answeredRecord('completed'), wake: null }, successorRecord()]);
    expect(codes).not.toContain('change-silence');
  });
});

describe('another policy', () => {
  it('stops a retry that waits, and none that was begun', () => {
    expect(codesOf(answeredRecord('failed'))).toContain('change-policy');
    expect(codesOf(answeredRecord('failed'), { policy: { retries: [] } })).not.toContain('change-policy');
    expect(codesOf(given(unanswered).when(RETRY_ASKED).record)).not.toContain('change-policy');
  });
});

describe('a person', () => {
  it.each<[string, JobRecord]>([
    ['failed', answeredRecord('failed')],
    ['expired', answeredRecord('canceled', 'JobExpireReason')],
    ['was never answered', unanswered],
  ])('may send again what %s', (_how, record) => {
    expect(textOf('retryable', record)).toBe(
      'A person may send it again at once: POST /v1/jobs/lead-1:retry of operate-jobs makes lead-1~2 of it.',
    );
  });

  it('is told of a later attempt that one before it may have completed', () => {
    const { record } = given(thirdAttempt()).when(answered({ id: 'lead-1~3', status: 'failed' }));
    expect(textOf('retryable', record)).toMatch(
      / makes lead-1~4 of it, unless one before it has completed\.$/,
    );
  });

  it.each<[(typeof RETRY_REFUSALS)[number], JobRecord]>([
    ['in-progress', publishedRecord()],
    ['completed', deliveredRecord()],
    ['needs-correction', answeredRecord('rejected')],
    ['purged', { ...answeredRecord('failed'), payload: null }],
    ['external', given(undefined).when(answered({ status: 'failed' })).record],
  ])('is told what else to do where it is refused as %s', (refusal, record) => {
    expect(codesOf(record)).not.toContain('retryable');
    expect(textOf('not-retryable', record)).toBe(
      `It cannot be retried by hand. ${WHY_NOT_RETRYABLE[refusal]}`,
    );
  });

  it('is told how to have Modigie answer again, where it may', () => {
    expect(textOf('replayable', publishedRecord())).toContain('POST /v1/jobs/lead-1:replay');
    const given_ = given(unanswered).when({ type: 'delivered', key: 'lead-1/unanswered' }).record;
    expect(codesOf(given_)).toContain('replayable');
    expect(codesOf(deliveredRecord())).not.toContain('replayable');
    const replaying = given(given_).when({ type: 'replay-asked' }).record;
    expect(codesOf(replaying)).toContain('due-publish');
    expect(codesOf(replaying)).not.toContain('change-silence');
  });

  it('is told how to have a result delivered once more, where there is one', () => {
    expect(textOf('redeliverable', deliveredRecord())).toContain('POST /v1/jobs/lead-1:redeliver');
    expect(codesOf(publishedRecord())).not.toContain('redeliverable');
    expect(codesOf(answeredRecord('failed'))).not.toContain('redeliverable');
  });

  it('is told nothing of an attempt that was sent again, and of one beside that which completed', () => {
    const again = given(answeredRecord('failed')).when(retried('lead-1~2')).record;
    expect(codesOf(again)).not.toContain('not-retryable');
    const codes = codesOf([{ ...deliveredRecord(), requestId: successorRecord().requestId }, unanswered]);
    expect(codes.filter((code) => code.endsWith('retryable'))).toEqual(['not-retryable']);
  });
});
