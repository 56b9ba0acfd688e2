/** The one pending timer of a job: how each kind is set (docs/adr/002-one-timer.md). */
import { hash32 } from './hash.ts';
import { earliest, type Instant, later } from './instant.ts';
import type { JobRecord, Wake, WakeFor } from './job-record.ts';
import type { Moment } from './moment.ts';
import { doubled } from './policy.ts';

/** Shards of the timer index. A constant: a record's shard is stored, so fewer shards would orphan timers. */
export const SHARD_COUNT = 8;

/** @returns the timer of the job `requestId` for `purpose`, due at `at` and not tried yet. */
export function wakeAt(requestId: string, purpose: WakeFor, at: Instant): Wake {
  return { at, for: purpose, shard: hash32(requestId) % SHARD_COUNT, tries: 0 };
}

/**
 * The timer behind work that begins at once: the sweep repeats the work if it is not noted as done in time.
 * Each time it comes due again, it is set further ahead.
 */
export function wakeIfUndone(
  record: Pick<JobRecord, 'requestId' | 'wake'>,
  purpose: WakeFor,
  { policy, now }: Moment,
): Wake {
  const tries = record.wake?.for === purpose ? record.wake.tries + 1 : 0;
  return { ...wakeAt(record.requestId, purpose, later(now, doubled(policy.grace, tries))), tries };
}

/** The next silence limit, never past the moment of giving up. */
export function wakeOnSilence(record: JobRecord, { policy, now }: Moment): Wake {
  const limit = later(now, doubled(policy.silence, record.publish.silences));
  return wakeAt(record.requestId, 'silence', earliest(limit, later(record.quietSince, policy.giveUpMs)));
}

/** The timer that takes personal data out of a record once its retention is over. */
export function wakeToPurge(record: JobRecord, { policy, now }: Moment): Wake {
  return wakeAt(record.requestId, 'purge', later(record.endedAt ?? now, policy.retentionMs));
}

export function isDue(wake: Wake | null, now: Instant): wake is Wake {
  return wake !== null && wake.at <= now;
}
