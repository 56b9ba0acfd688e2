import type { CreateSuccessorEffect } from '../../jobs/events.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { GatewayContext } from '../context.ts';
import { report } from '../report.ts';
import { transition } from '../transition.ts';

/**
 * Stores the next attempt of a lineage: the successor first, then the note on its predecessor. After a crash
 * in between both are repeated, and the successor exists already (docs/adr/012-derived-request-ids.md).
 * @param from the predecessor as stored
 * @returns the successor, still to be published, or undefined when it existed already
 * @throws StoreUnavailableError
 */
export async function createSuccessor(
  context: GatewayContext,
  { record, successor }: CreateSuccessorEffect,
  from: Stored | undefined,
): Promise<Stored | undefined> {
  const created = await store(context, successor);
  const event = { type: 'retried', successorId: successor.requestId } as const;
  await transition(context, { requestId: record.requestId, event, from });
  return created;
}

async function store(context: GatewayContext, successor: JobRecord): Promise<Stored | undefined> {
  const revision = await context.store.create(successor);
  if (revision === 'exists') return undefined;
  report(context, { type: 'created' }, successor);
  return { record: successor, revision };
}
