/** Jobs to fill a ledger with, as the gateway would store them. */
import { decide } from '../shared/jobs/decide.ts';
import type { JobEvent } from '../shared/jobs/events.ts';
import { type Instant, instant, later } from '../shared/jobs/instant.ts';
import type { JobRecord } from '../shared/jobs/job-record.ts';
import { openAccount } from '../shared/jobs/money/account.ts';
import type { Day } from '../shared/jobs/money/day.ts';
import { DEFAULT_POLICY } from '../shared/jobs/policy.ts';
import { submittedRecord } from '../shared/jobs/records.ts';
import { contentOf } from '../shared/jobs/request-content.ts';
import { wakeAt } from '../shared/jobs/timers.ts';
import type { JobStore } from '../shared/ports/job-store.ts';
import type { MessageId } from '../shared/protocol/message.ts';
import type { RequestId } from '../shared/protocol/request-id.ts';
import { parseResponse } from '../shared/protocol/response.ts';
import { timestampOf } from '../shared/protocol/timestamp.ts';
import { PAYLOAD, TOPICS } from './measured-gateway.ts';

const START = instant(Date.UTC(2026, 2, 1));
const DAY = '2026-03-01' as Day;
const LONG_FROM_NOW = instant(Date.now() + 10 * 365 * 86_400_000);
const SET = 500;

/** The tags of each job; by the first it is counted as well. */
export const TAGS = ['team=emea', 'list=march'];

/** @returns a job before its publish */
export function acceptedJob(requestId: string): JobRecord {
  const content = contentOf(
    { jobType: 'enrichMobile', payload: PAYLOAD, priority: null, expireAfter: null },
    { topic: TOPICS.requests, priorityCarrier: { in: 'nowhere' } },
  );
  const made = submittedRecord(requestId as RequestId, content, { policy: DEFAULT_POLICY, now: START });
  return { ...made, tags: TAGS, account: openAccount(DAY, TAGS.slice(0, 1), true) };
}

export function publishedJob(accepted: JobRecord): JobRecord {
  const messageId = `m-${accepted.requestId}` as MessageId;
  return after(accepted, { type: 'published', messageId }, later(START, 20));
}

/** @returns a completed job, whose timer is due at that instant */
function completedJob(requestId: string, purgeAt: Instant): JobRecord {
  const endTime = timestampOf(later(START, 60_000));
  const job = {
    id: requestId,
    jobType: 'enrichMobile',
    status: 'completed',
    createTime: timestampOf(START),
    updateTime: endTime,
    endTime,
    events: { appendMobile: { code: 'appended' }, verifyEmployment: { code: 'verified' } },
    payload: { ...PAYLOAD, phoneNumbers: [{ phoneNumber: { userFormat: '+46 70 123 45 67' } }], tags: [] },
  };
  const data = Buffer.from(JSON.stringify(job));
  const answer = parseResponse({ data, attributes: {}, publishTime: endTime });
  if (answer.kind !== 'answer') throw new Error('It is an answer.');
  const ended = after(
    publishedJob(acceptedJob(requestId)),
    { type: 'answered', answer },
    later(START, 60_000),
  );
  return { ...ended, wake: wakeAt(requestId, 'purge', purgeAt) };
}

function after(record: JobRecord, event: JobEvent, now: Instant): JobRecord {
  const { record: next } = decide(record, event, DEFAULT_POLICY, now);
  if (!next) throw new Error('A record stays a record.');
  return next;
}

interface Filling {
  /** The request IDs begin with it. */
  readonly name: string;
  readonly count: number;
  readonly of?: (requestId: string) => JobRecord;
}

/** Completed jobs whose purge is due, or is not for long. */
export const DUE = (requestId: string) => completedJob(requestId, instant(1));
export const IDLE = (requestId: string) => completedJob(requestId, LONG_FROM_NOW);

/** Creates jobs in sets. */
export async function fill(store: JobStore, { name, count, of = IDLE }: Filling): Promise<void> {
  for (let from = 0; from < count; from += SET) {
    const size = Math.min(SET, count - from);
    const created = await store.createAll(Array.from({ length: size }, (_, i) => of(`${name}-${from + i}`)));
    const refused = created.find((one) => typeof one !== 'string' || one === 'exists');
    if (refused !== undefined) throw new Error('Every job is new, and none is refused.');
  }
}
