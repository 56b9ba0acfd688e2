/** The work that is due next, and when: what the machine itself would decide when the timer comes due. */
import { attemptId } from '../attempt-id.ts';
import { onTimerDue } from '../decide.ts';
import { deliveryKey } from '../ending.ts';
import type { TimerOutcome } from '../events.ts';
import { type Instant, later, rfc3339 } from '../instant.ts';
import type { JobRecord, Wake, WakeFor } from '../job-record.ts';
import type { Admission } from '../money/admission.ts';
import { isKeptBack } from '../money/room.ts';
import { isKnownPublished, isReroutable } from '../records.ts';
import { type Explained, isUnsentSuccessor } from './attempt.ts';
import { type Sentence, type SentenceCode, sentence, times, whenDue } from './sentence.ts';

/** @returns the one sentence about the pending timer, at its instant; or that there is none */
export function dueNext(attempt: Explained): Sentence {
  const { wake } = attempt.record;
  if (wake === null) return sentence('nothing-due', 'Nothing is due any more.');
  const { now } = attempt.moment;
  const outcome = outcomeWhenDue(attempt, wake);
  const text = `${whenDue(wake.at, now)} ${DUE[outcome](attempt)}.`;
  return sentence(CODES[wake.for], `${text}${triesInWords(wake, outcome)}`, wake.at);
}

/** @returns what a sweep does that comes in time, or now where the timer is overdue */
export function outcomeWhenDue({ record, moment, hold }: Explained, wake: Wake): TimerOutcome {
  const at = Math.max(wake.at, moment.now) as Instant;
  const form = record.publish.form ?? undefined;
  const due = { type: 'timer-due', form, heldBy: hold?.name, admission: noRoom(record, at) } as const;
  return onTimerDue(record, due, { ...moment, now: at }).outcome.type;
}

/** Of a job that a budget keeps back nobody knows before whether there will be room. */
function noRoom({ account }: JobRecord, renewsAt: Instant): Admission {
  return { kind: 'over', by: { budget: account?.overBudget ?? '', rule: 'hold', renewsAt } };
}

/** A timer without a code does not compile. */
const CODES: Readonly<Record<WakeFor, SentenceCode>> = {
  publish: 'due-publish',
  silence: 'due-silence',
  retry: 'due-retry',
  deliver: 'due-deliver',
  purge: 'due-purge',
};

/** A timer's outcome without words does not compile. */
const DUE: Readonly<Record<TimerOutcome, (attempt: Explained) => string>> = {
  republishing: publishes,
  rerouted: publishes,
  held: ({ record }) =>
    `${record.requestId} is looked at again, and held on unless ` +
    (isKeptBack(record) ? 'its budget has room by then' : 'its hold has ended by then'),
  'over-budget': ({ record }) =>
    `${record.requestId} ends as over-budget unless there is room for it by then`,
  postponed: ({ record }) =>
    `the silence of ${record.requestId} is looked at, and its request is not published again unless the hold ` +
    'has ended by then',
  unanswered: ({ record }) =>
    `${record.requestId} is given up as unanswered, unless Modigie answers before: it will have said nothing ` +
    `since ${rfc3339(record.quietSince)}`,
  erased: ({ record }) =>
    `${record.requestId} is given up as erased, unless Modigie answers before: nothing says that its request was sent`,
  refused: ({ record }) =>
    `${record.requestId} is given up as refused: no publish of its request was ever taken`,
  'nothing-due': ({ record, moment: { policy } }) =>
    `${record.requestId} is looked at, and goes on waiting until ` +
    `${rfc3339(later(record.quietSince, policy.giveUpMs))}: without its payload nothing can be published`,
  retrying: ({ record }) => `the lead of ${record.requestId} is sent again as ${successorId(record)}`,
  'not-retried': ({ record }) =>
    `the result of ${record.requestId} is delivered, instead of the retry that was set`,
  redelivering: ({ record }) =>
    `the result of ${record.requestId} is published on the results topic (dedupKey ${deliveryKey(record)}), ` +
    'unless its delivery is noted before',
  purged: ({ record }) =>
    `payload, JobV2, tags and requester of ${record.requestId} are removed; its request ID stays taken`,
};

function publishes(attempt: Explained): string {
  const { record, completedAs } = attempt;
  const { requestId, wake } = record;
  const isFirst = isUnsentSuccessor(attempt);
  if (isFirst && completedAs !== null)
    return `${requestId} is withdrawn, not published: ${completedAs} has completed`;
  const how = isReroutable(record) ? ', as its job type is configured by then' : '';
  const unless = wake?.for === 'publish' ? 'a publish is noted before' : 'Modigie answers before';
  const overtaken = isFirst ? '; if an attempt before it has completed, it is withdrawn instead' : '';
  const published = isKnownPublished(record)
    ? `the identical request of ${requestId} is published again`
    : `the request of ${requestId} is published`;
  return `${published}${how}, unless ${unless}${overtaken}`;
}

function triesInWords({ tries }: Wake, outcome: TimerOutcome): string {
  if (tries === 0 || outcome === 'not-retried') return '';
  return outcome === 'retrying'
    ? ' That retry has begun already, and is completed whatever the policy is.'
    : ` This was due ${times(tries)} before, and not noted as done.`;
}

function successorId({ lineage: { rootId, attempt } }: JobRecord): string {
  return attemptId(rootId, attempt + 1);
}
