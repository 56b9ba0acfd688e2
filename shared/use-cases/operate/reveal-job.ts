/** The payload and the JobV2 of an attempt, shown to a person; the audit tells that they were. */
import { actOf } from '../../jobs/audit-entry.ts';
import type { Instant } from '../../jobs/instant.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { latestJobOf } from '../read/job-view.ts';
import { type ActAsked, attemptAsked } from './act-asked.ts';
import { audited, type OperateContext } from './audited.ts';

export type RevealResult =
  /** Nothing is left where neither payload nor JobV2 is there: they were purged, or erased. */
  { readonly kind: 'revealed' | 'nothing-left'; readonly record: JobRecord } | { readonly kind: 'not-found' };

/**
 * Changes nothing. Each time is an act of its own, and so is a call that is repeated: data went out again.
 * @throws StoreUnavailableError when it could not be told beforehand: then nothing is shown
 */
export async function revealJob(context: OperateContext, asked: ActAsked): Promise<RevealResult> {
  const meant = await attemptAsked(context, asked);
  if (!meant) return { kind: 'not-found' };
  const { record } = meant;
  const { caller, clock } = context;
  const { reason } = asked;
  const act = { actor: caller.email, action: 'reveal', target: record.requestId, reason } as const;
  const shown = { kind: outcomeOf(record), record };
  return audited(context, actOf(act, lookedAt(clock.now(), reason)), async () => shown);
}

/** @returns the occasion of a look: two that are one in the audit differ in nothing that it tells */
export function lookedAt(now: Instant, reason: string | null): string {
  return JSON.stringify([now, reason]);
}

function outcomeOf(record: JobRecord): 'revealed' | 'nothing-left' {
  return record.payload === null && latestJobOf(record) === null ? 'nothing-left' : 'revealed';
}

/** @returns the JSON text that is shown, with payload and JobV2 spliced in as the texts that they came as */
export function revealedText(record: JobRecord): string {
  const { requestId, payload } = record;
  const known = JSON.stringify({ requestId, reason: whyWithoutPayload(record) });
  return `${known.slice(0, -1)},"payload":${payload ?? 'null'},"job":${latestJobOf(record) ?? 'null'}}`;
}

/** Why there is no payload; null where there is one. */
function whyWithoutPayload({
  payload,
  erased,
  purgedAt,
}: JobRecord): 'erased' | 'purged' | 'external' | null {
  if (payload !== null) return null;
  if (erased) return 'erased';
  return purgedAt === null ? 'external' : 'purged';
}
