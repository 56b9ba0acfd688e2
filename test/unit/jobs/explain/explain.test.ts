import { describe, expect, it } from 'vitest';
import { SENTENCES } from '../../../../shared/jobs/explain/sentence.ts';
import { instant, later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord, PublishFailure, WakeFor } from '../../../../shared/jobs/job-record.ts';
import { DEFAULT_POLICY } from '../../../../shared/jobs/policy.ts';
import { OWN_STATUSES, type Status } from '../../../../shared/jobs/statuses.ts';
import { wakeAt } from '../../../../shared/jobs/timers.ts';
import { isEnding, PUBLISHED_STATUSES, type ReportedStatus } from '../../../../shared/protocol/job-status.ts';
import { DAY, id, messageIdOf, publishedRecord } from '../../../fixtures.ts';
import { checkExplained } from '../../../simulation/explanations.ts';
import { given, NOW } from '../given.ts';
import {
  A_LATER_VERSION,
  answered,
  answeredRecord,
  delivered,
  deliveredRecord,
  HOLD,
  heldRecord,
  RETRY_ASKED,
  retried,
  TIMER_DUE,
} from '../samples.ts';
import { told } from './told.ts';

const AT_NOW = { policy: DEFAULT_POLICY, now: NOW };

/** Each purpose of a timer; one that is left out does not compile. */
const TIMERS: Readonly<Record<WakeFor, true>> = {
  publish: true,
  silence: true,
  retry: true,
  deliver: true,
  purge: true,
};
const FAILURES: Readonly<Record<PublishFailure, true>> = {
  unavailable: true,
  misconfigured: true,
  refused: true,
};
const REASONS = [null, 'JobFailReason', 'JobCancelReason', 'JobExpireReason', 'a "new"\nreason\u202e'];
const NEW_STATUSES = ['frozen', 'constructor', 'two\nlines'] as ReportedStatus[];

type Variant = (record: JobRecord) => JobRecord;

/** Other facts of a record, one at a time. */
const VARIANTS: readonly Variant[] = [
  (record) => record,
  (record) => ({ ...record, lineage: { ...record.lineage, retriedBy: id('lead-1~2') } }),
  (record) => ({ ...record, lineage: { ...record.lineage, attempt: 3, retryOf: id('lead-1~2') } }),
  (record) => ({ ...record, payload: null, tags: [], purgedAt: record.wake ? null : NOW, erased: true }),
  (record) => ({ ...record, discard: { reasonType: 'DuplicateJobIdError', messageId: messageIdOf('m') } }),
  (record) => ({ ...record, wake: record.wake && { ...record.wake, tries: 3 } }),
  ...(Object.keys(FAILURES) as PublishFailure[]).map(
    (failure): Variant =>
      (record) => ({ ...record, publish: { ...record.publish, failure, count: 0, open: 0, silences: 1 } }),
  ),
  (record) => ({ ...record, publish: { ...record.publish, count: 2, open: 4, silences: 2 } }),
];

/** A record of every status, reason, timer and variant; nothing that has ended waits for an answer. */
function* everyRecord(): Generator<JobRecord> {
  for (const standing of everyStanding())
    for (const purpose of [null, ...(Object.keys(TIMERS) as WakeFor[])]) {
      if (standing.endedAt !== null && (purpose === 'publish' || purpose === 'silence')) continue;
      const wake = purpose && wakeAt('lead-1', purpose, later(NOW, DAY));
      for (const variant of VARIANTS) yield variant({ ...standing, wake });
    }
}

function* everyStanding(): Generator<JobRecord> {
  const base = { ...publishedRecord(), tags: ['team=Zebediah'] };
  for (const status of OWN_STATUSES) yield standing(base, status);
  for (const status of [...PUBLISHED_STATUSES, ...NEW_STATUSES])
    for (const reason of REASONS) yield { ...standing(base, status), answer: latest(status, reason) };
}

function standing(base: JobRecord, status: Status): JobRecord {
  const ended = isEnding(status) || ['refused', 'withdrawn', 'discarded', 'unanswered'].includes(status);
  return { ...base, status, endedAt: ended ? NOW : null };
}

function latest(status: ReportedStatus, reasonType: string | null): JobRecord['answer'] {
  const { answer } = answeredRecord('processing');
  return answer && { ...answer, status, reasonType };
}

