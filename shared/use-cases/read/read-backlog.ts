/** The backlog: all that is still to be done, by what it waits for. Each thing is counted once. */
import type { BacklogView } from '../../api/backlog.ts';
import { type Instant, rfc3339 } from '../../jobs/instant.ts';
import type { WakeFor } from '../../jobs/job-record.ts';
import type { DeadLetterStore } from '../../ports/dead-letters.ts';
import type { Holds } from '../../ports/holds.ts';
import type { JobStore } from '../../ports/job-store.ts';

/** All that is counted. */
export interface BacklogSources {
  readonly timers: Pick<JobStore, 'countTimers' | 'oldestDue'>;
  /** @returns how many attempts a hold keeps back; each has a timer to publish */
  readonly countHeld: () => Promise<number>;
  /** @returns how many dead letters nobody has seen to */
  readonly countDeadLetters: () => Promise<number>;
}

/** @returns the sources of a ledger, its holds and its dead letters */
export function backlogOf({
  store,
  holds,
  deadLetters,
}: {
  readonly store: Pick<JobStore, 'count' | 'countTimers' | 'oldestDue'>;
  readonly holds: Pick<Holds, 'list'>;
  readonly deadLetters: Pick<DeadLetterStore, 'count'>;
}): BacklogSources {
  return {
    timers: store,
    countHeld: async () => {
      const names = (await holds.list()).map(({ name }) => name);
      const counts = await Promise.all(names.map((held) => store.count({ held })));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    countDeadLetters: () => deadLetters.count('waiting'),
  };
}

interface Timers {
  readonly due: number;
  readonly later: number;
}

/** @throws StoreUnavailableError */
export async function readBacklog(
  sources: BacklogSources,
  now: Instant,
): Promise<Omit<BacklogView, 'countedAt'>> {
  const { timers } = sources;
  const [publish, silence, retry, undelivered, toPurge, held, deadLetters, oldestDue] = await Promise.all([
    timersFor(sources, 'publish', now),
    timersFor(sources, 'silence', now),
    timersFor(sources, 'retry', now),
    timers.countTimers({ purpose: 'deliver' }),
    // Nearly every job that has ended has one, and none is of interest before its time.
    timers.countTimers({ purpose: 'purge', dueBy: now }),
    sources.countHeld(),
    sources.countDeadLetters(),
    timers.oldestDue(now),
  ]);
  return {
    dueNow: publish.due + silence.due + retry.due + toPurge,
    // The counts are of slightly different moments.
    later: Math.max(0, publish.later + retry.later - held),
    waitingForModigie: silence.later,
    held,
    undelivered,
    deadLetters,
    oldestDueAt: oldestDue === undefined ? null : rfc3339(oldestDue),
  };
}

async function timersFor({ timers }: BacklogSources, purpose: WakeFor, now: Instant): Promise<Timers> {
  const [all, due] = await Promise.all([
    timers.countTimers({ purpose }),
    timers.countTimers({ purpose, dueBy: now }),
  ]);
  return { due, later: Math.max(0, all - due) };
}
