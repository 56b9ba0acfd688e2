import { verifiedPost } from '../../shared/http/answering.ts';
import { type HttpHandler, json } from '../../shared/http/http.ts';
import type { PushVerifier } from '../../shared/http/push-auth.ts';
import { type Instant, later } from '../../shared/jobs/instant.ts';
import { SHARD_COUNT } from '../../shared/jobs/timers.ts';
import type { EraseContext } from '../../shared/use-cases/operate/erasures/erase-context.ts';
import { continueReleases } from '../../shared/use-cases/operate/holds/releases.ts';
import { advanceDue } from '../../shared/use-cases/operate/operations/advance-due.ts';
import type { OperationsContext } from '../../shared/use-cases/operate/operations/operations-context.ts';
import { faultEvent } from '../../shared/use-cases/store-fault.ts';
import type { NightlyReconciliation } from '../../shared/use-cases/sweep/nightly-reconciliation.ts';
import { resumeErasures } from '../../shared/use-cases/sweep/resume-erasures.ts';
import { sweep } from '../../shared/use-cases/sweep/sweep.ts';

/** All that is due by itself: jobs, releases, erasures, operations, and once a night the books. */
type SweepContext = OperationsContext &
  EraseContext & {
    /** Nothing is reconciled when absent. */
    readonly nightly?: Pick<NightlyReconciliation, 'look'>;
  };

const MINUTE_MS = 60_000;
/**
 * How long (ms) erasures, and the nightly reconciliation, go on after the sweep's time is up: long enough for
 * one of them, so that none waits while each sweep uses up its time. With both, the call ends well before
 * its timeout (infra/functions.tf).
 */
const ERASURES_MS = 45_000;

/**
 * One sweep per call, bounded in time, and operations after it. Called by a scheduler, as often as it likes.
 * @param timeBudgetMs below the function's timeout
 */
export function sweepJobsHandler(
  context: SweepContext,
  verifier: PushVerifier,
  timeBudgetMs: number,
): HttpHandler {
  return verifiedPost(context.telemetry, verifier, async () => {
    // Each minute begins at another shard: if time runs out, it is not always at the expense of the same
    // ones.
    const from = Math.floor(context.clock.now() / MINUTE_MS) % SHARD_COUNT;
    const until = later(context.clock.now(), timeBudgetMs);
    const swept = await sweep(context, timeBudgetMs, from);
    await releasesOf(context);
    await resumeErasures(context, later(until, ERASURES_MS));
    // Operations have what time is left: jobs that are due never wait for them.
    const slices = swept.complete ? await slicesOf(context, until) : 0;
    await context.nightly?.look(later(until, ERASURES_MS));
    return json(200, { ...swept, slices });
  });
}

/** The jobs are swept, whatever becomes of operations. */
async function slicesOf(context: OperationsContext, until: Instant): Promise<number> {
  try {
    return await advanceDue(context, until);
  } catch (error) {
    const [name, fields] = faultEvent(error, 'operation.failed', 'sweep');
    context.telemetry.emit(name, fields);
    return 0;
  }
}

/** A hold that is over may wait for the next sweep. */
async function releasesOf(context: OperationsContext): Promise<void> {
  try {
    await continueReleases(context);
  } catch (error) {
    const [name, fields] = faultEvent(error, 'operation.failed', 'release');
    context.telemetry.emit(name, fields);
  }
}
