/** The one pending timer of a job: how it is set for each purpose (docs/adr/002-one-timer.md). */
import { hash32 } from './hash.ts';
import { earliest, type Instant, later } from './instant.ts';
import type { JobRecord, Wake, WakeFor } from './job-record.ts';
import type { Moment } from './moment.ts';
import { doubled } from './policy.ts';

/** Shards of the index of timers. Never fewer: a record keeps its shard, and its timer would be orphaned. */
export const SHARD_COUNT = 8;

/** @returns the timer of the job `requestId` for `purpose`, due at `at` and not tried yet. */
export function wakeAt(requestId: string, purpose: WakeFor, at: Instant): Wake {
  return { at, for: purpose, shard: hash32(requestId) % SHARD_COUNT, tries: 0 };
}

/**
 * The timer behind work that begins at once: the sweep repeats the work unless it is noted as done in time.
 * Each time that it comes due again, it is set further ahead.
 */
export function wakeIfUndone(
  record: Pick<JobRecord, 'requestId' | 'wake'>,
  purpose: WakeFor,
  { policy, now }: Moment,
): Wake {
  const tries = record.wake?.for === purpose ? record.wake.tries + 1 : 0;
  return { ...wakeAt(record.requestId, purpose, later(now, doubled(policy.grace, tries))), tries };
}

/**
 * The timer of the next silence limit, never later than the instant of giving up. Without a payload there is
 * nothing to publish again before that.
 */
export function wakeOnSilence(record: JobRecord, { policy, now }: Moment): Wake {
  const givesUp = later(record.quietSince, policy.giveUpMs);
  const limit = later(now, doubled(policy.silence, record.publish.silences));
  const at = record.payload === null ? givesUp : earliest(limit, givesUp);
  return wakeAt(record.requestId, 'silence', at);
}

/** The timer that takes personal data out of a record once its retention is over. */
export function wakeToPurge(record: JobRecord, { policy, now }: Moment): Wake {
  return wakeAt(record.requestId, 'purge', later(record.endedAt ?? now, policy.retentionMs));
}

export function isDue(wake: Wake | null, now: Instant): wake is Wake {
  return wake !== null && wake.at <= now;
}
