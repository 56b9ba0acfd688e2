/** Invariants of every write, of every acknowledgement and of any moment. */
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import { isEnding, stageOf } from '../../shared/protocol/job-status.ts';

export class Violated extends Error {}

export function check(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Violated(what);
}

/** Every way a lineage can end; a lineage that has not is waiting. */
const ENDINGS = [
  'completed',
  'failed',
  'canceled',
  'rejected',
  'refused',
  'discarded',
  'unanswered',
  'erased',
  'over-budget',
  'reused',
] as const;
/** Of these a lead may be sent again; of the last two only because a person asks for it. */
const RETRYABLE: ReadonlySet<string | undefined> = new Set([
  'failed',
  'canceled',
  'unanswered',
  'over-budget',
]);

/**
 * State never goes backwards; no unfinished job without a timer; who a job is never changes.
 * @param shared whether another system requested a job under this ID, too: then an answer may be about that
 * one
 */
export function checkWrite(before: JobRecord | undefined, after: JobRecord, shared: boolean): void {
  const { requestId } = after;
  check(
    after.endedAt !== null || after.wake !== null || (after.origin === 'external' && after.purgedAt !== null),
    `${requestId} is unfinished and has no timer`,
  );
  check(
    after.purgedAt === null ||
      (after.wake === null &&
        after.payload === null &&
        (after.answer ?? after.reused)?.job == null &&
        after.tags.length === 0),
    `${requestId} was purged and is not empty`,
  );
  check(
    after.purgedAt !== null || after.endedAt === null || after.wake !== null,
    `${requestId} has ended and will never be purged`,
  );
  if (before && !(shared && isGivenUp(before, after))) checkChange(before, after);
}

/** An external record becomes ours, or a job turns out not to be the one that its answers are about. */
function isGivenUp(before: JobRecord, after: JobRecord): boolean {
  return (before.origin === 'external' && after.origin === 'gateway') || after.status === 'discarded';
}

function checkChange(before: JobRecord, after: JobRecord): void {
  const { requestId } = after;
  check(
    before.requestId === requestId &&
      (before.fingerprint === after.fingerprint || (after.erased && !before.erased)) &&
      before.lineage.rootId === after.lineage.rootId,
    `${requestId} changed who it is`,
  );
  check(
    before.lineage.retriedBy === null || before.lineage.retriedBy === after.lineage.retriedBy,
    `${requestId} has two successors`,
  );
  // A lead that no budget had room for may have been purged before it is submitted again.
  const isSubmittedAgain = before.status === 'over-budget' && before.payload === null;
  check(
    after.payload === null || after.payload === before.payload || isSubmittedAgain,
    `${requestId} changed its payload`,
  );
  check(
    progressOf(after) >= progressOf(before),
    `${requestId} went back from ${before.status} to ${after.status}`,
  );
  check(
    before.publish.messageIds.length <= after.publish.messageIds.length,
    `${requestId} forgot a message that it was published as`,
  );
  if (!before.answer) return;
  check(after.answer !== null, `${requestId} forgot its answer`);
  check(!isEarlier(after.answer, before.answer), `${requestId} took an older answer`);
  check(
    before.purgedAt === null || after.purgedAt !== null || isEarlier(before.answer, after.answer),
    `${requestId} came back from its purge`,
  );
}

/**
 * Accepted, published, then Modigie's own: never the other way. One that no budget had room for was not sent.
 */
function progressOf({ status, answer }: JobRecord): number {
  if (answer) return 2;
  return status === 'accepted' || status === 'over-budget' || status === 'reused' ? 0 : 1;
}

/**
 * Which of two states of a job is the earlier, told without the product's own code (docs/protocol.md §4.3).
 */
function isEarlier(a: StatedVersion, b: StatedVersion): boolean {
  if (finality(a.status) !== finality(b.status)) return finality(a.status) < finality(b.status);
  return a.version === b.version ? stageOf(a.status).rank < stageOf(b.status).rank : a.version < b.version;
}

interface StatedVersion {
  readonly status: string;
  readonly version: string;
}

/**
 * A message is acknowledged only once the store has it, or something later.
 * @param record what is stored of the job
 */
export function checkAcknowledged(
  stated: StatedVersion & { readonly id: string },
  record: JobRecord | undefined,
): void {
  check(record?.answer != null, `an answer for ${stated.id} was acknowledged, and is not stored`);
  check(
    !isEarlier(record.answer, stated),
    `${stated.status} of ${stated.id} was acknowledged, and ${record.answer.status} is stored`,
  );
}

/**
 * A successor comes after an attempt that may be sent again.
 * @param endedAs the status for which its predecessor's retry was decided
 */
export function checkSuccessor({ requestId, lineage }: JobRecord, endedAs: string | undefined): void {
  if (lineage.attempt > 1)
    check(RETRYABLE.has(endedAs), `${requestId} was made although ${lineage.retryOf} was ${endedAs}`);
}

/** Endings that are sent again by themselves, and how often; told without the product's own table. */
export function checkAutomaticRetry({ requestId, status, answer, lineage }: JobRecord): void {
  const canceled =
    status === 'canceled' &&
    ['JobCancelReason', 'JobCancelByModigieReason'].includes(answer?.reasonType ?? '');
  check(
    status === 'failed' || canceled,
    `${requestId} is sent again by itself after ${status} (${answer?.reasonType})`,
  );
  check(
    lineage.attempt < 3 && lineage.retriedBy === null,
    `${requestId} is sent again by itself, although it is attempt ${lineage.attempt}`,
  );
}

/**
 * The balance that holds at any moment: every lineage is accounted for once, and every acknowledged one is
 * there.
 * @returns how many lineages there are of each ending, and how many wait
 */
export function checkBalance(
  records: readonly JobRecord[],
  acknowledged: ReadonlySet<string>,
): Readonly<Record<string, number>> {
  const lineages = lineagesOf(records);
  for (const rootId of acknowledged)
    check(lineages.has(rootId), `${rootId} was acknowledged and is not there`);
  const counts: Record<string, number> = Object.fromEntries([...ENDINGS, 'waiting'].map((name) => [name, 0]));
  for (const last of lineages.values()) {
    const ending = last.endedAt !== null && last.wake?.for !== 'retry' ? last.status : 'waiting';
    counts[ending] = (counts[ending] ?? 0) + 1;
  }
  const accounted = [...ENDINGS, 'waiting'].reduce((sum, name) => sum + (counts[name] ?? 0), 0);
  check(
    accounted === lineages.size,
    `${lineages.size} accepted, ${accounted} accounted for: ${JSON.stringify(counts)}`,
  );
  return counts;
}

/**
 * By root, the attempt by which each lineage of ours is told: the last that completed, else the last that was
 * not withdrawn.
 */
export function lineagesOf(records: readonly JobRecord[]): ReadonlyMap<string, JobRecord> {
  const telling = new Map<string, JobRecord>();
  for (const record of records) {
    if (record.origin === 'external' || record.status === 'withdrawn') continue;
    const { rootId } = record.lineage;
    const other = telling.get(rootId);
    if (!other || counts(record) > counts(other)) telling.set(rootId, record);
  }
  return telling;
}

function counts({ status, lineage }: JobRecord): number {
  return lineage.attempt + (status === 'completed' ? 1_000 : 0);
}

function finality(status: string): number {
  return isEnding(status) ? stageOf(status).rank : 0;
}
