import { attemptId } from '../../jobs/attempt-id.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { isKnownPublished } from '../../jobs/records.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import { isUnreadable, type Stored } from '../../ports/job-store.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { transition } from '../transition.ts';
import type { Performed } from './performed.ts';

/**
 * Looks at the attempts before a successor, before that is published for the first time. One that was never
 * answered may have completed since a person asked for another: then the successor is withdrawn, or the lead
 * would be charged twice (docs/adr/012-derived-request-ids.md). The note of the successor on its predecessor
 * is made up for, if a crash lost it.
 * @returns undefined when the request may be published
 * @throws StoreUnavailableError, also for an attempt that only a newer version can read
 */
export async function withdrawIfOvertaken(
  context: GatewayContext,
  from: Stored,
): Promise<Performed | undefined> {
  const { requestId, lineage } = from.record;
  if (lineage.retryOf === null || isKnownPublished(from.record)) return undefined;
  const earlier = await readable(context, earlierIds(from.record));
  // An answer may come in between: the note meets it.
  const noted = await noteOn(context, earlier, from.record);
  const isCompleted = [...earlier, noted].some((attempt) => attempt?.record.status === 'completed');
  if (!isCompleted) return undefined;
  const { stored } = await transition(context, { requestId, event: { type: 'overtaken' }, from });
  return { stored, effects: [] };
}

/** @returns the predecessor once the successor is noted on it; undefined where nothing was to be noted */
async function noteOn(
  context: GatewayContext,
  earlier: readonly Stored[],
  { requestId: successorId, lineage }: JobRecord,
): Promise<Stored | undefined> {
  const predecessor = earlier.find(({ record }) => record.requestId === lineage.retryOf);
  if (predecessor?.record.lineage.retriedBy !== null) return undefined;
  const { requestId } = predecessor.record;
  const event = { type: 'retried', successorId } as const;
  return (await transition(context, { requestId, event, from: predecessor })).stored;
}

function earlierIds({ lineage }: JobRecord): RequestId[] {
  return Array.from({ length: lineage.attempt - 1 }, (_, i) =>
    i === 0 ? lineage.rootId : attemptId(lineage.rootId, i + 1),
  );
}

/** A record that a person has spoilt holds nothing up: it may stay so for long. */
async function readable({ store }: GatewayContext, requestIds: readonly RequestId[]): Promise<Stored[]> {
  const read = await store.getMany(requestIds);
  if (read.some((one) => one && isUnreadable(one) && one.reason === 'newer-format'))
    throw new StoreUnavailableError();
  return read.filter((one): one is Stored => one !== undefined && !isUnreadable(one));
}