describe('an explanation', () => {
  it('has words for every status, timer and reason, and one due sentence where there is a timer', () => {
    const said = new Set<string>();
    for (const record of everyRecord())
      for (const { code } of checkExplained([record], AT_NOW)) said.add(code);
    const tracking = 'endings-only' as const;
    for (const { code } of checkExplained([publishedRecord()], {
      policy: { ...DEFAULT_POLICY, tracking },
      now: NOW,
    }))
      said.add(code);
    for (const more of [deliveredRecord(), external(), outdone()])
      for (const { code } of checkExplained([more, more], AT_NOW)) said.add(code);
    for (const { code } of checkExplained([heldRecord()], { ...AT_NOW, holds: [HOLD] })) said.add(code);
    expect([...said].toSorted()).toEqual(Object.keys(SENTENCES).toSorted());
  });

  it('is the same each time, and changes nothing', () => {
    const record = Object.freeze(answeredRecord('failed', 'JobFailReason'));
    expect(told(record)).toEqual(told(record));
  });

  it('holds with a policy that never gives up, and with timers that a person set to nothing', () => {
    const giveUpMs = Number.MAX_SAFE_INTEGER;
    const record = { ...publishedRecord(), wake: wakeAt('lead-1', 'silence', instant(0)) };
    expect(told(record, { policy: { giveUpMs } })).toEqual(
      expect.arrayContaining([
        'due-silence | 1970-01-01T00:00:00.000Z | At the next sweep, since it was due 1970-01-01T00:00:00.000Z, ' +
          'the identical request of lead-1 is published again, unless Modigie answers before.',
        'change-silence | 9999-12-31T23:59:59.999Z | Without any answer until 9999-12-31T23:59:59.999Z, lead-1 ' +
          'is given up.',
      ]),
    );
  });
});

/** Its first ending was delivered, and its second is not yet. */
function outdone(): JobRecord {
  return given(answeredRecord('rejected'))
    .when(delivered('lead-1/rejected'))
    .when(answered({ status: 'completed', updateTime: A_LATER_VERSION })).record;
}

function external(): JobRecord {
  return given(undefined).when(answered({ status: 'failed' })).record;
}

const STALE =
  'stale-not-stored | Answers that said nothing new are not stored. With LOG_LEVEL DEBUG they are logged: ' +
  'jsonPayload.event="job.stale" labels.requestId=';

