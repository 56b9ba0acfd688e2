/** Waiting for a job to be final. */

import { WaitTimeout } from './call-errors.ts';
import type { Caller } from './caller.ts';
import type { Job } from './job-state.ts';
import type { CallOptions } from './options.ts';
import { timeLimit } from './platform-timers.ts';
import { unlessAborted } from './retries.ts';
import { either } from './transport.ts';

export interface WaitOptions extends CallOptions {
  /** How long (ms) to wait at most; 120,000 by default, `Infinity` for as long as it takes. */
  readonly timeoutMs?: number | undefined;
}

const DEFAULT_TIMEOUT_MS = 120_000;
const FIRST_POLL_MS = 500;
const LONGEST_POLL_MS = 30_000;
/** It is asked after ever less often: next in this share of the time that has passed. */
const POLL_SHARE = 0.5;

/**
 * Reads a job until it is final; of an attempt that is retried meanwhile, the latest of its lineage.
 * @throws WaitTimeout, and as `Caller.call` does
 */
export async function waitForFinal(
  caller: Caller,
  requestId: string,
  { timeoutMs = DEFAULT_TIMEOUT_MS, signal }: WaitOptions,
): Promise<Job> {
  // Ends a read that takes too long; in the time of `now`, which may be another, the loop looks itself.
  const limit = timeLimit(timeoutMs);
  const options = { signal: either(limit, signal) };
  const since = caller.now();
  let job: Job | undefined;
  let asked = requestId;
  try {
    for (;;) {
      job = (await caller.call('getJob', { requestId: asked }, options)).value;
      if (isLeftBehind(job) && asked !== job.rootId) {
        asked = job.rootId;
        continue;
      }
      if (job.final) return job;
      const passed = caller.now() - since;
      if (passed >= timeoutMs) throw new WaitTimeout(requestId, timeoutMs, job);
      const pause = Math.min(LONGEST_POLL_MS, Math.max(FIRST_POLL_MS, passed * POLL_SHARE));
      const ms = Math.min(pause, timeoutMs - passed);
      await unlessAborted(caller.sleep(ms, options.signal), options.signal);
    }
  } catch (error) {
    if (!limit?.aborted || signal?.aborted) throw error;
    throw new WaitTimeout(requestId, timeoutMs, job);
  }
}

/** Of an attempt that was retried or withdrawn nothing more is heard; the root stands for the lineage. */
function isLeftBehind({ retriedBy, status }: Job): boolean {
  return retriedBy !== null || status === 'withdrawn';
}
