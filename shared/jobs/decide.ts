/**
 * The job machine: the whole domain in one pure function (design.md §3). Same arguments, same decision: no
 * clock, no I/O, no randomness. Every effect it asks for is covered by a timer in the record it returns, so a
 * crash between storing and performing only means that the sweep performs it.
 */

import { isTerminal } from '../protocol/job-status.ts';
import type { MessageId } from '../protocol/message.ts';
import type { Answer, Discard } from '../protocol/response.ts';
import { supersedes, toLatest } from './answers.ts';
import { deliver, deliveryKey, end } from './ending.ts';
import type { Decision, JobEvent, Outcome } from './events.ts';
import { fingerprint } from './fingerprint.ts';
import type { Instant } from './instant.ts';
import type { JobRecord } from './job-record.ts';
import type { Policy } from './policy.ts';
import { externalRecord, publishEffect, submittedRecord, successorOf, tombstone } from './records.ts';
import { retryRefusal } from './retry-policy.ts';
import { isDue, wakeIfUndone, wakeOnSilence, wakeToPurge } from './timers.ts';

/** How many message IDs of one request are kept to find a discard again. */
const MESSAGE_IDS_KEPT = 10;

/**
 * @param record what is stored, or undefined when the ID is unknown
 * @param event what happened
 * @param now our clock, milliseconds since the Unix epoch
 * @returns the next record and what to do. `record` is the very object given when there is nothing to write.
 */
export function decide(
  record: JobRecord | undefined,
  event: JobEvent,
  policy: Policy,
  now: Instant,
): Decision<JobRecord | undefined> {
  if (record === undefined) return decideUnknown(event, policy, now);
  switch (event.type) {
    case 'submitted':
      return onSubmittedAgain(record, event);
    case 'published':
      return onPublished(record, event.messageId, policy, now);
    case 'publish-failed':
      return keep(
        { ...record, publish: { ...record.publish, failure: event.failure }, updatedAt: now },
        'publish-failed',
      );
    case 'answered':
      return onAnswered(record, event.answer, policy, now);
    case 'discarded':
      return onDiscarded(record, event.discard, policy, now);
    case 'timer-due':
      return onTimerDue(record, policy, now);
    case 'retry-asked':
      return onRetryAsked(record, policy, now);
    case 'retried':
      return onRetried(record, event.successorId, policy, now);
    case 'delivered':
      return onDelivered(record, event.key, policy, now);
    default:
      return event satisfies never;
  }
}

function decideUnknown(event: JobEvent, policy: Policy, now: Instant): Decision<JobRecord | undefined> {
  switch (event.type) {
    case 'submitted': {
      const record = submittedRecord(event.requestId, event.content, policy, now);
      return { record, effects: publishEffect(record), outcome: 'created' };
    }
    case 'answered':
      return keep(externalRecord(event.answer, policy, now), 'external');
    default:
      return { record: undefined, effects: [], outcome: 'nothing-due' };
  }
}

function onSubmittedAgain(record: JobRecord, event: JobEvent & { type: 'submitted' }): Decision {
  const same = record.fingerprint === fingerprint(event.content);
  return keep(record, same ? 'replayed' : 'request-id-reused');
}

function onPublished(record: JobRecord, messageId: MessageId, policy: Policy, now: Instant): Decision {
  const publish = {
    ...record.publish,
    messageIds: [...record.publish.messageIds, messageId].slice(-MESSAGE_IDS_KEPT),
    attempts: record.publish.attempts + 1,
    lastAt: now,
    failure: null,
  };
  const next = {
    ...record,
    publish,
    updatedAt: now,
    status: record.status === 'accepted' ? 'published' : record.status,
  };
  // Only a pending publish is done by this; an answer may have overtaken it and set the timer it needs.
  return keep(
    record.wake?.for === 'publish' ? { ...next, wake: wakeOnSilence(next, policy, now) } : next,
    'published',
  );
}

