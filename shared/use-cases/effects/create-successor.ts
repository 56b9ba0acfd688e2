import type { CreateSuccessorEffect } from '../../jobs/events.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { publishEffect } from '../../jobs/records.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { GatewayContext } from '../context.ts';
import { createOrFind } from '../create-or-find.ts';
import { report } from '../report.ts';
import { formOf } from '../request-form.ts';
import { transition } from '../transition.ts';
import { eraseAfter } from './erase-after.ts';
import type { Performed } from './performed.ts';

/** The successor as it is stored, and the effects that follow for it. */
type Created = Performed & { readonly stored: Stored };

/**
 * Stores the next attempt of a lineage: the successor first, then the note on its predecessor. A crash in
 * between is repeated and finds the successor existing (docs/adr/012-derived-request-ids.md).
 * @throws StoreUnavailableError
 */
export async function createSuccessor(
  context: GatewayContext,
  { record, successor }: CreateSuccessorEffect,
  from: Stored | undefined,
): Promise<Created> {
  const created = await store(context, asConfiguredNow(context, successor));
  const event = { type: 'retried', successorId: successor.requestId } as const;
  const { stored: before } = await transition(context, { requestId: record.requestId, event, from });
  if (!before?.record.erased) return created;
  // The attempt before was erased since this one was decided: its first publish is not made.
  const isWithheld = created.effects.length > 0;
  return eraseAfter(context, { from: created.stored, before: before.record, isWithheld });
}

/** An external job may hold the successor's ID: it answered before this gateway asked, and is adopted. */
async function store(context: GatewayContext, successor: JobRecord): Promise<Created> {
  const created = await createOrFind(context.store, successor);
  if (created.kind === 'created') {
    report(context, { type: 'created' }, successor);
    return { stored: created.stored, effects: publishEffect(successor) };
  }
  const { requestId, origin } = created.stored.record;
  if (origin !== 'external') return { stored: created.stored, effects: [] };
  const event = { type: 'adopted', as: successor } as const;
  const { stored, effects } = await transition(context, { requestId, event, from: created.stored });
  return { stored: stored ?? created.stored, effects };
}

/**
 * A successor has a request ID that nothing was published under, so it travels as its job type is configured
 * now.
 */
function asConfiguredNow(context: GatewayContext, successor: JobRecord): JobRecord {
  const form = formOf(context, successor);
  return form ? { ...successor, publish: { ...successor.publish, form } } : successor;
}
