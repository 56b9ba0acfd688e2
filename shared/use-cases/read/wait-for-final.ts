/** Reading a job once it has ended, so that its reader need not ask again and again. */
import type { View } from '../../api/view.ts';
import { later } from '../../jobs/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import { type ReadContext, readJob } from './read-jobs.ts';

/** Milliseconds between two readings: ever longer ones, up to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 4_000;

export interface WaitingContext extends ReadContext {
  readonly clock: Clock;
}

interface Waiting {
  /** How long to wait for the end, in milliseconds; 0 reads once. */
  readonly waitMs: number;
  readonly view?: View;
}

/**
 * @returns the job as JSON text, ended or as it is when the time is up; at once undefined for an unknown ID
 * @throws RecordUnreadableError
 */
export async function readOnceFinal(
  context: WaitingContext,
  requestId: RequestId,
  { waitMs, view = 'full' }: Waiting,
): Promise<string | undefined> {
  const { clock } = context;
  const until = later(clock.now(), waitMs);
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const job = await readJob(context, requestId, view);
    const left = until - clock.now();
    if (job === undefined || job.isFinal || left <= 0) return job?.text;
    await clock.sleep(Math.min(pause, left));
  }
}