function onAnswered(record: JobRecord, answer: Answer, policy: Policy, now: Instant): Decision {
  if (!supersedes(answer, record.answer)) return keep(record, 'stale');
  const next: JobRecord = {
    ...record,
    status: answer.status,
    answer: toLatest(answer),
    jobType: record.jobType ?? answer.jobType,
    publish: { ...record.publish, silences: 0 },
    updatedAt: now,
    quietSince: now,
    // What was purged holds something again, and is purged once more.
    purgedAt: null,
  };
  if (record.origin === 'external')
    return keep({ ...next, tags: answer.tags, wake: wakeToPurge(next, policy, now) }, 'external');
  // The same ending in a newer version: its work is already under way or done.
  if (isTerminal(answer.status) && record.status === answer.status)
    return keep({ ...next, wake: next.wake ?? wakeToPurge(next, policy, now) }, 'answered');
  if (isTerminal(answer.status)) return end(next, 'ended', policy, now);
  return keep({ ...next, endedAt: null, wake: wakeOnSilence(next, policy, now) }, 'answered');
}

/**
 * A discard ends a job that Modigie never answered for; once it has answered, a job exists and its answers
 * count.
 */
function onDiscarded(
  record: JobRecord,
  { messageId, reasonType }: Discard,
  policy: Policy,
  now: Instant,
): Decision {
  if (record.discard !== null) return keep(record, 'stale');
  const next = { ...record, discard: { messageId, reasonType }, updatedAt: now };
  return record.answer === null
    ? end({ ...next, status: 'discarded' }, 'discarded', policy, now)
    : keep(next, 'discard-noted');
}

function onTimerDue(record: JobRecord, policy: Policy, now: Instant): Decision {
  const { wake } = record;
  if (!isDue(wake, now)) return keep(record, 'nothing-due');
  switch (wake.for) {
    case 'publish':
      return publishAgain(record, record.publish.silences, policy, now);
    case 'silence':
      return publishAgain(record, record.publish.silences + 1, policy, now);
    case 'retry':
      return createSuccessor(record, policy, now);
    case 'deliver':
      return deliver(record, 'redelivering', policy, now);
    case 'purge':
      return keep(tombstone(record, now), 'purged');
    default:
      return wake.for satisfies never;
  }
}

function publishAgain(record: JobRecord, silences: number, policy: Policy, now: Instant): Decision {
  if (now - record.quietSince >= policy.giveUpMs)
    return end({ ...record, status: 'unanswered', updatedAt: now }, 'unanswered', policy, now);
  const next = {
    ...record,
    publish: { ...record.publish, silences },
    wake: wakeIfUndone(record, 'publish', policy, now),
    updatedAt: now,
  };
  return { record: next, effects: publishEffect(next), outcome: 'republishing' };
}

function onRetryAsked(record: JobRecord, policy: Policy, now: Instant): Decision {
  const refusal = retryRefusal(record);
  return refusal ? keep(record, `not-retryable:${refusal}`) : createSuccessor(record, policy, now);
}

function createSuccessor(record: JobRecord, policy: Policy, now: Instant): Decision {
  const next = { ...record, wake: wakeIfUndone(record, 'retry', policy, now), updatedAt: now };
  const successor = successorOf(record, policy, now);
  return {
    record: next,
    effects: [{ type: 'create-successor', record: next, successor }],
    outcome: 'retrying',
  };
}

function onRetried(
  record: JobRecord,
  successorId: JobRecord['requestId'],
  policy: Policy,
  now: Instant,
): Decision {
  if (record.lineage.retriedBy !== null) return keep(record, 'stale');
  const next = { ...record, lineage: { ...record.lineage, retriedBy: successorId }, updatedAt: now };
  return keep(
    record.wake?.for === 'retry' ? { ...next, wake: wakeToPurge(next, policy, now) } : next,
    'retried',
  );
}

function onDelivered(record: JobRecord, key: string, policy: Policy, now: Instant): Decision {
  const current = record.wake?.for === 'deliver' && deliveryKey(record) === key;
  if (!current) return keep(record, 'stale');
  return keep(
    { ...record, delivery: { key, at: now }, wake: wakeToPurge(record, policy, now), updatedAt: now },
    'delivered',
  );
}

function keep(record: JobRecord, outcome: Outcome): Decision {
  return { record, effects: [], outcome };
}
