/** Jobs that were under way when a gateway with a synthetic repository ended, which has forgotten them. */
import { type Instant, later } from '../../shared/jobs/instant.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { Policy } from '../../shared/jobs/policy.ts';
import { SHARD_COUNT, wakeAt } from '../../shared/jobs/timers.ts';
import type { JobStore, Stored } from '../../shared/ports/job-store.ts';

interface Resuming {
  readonly now: Instant;
  readonly policy: Pick<Policy, 'giveUpMs'>;
  /** How many are written at once. */
  readonly atOnce?: number;
}

/**
 * Makes their timers due, so that the sweep publishes the identical requests again, and does at once what the
 * process had begun. Their silence begins now: nothing could be heard while no process ran.
 * @param jobs of a gateway that has not begun
 * @returns how many go on
 * @throws StoreUnavailableError
 */
export async function resumeJobs(
  jobs: Pick<JobStore, 'due' | 'replaceAll'>,
  resuming: Resuming,
): Promise<number> {
  let resumed = 0;
  for (let shard = 0; shard < SHARD_COUNT; shard += 1)
    for await (const page of pagesOf(jobs, shard, resuming))
      resumed += await resume(jobs, page, resuming.now);
  return resumed;
}

/** No timer of a job that is under way is later than the end of its silence. */
async function* pagesOf(
  jobs: Pick<JobStore, 'due'>,
  shard: number,
  { now, policy, atOnce = 500 }: Resuming,
): AsyncGenerator<readonly Stored[]> {
  let after: Stored | undefined;
  do {
    const page = await jobs.due({ shard, now: later(now, policy.giveUpMs), after, limit: atOnce });
    yield page;
    after = page.length === atOnce ? page.at(-1) : undefined;
  } while (after !== undefined);
}

/** A job that was resumed has its timer behind that of the page, and is met again. */
async function resume(
  jobs: Pick<JobStore, 'replaceAll'>,
  page: readonly Stored[],
  now: Instant,
): Promise<number> {
  const toResume = page.filter(({ record }) => isToResume(record, now));
  const outcomes = await jobs.replaceAll(
    toResume.map(({ record, revision }) => ({ record: resumedAt(record, now), expected: revision })),
  );
  for (const outcome of outcomes) if (outcome instanceof Error) throw outcome;
  return toResume.length;
}

/** One that is held waits for its release, and its silence begins then. */
function isToResume({ held, wake, quietSince, endedAt }: JobRecord, now: Instant): boolean {
  if (held !== null || wake === null || wake.for === 'purge') return false;
  return wake.at !== now || (endedAt === null && quietSince !== now);
}

function resumedAt(record: JobRecord, now: Instant): JobRecord {
  const quietSince = record.endedAt === null ? now : record.quietSince;
  const purpose = record.wake?.for ?? 'silence';
  return { ...record, quietSince, wake: wakeAt(record.requestId, purpose, now) };
}