describe('the explanation of', () => {
  it('a job that failed, and waits for its retry', () => {
    expect(told(answeredRecord('failed', 'JobFailReason'))).toMatchInlineSnapshot(`
      [
        "submitted | 2026-03-01T00:00:00.000Z | lead-1, of job type enrichMobile, was submitted to the gateway.",
        "published | 2026-03-01T00:00:01.000Z | The request was published once.",
        "failed | 2026-03-01T00:02:00.000Z | The job failed, for JobFailReason (version 2026-03-01T00:01:00.000000Z).",
        "retry-rule | The policy sends it again: the rule for failed (any reason) matches, and this is attempt 1 of 3.",
        "due-retry | 2026-03-01T00:02:57.575Z | At 2026-03-01T00:02:57.575Z the lead of lead-1 is sent again as lead-1~2.",
        "change-answer | A later answer changes how it ended only if it says completed.",
        "change-policy | If the policy has no rule for it by then, its result is delivered instead of a retry.",
        "retryable | A person may send it again at once: POST /v1/jobs/lead-1:retry of operate-jobs makes lead-1~2 of it.",
        "stale-not-stored | Answers that said nothing new are not stored. With LOG_LEVEL DEBUG they are logged: jsonPayload.event="job.stale" labels.requestId="lead-1"",
      ]
    `);
  });

  it('a job that completed', () => {
    expect(told(deliveredRecord())).toMatchInlineSnapshot(`
      [
        "submitted | 2026-03-01T00:00:00.000Z | lead-1, of job type enrichMobile, was submitted to the gateway.",
        "published | 2026-03-01T00:00:01.000Z | The request was published once.",
        "completed | 2026-03-01T00:02:00.000Z | The job completed (version 2026-03-01T00:01:00.000000Z).",
        "delivered | 2026-03-01T00:02:00.000Z | Its result was published on the results topic (dedupKey lead-1/completed).",
        "due-purge | 2026-03-31T00:02:00.000Z | At 2026-03-31T00:02:00.000Z payload, JobV2, tags and requester of lead-1 are removed; its request ID stays taken.",
        "not-retryable | It cannot be retried by hand. It completed, and a retry would be charged again: to request the lead anew, submit it under a new request ID.",
        "redeliverable | A person may have its result delivered once more: POST /v1/jobs/lead-1:redeliver.",
        "stale-not-stored | Answers that said nothing new are not stored. With LOG_LEVEL DEBUG they are logged: jsonPayload.event="job.stale" labels.requestId="lead-1"",
      ]
    `);
  });

  it('a job that was rejected', () => {
    expect(told(answeredRecord('rejected', 'JobRejectReason'))).toMatchInlineSnapshot(`
      [
        "submitted | 2026-03-01T00:00:00.000Z | lead-1, of job type enrichMobile, was submitted to the gateway.",
        "published | 2026-03-01T00:00:01.000Z | The request was published once.",
        "rejected | 2026-03-01T00:02:00.000Z | Modigie rejected the job, for JobRejectReason (version 2026-03-01T00:01:00.000000Z).",
        "no-rule | No rule of the policy sends it again by itself. Rules: failed (any reason); canceled (JobCancelReason or JobCancelByModigieReason).",
        "due-deliver | 2026-03-01T00:03:00.000Z | At 2026-03-01T00:03:00.000Z the result of lead-1 is published on the results topic (dedupKey lead-1/rejected), unless its delivery is noted before.",
        "change-answer | A later answer changes how it ended only if it says canceled, failed or completed.",
        "not-retryable | It cannot be retried by hand. It was rejected, discarded or refused: submit it corrected, under a new request ID. The job says why in reasonType, discardReasonType or publishFailure.",
        "redeliverable | A person may have its result delivered once more: POST /v1/jobs/lead-1:redeliver.",
        "stale-not-stored | Answers that said nothing new are not stored. With LOG_LEVEL DEBUG they are logged: jsonPayload.event="job.stale" labels.requestId="lead-1"",
      ]
    `);
  });

  it('a lineage whose first attempt was never answered, and is sent again by a person', () => {
    const unanswered = given(publishedRecord())
      .at(later(NOW, 40 * DAY))
      .when(TIMER_DUE).record;
    const asked = given(unanswered)
      .at(later(NOW, 41 * DAY))
      .when(RETRY_ASKED);
    const [effect] = asked.effects;
    if (effect?.type !== 'create-successor') throw new Error('A retry creates a successor.');
    const first = asked.when(retried('lead-1~2')).record;
    const now = later(NOW, 41 * DAY);
    expect(told([first, effect.successor], { now })).toMatchInlineSnapshot(`
      [
        "told-by | The lead has 2 attempts; it is told by lead-1~2, which is accepted.",
        "submitted | 2026-03-01T00:00:00.000Z | lead-1, of job type enrichMobile, was submitted to the gateway.",
        "published | 2026-03-01T00:00:01.000Z | The request was published once.",
        "unanswered | 2026-04-10T00:02:00.000Z | It was given up: nothing was heard after 2026-03-01T00:00:00.000Z.",
        "retried | It was sent again as lead-1~2, by hand or by another policy than that of now.",
        "no-result | It has no result of its own, since it was sent again.",
        "due-purge | 2026-05-10T00:02:00.000Z | At 2026-05-10T00:02:00.000Z payload, JobV2, tags and requester of lead-1 are removed; its request ID stays taken.",
        "change-answer | An answer of Modigie that comes all the same is stored, and decides how the attempt ended.",
        "sent-again | 2026-04-11T00:02:00.000Z | lead-1~2, attempt 2, was made to send the lead of lead-1 again.",
        "publish-open | A publish of the request may have taken effect: under way, or not noted.",
        "accepted | It waits for a publish to be noted.",
        "due-publish | 2026-04-11T00:03:00.000Z | At 2026-04-11T00:03:00.000Z the request of lead-1~2 is published, unless a publish is noted before; if an attempt before it has completed, it is withdrawn instead.",
        "change-answer | An answer of Modigie changes that: an ending ends the attempt, any other status begins its silence anew.",
        "change-silence | 2026-05-12T00:02:00.000Z | Without any answer until 2026-05-12T00:02:00.000Z, lead-1~2 is given up.",
        "not-retryable | It cannot be retried by hand. It has not ended: read it again later. What may be retried is retried by itself.",
        "stale-not-stored | Answers that said nothing new are not stored. With LOG_LEVEL DEBUG they are logged: jsonPayload.event="job.stale" labels.requestId=("lead-1" OR "lead-1~2")",
      ]
    `);
    const late = given(first).at(now).when(answered({})).record;
    const lines = told([late, effect.successor], { now });
    expect(lines.at(0)).toBe('told-by | The lead has 2 attempts; it is told by lead-1, which is completed.');
    expect(lines).toContain(
      'retried | It had been sent again as lead-1~2 when it completed after all: its own result counts.',
    );
    expect(lines.at(-1)).toBe(`${STALE}("lead-1" OR "lead-1~2")`);
  });
});
