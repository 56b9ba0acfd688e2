import { earliest, type Instant, later } from '../../../jobs/instant.ts';
import type { StoredOperation } from '../../../ports/operation-store.ts';
import { advanceOperation } from './advance-operation.ts';
import type { OperationsContext } from './operations-context.ts';
import { reportFault } from './report-operation.ts';

/** Operations that are looked at together: they take turns, a slice each. */
const AT_ONCE = 50;
/** How long (ms) a slice is where others wait for theirs. */
const SLICE_MS = 10_000;

/**
 * Works on the operations that are due, a slice each and then again, until none is due or the time is up. An
 * operation whose work fails holds up no other: its timer has moved ahead.
 * @param until after which no further page is begun: those that wait for one are the first of the next sweep
 * @returns how many slices were worked
 * @throws StoreUnavailableError when it cannot be told which are due
 */
export async function advanceDue(context: OperationsContext, until: Instant): Promise<number> {
  const failed = new Set<string>();
  let slices = 0;
  while (context.clock.now() < until) {
    const due = await context.operations.due(context.clock.now(), AT_ONCE);
    const next = due.filter(({ operation }) => !failed.has(operation.id));
    if (next.length === 0) break;
    const turn = await sliceOfEach(context, next, until);
    for (const id of turn.failed) failed.add(id);
    slices += turn.slices;
  }
  return slices;
}

/** @returns how many had a slice in time, and the IDs of those whose work failed */
async function sliceOfEach(context: OperationsContext, due: readonly StoredOperation[], until: Instant) {
  const failed: string[] = [];
  let slices = 0;
  for (const stored of due) {
    const now = context.clock.now();
    if (now >= until) break;
    const end = due.length === 1 ? until : earliest(until, later(now, SLICE_MS));
    if (!(await advanced(context, stored, end))) failed.push(stored.operation.id);
    slices += 1;
  }
  return { slices, failed };
}

/** @returns whether it could be worked on */
async function advanced(
  context: OperationsContext,
  stored: StoredOperation,
  until: Instant,
): Promise<boolean> {
  try {
    await advanceOperation(context, stored, { until, waits: true });
    return true;
  } catch (error) {
    reportFault(context, stored.operation, error);
    return false;
  }
}
