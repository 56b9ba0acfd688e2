import { attemptId } from '../../../jobs/attempt-id.ts';
import type { ErasureId } from '../../../jobs/erasures/erasure-id.ts';
import { isSealed } from '../../../jobs/persons/sealed-fingerprint.ts';
import { isNeverSent } from '../../../jobs/records.ts';
import { RecordUnreadableError, StoreUnavailableError } from '../../../ports/errors.ts';
import type { Stored } from '../../../ports/job-store.ts';
import type { RequestId } from '../../../protocol/request-id.ts';
import type { GatewayContext } from '../../context.ts';
import { perform } from '../../effects/perform.ts';
import { faultEvent } from '../../store-fault.ts';
import { transition } from '../../transition.ts';
import type { Lineage } from './find-lineages.ts';

export interface LineageErased {
  readonly found: number;
  readonly erased: number;
  /** Of those, how many have a fingerprint that is not keyed. */
  readonly unkeyed: number;
  /** Request IDs that Modigie may have heard of. */
  readonly sent: readonly RequestId[];
}

/**
 * Erases a lineage from its root on: once that is erased, nothing is retried by its text. An attempt that is
 * made meanwhile is met behind the last one, or erases itself before it is published (`eraseAfter`). A fault
 * leaves the rest of it, and is logged.
 */
export async function eraseLineage(
  context: GatewayContext,
  { rootId, attempts }: Lineage,
  erasure: ErasureId,
): Promise<LineageErased> {
  const emptied: Stored[] = [];
  let found = attempts.length;
  try {
    for (const { requestId } of attempts) emptied.push(...(await erase(context, requestId, erasure)));
    for (let next = await successor(context, rootId, emptied); next; ) {
      found += 1;
      emptied.push(...(await erase(context, next, erasure)));
      next = await successor(context, rootId, emptied);
    }
  } catch (error) {
    if (!(error instanceof StoreUnavailableError) && !(error instanceof RecordUnreadableError)) throw error;
    const [name, fields] = faultEvent(error, 'record.unreadable', 'erase');
    context.telemetry.emit(name, { rootId, ...fields });
  }
  const records = emptied.map(({ record }) => record);
  return {
    found,
    erased: records.length,
    unkeyed: records.filter(({ fingerprint }) => fingerprint !== null && !isSealed(fingerprint)).length,
    sent: records
      .filter((record) => !isNeverSent({ ...record, endedAt: null }))
      .map(({ requestId }) => requestId),
  };
}

/** @returns the record as it is emptied; none of one that is gone */
async function erase(
  context: GatewayContext,
  requestId: RequestId,
  erasure: ErasureId,
): Promise<readonly Stored[]> {
  const event = { type: 'erase-asked', erasure, peppers: context.peppers } as const;
  const { stored, effects } = await transition(context, { requestId, event });
  const emptied = await perform(context, effects, stored);
  return emptied ? [emptied] : [];
}

async function successor(
  { store }: GatewayContext,
  rootId: RequestId,
  emptied: readonly Stored[],
): Promise<RequestId | undefined> {
  const last = emptied.at(-1)?.record.lineage.attempt;
  const next = last === undefined ? undefined : await store.get(attemptId(rootId, last + 1));
  return next?.record.lineage.rootId === rootId ? next.record.requestId : undefined;
}
