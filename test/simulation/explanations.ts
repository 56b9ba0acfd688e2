/** An explanation says all that its records say, nothing else, and nothing of a person. */

import { explain } from '../../shared/jobs/explain/explain.ts';
import { SENTENCES, type Sentence } from '../../shared/jobs/explain/sentence.ts';
import type { Hold } from '../../shared/jobs/holds/hold.ts';
import type { Instant } from '../../shared/jobs/instant.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { Moment } from '../../shared/jobs/moment.ts';
import { check } from './invariants.ts';

const DAY = 86_400_000;

/** Endings after which a person may send a lead again; told without the product's own table. */
const RETRYABLE = new Set<string>(['failed', 'canceled', 'unanswered', 'over-budget']);

const STATUSES = new Set<string>([
  ...[
    'accepted',
    'published',
    'refused',
    'withdrawn',
    'discarded',
    'unanswered',
    'erased',
    'over-budget',
    'reused',
  ],
  ...['created', 'validated', 'enqueued', 'dispatching', 'processing'],
  ...['completed', 'rejected', 'canceled', 'failed'],
]);

/** Marks of a value that was never put into words. */
const UNSAID = /undefined|null|NaN|\[object|=>/;

/**
 * @param lineage attempts of one lineage, oldest first
 * @returns its sentences
 */
export function checkExplained(
  lineage: readonly JobRecord[],
  { holds = [], ...moment }: Moment & { readonly holds?: readonly Hold[] },
): readonly Sentence[] {
  for (const record of lineage) checkAttempt(record, explain([record], { ...moment, holds }), moment.now);
  const sentences = explain(lineage, { ...moment, holds });
  const due = sentences.filter(isDue).map(({ at }) => at);
  check(
    same(
      due,
      lineage.flatMap(({ wake }) => (wake ? [wake.at] : [])),
    ),
    `${lineage[0]?.requestId} is explained with other timers than it has`,
  );
  return sentences;
}

function checkAttempt(record: JobRecord, sentences: readonly Sentence[], now: Instant): void {
  const { requestId, wake, purgedAt, erased, lineage } = record;
  const tells = (holds: boolean, what: string) => check(holds, `the explanation of ${requestId} ${what}`);
  const codes = sentences.map(({ code }) => code);
  for (const { code, text } of sentences) {
    tells(Object.hasOwn(SENTENCES, code), `has an unknown sentence ${code}`);
    tells(text.length > 10 && text.length < 800 && !UNSAID.test(text), `has no words for ${code}: ${text}`);
    tells(!personIn(record).some((word) => text.includes(word)), `tells of a person in ${code}`);
  }
  tells(new Set(codes).size === codes.length, `says something twice: ${codes}`);
  const due = sentences.filter(isDue);
  tells(due.length === (wake ? 1 : 0), `has ${due.length} timers`);
  tells(codes.includes('nothing-due') !== (wake !== null), 'does not know whether anything is due');
  if (wake)
    tells(same([due[0]?.code, due[0]?.at], [`due-${wake.for}`, wake.at]), `has a timer of another job`);
  // One that was given up may be replayed by hand: it stays final unless it is answered.
  const isReplayed = record.status === 'unanswered' && wake?.for === 'publish';
  const isFinal =
    record.endedAt !== null && wake?.for !== 'retry' && !isReplayed && lineage.retriedBy === null;
  if (isFinal)
    tells(
      due.every(({ code }) => code === 'due-deliver' || code === 'due-purge'),
      'says that a final job goes on',
    );
  tells(codes.includes('purged') === (purgedAt !== null), 'does not know of the purge');
  tells(codes.includes('erased') === erased, 'does not know of the erasure');
  tells(codes.includes('retried') === wasRetried(record), 'does not know of the retry');
  tells(codes.includes('retryable') === mayBeRetried(record, now), 'is wrong about a retry by hand');
  tells(codes.includes('unknown-status') === isUnknown(record), 'is wrong about its status');
}

function isDue({ code }: Sentence): boolean {
  return code.startsWith('due-');
}

function wasRetried({ endedAt, origin, lineage }: JobRecord): boolean {
  return endedAt !== null && origin === 'gateway' && lineage.retriedBy !== null;
}

function mayBeRetried(record: JobRecord, now: Instant): boolean {
  const { status, origin, payload, lineage } = record;
  const isLast = origin === 'gateway' && lineage.retriedBy === null;
  return isLast && payload !== null && RETRYABLE.has(status) && !wasJustReplayed(record, now);
}

/** Modigie may work on what it has been asked again, and the company cannot know. */
function wasJustReplayed({ status, wake, publish, endedAt }: JobRecord, now: Instant): boolean {
  const { lastAt } = publish;
  const isNoted = lastAt !== null && endedAt !== null && lastAt > Math.max(endedAt, now - DAY);
  return status === 'unanswered' && (wake?.for === 'publish' || isNoted);
}

function isUnknown({ status, answer }: JobRecord): boolean {
  return !STATUSES.has(status) || (answer !== null && !STATUSES.has(answer.status));
}

/** Names, addresses and numbers in its payload and tags: longer ones, which are in nothing else. */
function personIn({ payload, tags }: JobRecord): string[] {
  const person = payload === null ? {} : (JSON.parse(payload)['person'] ?? {});
  return [...tags, ...Object.values<unknown>(person)].filter(
    (value): value is string => typeof value === 'string' && value.length > 3,
  );
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
