/** The one pending timer of a job: how each kind is set. */

import { hash32 } from './hash.ts';
import { earliest, type Instant, later } from './instant.ts';
import type { JobRecord, Wake, WakeFor } from './job-record.ts';
import { doubled, type Policy } from './policy.ts';

/** Shards of the timer index. A constant: a record's shard is stored, so fewer shards would orphan timers. */
export const SHARD_COUNT = 8;

export function wakeAt(requestId: string, purpose: WakeFor, at: Instant, tries = 0): Wake {
  return { at, for: purpose, shard: hash32(requestId) % SHARD_COUNT, tries };
}

/**
 * Whoever writes this timer does the work at once; the sweep does it again if the work is not noted in time.
 */
export function wakeIfUndone(
  record: { requestId: string; wake: Wake | null },
  purpose: WakeFor,
  policy: Policy,
  now: Instant,
): Wake {
  const tries = record.wake?.for === purpose ? record.wake.tries + 1 : 0;
  return wakeAt(record.requestId, purpose, later(now, doubled(policy.grace, tries)), tries);
}

/** The next silence limit, never past the moment of giving up. */
export function wakeOnSilence(record: JobRecord, policy: Policy, now: Instant): Wake {
  const limit = later(now, doubled(policy.silence, record.publish.silences));
  return wakeAt(record.requestId, 'silence', earliest(limit, later(record.quietSince, policy.giveUpMs)));
}

export function wakeToPurge(record: JobRecord, policy: Policy, now: Instant): Wake {
  return wakeAt(record.requestId, 'purge', later(record.endedAt ?? now, policy.retentionMs));
}

export function isDue(wake: Wake | null, now: Instant): wake is Wake {
  return wake !== null && wake.at <= now;
}
