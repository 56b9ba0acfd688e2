import type { Ending } from '../protocol/job-status.ts';
import { attemptId } from './attempt-id.ts';
import { fractionOf } from './hash.ts';
import type { Instant } from './instant.ts';
import type { JobRecord } from './job-record.ts';
import { doubled, type Policy, type RetryRule } from './policy.ts';
import type { RetryRefusal } from './retry-refusals.ts';
import { type OwnStatus, type State, stateOf } from './statuses.ts';

/** Why the gateway does not retry a job by itself. */
export type NoAutomaticRetry = 'external' | 'already-retried' | 'no-rule' | 'attempts-used-up' | 'purged';

/** The rule of the policy by which a job that ended is retried, or why it is not. */
type AutomaticRetry =
  | { readonly rule: RetryRule; readonly refusal?: undefined }
  | { readonly rule?: undefined; readonly refusal: NoAutomaticRetry };

/** @returns the rule by which the gateway retries a job by itself; else the first reason why it does not */
export function automaticRetry(record: JobRecord, policy: Policy): AutomaticRetry {
  const { attempt, retriedBy } = record.lineage;
  if (record.origin === 'external') return { refusal: 'external' };
  if (retriedBy !== null) return { refusal: 'already-retried' };
  const rule = retryRule(record, policy);
  if (!rule) return { refusal: 'no-rule' };
  if (attempt >= policy.maxAttempts) return { refusal: 'attempts-used-up' };
  return record.payload === null ? { refusal: 'purged' } : { rule };
}

/** @returns the first rule of the policy for such an ending, whether or not it may be retried once more */
export function retryRule(record: JobRecord, policy: Policy): RetryRule | undefined {
  return policy.retries.find((candidate) => matches(candidate, record));
}

/**
 * The delay of a retry after the ending: exponential backoff with full jitter, drawn from the successor's ID.
 * @returns milliseconds, or undefined when the gateway does not retry by itself
 */
export function retryDelay(record: JobRecord, policy: Policy): number | undefined {
  const { rule } = automaticRetry(record, policy);
  if (!rule) return undefined;
  const { attempt, rootId } = record.lineage;
  return Math.floor(doubled(rule.backoff, attempt - 1) * fractionOf(attemptId(rootId, attempt + 1)));
}

/** So long Modigie may work on what was replayed, and nobody knows of it. */
const REPLAY_ANSWERED_WITHIN_MS = 86_400_000;

/** @returns why a job may not be retried, or undefined when it may be (docs/protocol.md §4.1). */
export function retryRefusal(record: JobRecord, now: Instant): RetryRefusal | undefined {
  if (record.origin === 'external') return 'external';
  const refusal = refusalOf(stateOf(record));
  // A lead that was paid for stays so, whatever was asked for before.
  if (refusal === 'completed') return refusal;
  if (record.lineage.retriedBy !== null) return 'already-retried';
  if (refusal !== null) return refusal;
  if (record.erased) return 'erased';
  if (record.payload === null) return 'purged';
  return isBeingReplayed(record, now) ? 'being-replayed' : undefined;
}

/** Whether a person has had the request published again since the job was given up. */
function isBeingReplayed({ status, wake, publish, endedAt }: JobRecord, now: Instant): boolean {
  if (status !== 'unanswered') return false;
  if (wake?.for === 'publish') return true;
  const { lastAt } = publish;
  return lastAt !== null && endedAt !== null && lastAt > endedAt && now - lastAt < REPLAY_ANSWERED_WITHIN_MS;
}

function refusalOf(state: State): RetryRefusal | null {
  if (state.by === 'gateway') return REFUSAL_OF_OWN[state.status];
  return state.phase === 'ended' ? REFUSAL_OF_ENDING[state.status] : 'in-progress';
}

/** null: another attempt may follow. Every status has its row; a new one without does not compile. */
const REFUSAL_OF_OWN: Readonly<Record<OwnStatus, RetryRefusal | null>> = {
  accepted: 'in-progress',
  published: 'in-progress',
  refused: 'needs-correction',
  withdrawn: 'completed',
  discarded: 'needs-correction',
  unanswered: null,
  erased: 'erased',
  'over-budget': null,
  reused: 'reused',
};

const REFUSAL_OF_ENDING: Readonly<Record<Ending, RetryRefusal | null>> = {
  completed: 'completed',
  rejected: 'needs-correction',
  canceled: null,
  failed: null,
};

const REFUSALS: ReadonlyMap<string, RetryRefusal | null> = new Map(
  Object.entries({ ...REFUSAL_OF_OWN, ...REFUSAL_OF_ENDING }),
);

/**
 * @param status how a job ended, by the gateway or by Modigie
 * @returns why no attempt may follow such an ending, or null when one may; undefined for any other status
 */
export function refusalAfter(status: string): RetryRefusal | null | undefined {
  return REFUSALS.get(status);
}

function matches(rule: RetryRule, { status, answer }: JobRecord): boolean {
  if (rule.status !== status) return false;
  return (
    rule.reasonTypes === 'any' || (answer?.reasonType != null && rule.reasonTypes.includes(answer.reasonType))
  );
}
