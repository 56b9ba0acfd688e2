import { verifiedPost } from '../../shared/http/answering.ts';
import { type HttpHandler, json } from '../../shared/http/http.ts';
import type { PushVerifier } from '../../shared/http/push-auth.ts';
import { SHARD_COUNT } from '../../shared/jobs/timers.ts';
import type { EraseContext } from '../../shared/use-cases/operate/erasures/erase-context.ts';
import { resumeErasures } from '../../shared/use-cases/sweep/resume-erasures.ts';
import { sweep } from '../../shared/use-cases/sweep/sweep.ts';

const MINUTE_MS = 60_000;

/**
 * One sweep per call, bounded in time. Called by a scheduler, as often as it likes.
 * @param timeBudgetMs below the function's timeout
 */
export function sweepJobsHandler(
  context: EraseContext,
  verifier: PushVerifier,
  timeBudgetMs: number,
): HttpHandler {
  return verifiedPost(context.telemetry, verifier, async () => {
    // Each minute begins at another shard: if time runs out, it is not always at the expense of the same
    // ones.
    const from = Math.floor(context.clock.now() / MINUTE_MS) % SHARD_COUNT;
    const result = await sweep(context, timeBudgetMs, from);
    await resumeErasures(context);
    return json(200, result);
  });
}
