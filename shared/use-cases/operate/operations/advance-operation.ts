import { earliest, type Instant } from '../../../jobs/instant.ts';
import type { Operation } from '../../../jobs/operations/operation.ts';
import {
  abortedUnbegun,
  beginsAt,
  claimed,
  progressed,
} from '../../../jobs/operations/operation-progress.ts';
import type { StoredOperation } from '../../../ports/operation-store.ts';
import type { OperationsContext } from './operations-context.ts';
import { reportEnd, reportGivenUp } from './report-operation.ts';
import { workOnPage } from './work-on-page.ts';

export interface Slice {
  /** When it ends at the latest, the page aside that is worked on then. */
  readonly until: Instant;
  /** Whether the next page is waited for where the rate puts it off. */
  readonly waits: boolean;
}

/**
 * Works on an operation for a slice of time, page by page. The write that moves its timer claims it, as with
 * a job: of two who take it up at once, one does. Each page is one write, which also claims the next.
 * @returns the operation as it was left; `from` itself where somebody else works on it
 * @throws StoreUnavailableError: its timer then has the page worked on again
 */
export async function advanceOperation(
  context: OperationsContext,
  from: StoredOperation,
  { until, waits }: Slice,
): Promise<Operation> {
  let current = await claim(context, from);
  while (current?.operation.wake?.claimed) {
    const { operation } = current;
    const startedAt = beginsAt(operation, context.clock.now());
    const waitMs = startedAt - context.clock.now();
    if (waitMs > 0) {
      await context.clock.sleep(waitMs);
      const stopped = await abortedMeanwhile(context, operation);
      if (stopped) return stopped;
    }
    const done = await workOnPage(context, operation);
    const at = context.clock.now();
    const work = { ...done, startedAt, worksUntil: waits ? until : earliest(until, at) };
    const next = await writeProgress(context, current, (latest) => progressed(latest, work, at));
    if (!next) return operation;
    current = next;
  }
  return current?.operation ?? from.operation;
}

/** @returns undefined where somebody else works on it */
async function claim(
  context: OperationsContext,
  from: StoredOperation,
): Promise<StoredOperation | undefined> {
  const current = await write(context, from, claimed(from.operation, context.clock.now()));
  if (current && current.operation.pages > from.operation.pages) reportGivenUp(context, current.operation);
  return current;
}

/** @returns the operation as it ended, where it was aborted while its next page waited */
async function abortedMeanwhile(
  context: OperationsContext,
  { id, pages }: Operation,
): Promise<Operation | undefined> {
  const latest = await context.operations.get(id);
  if (latest?.operation.state !== 'aborting' || latest.operation.pages !== pages) return undefined;
  return (await write(context, latest, abortedUnbegun(latest.operation, context.clock.now())))?.operation;
}

/** Meanwhile it may have been aborted; anything else that was written, somebody else wrote who took it up. */
async function writeProgress(
  context: OperationsContext,
  from: StoredOperation,
  progress: (operation: Operation) => Operation,
): Promise<StoredOperation | undefined> {
  const written = await write(context, from, progress(from.operation));
  if (written) return written;
  const latest = await context.operations.get(from.operation.id);
  const isAbort = latest?.operation.state === 'aborting' && latest.operation.pages === from.operation.pages;
  return isAbort ? write(context, latest, progress(latest.operation)) : undefined;
}

/** @returns undefined when it has changed since */
async function write(
  context: OperationsContext,
  { revision }: StoredOperation,
  operation: Operation,
): Promise<StoredOperation | undefined> {
  const written = await context.operations.replace(operation, revision);
  if (written === 'conflict') return undefined;
  if (operation.wake === null) reportEnd(context, operation);
  return { operation, revision: written };
}
