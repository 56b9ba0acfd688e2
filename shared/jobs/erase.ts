/** The erasure of one attempt: its text goes for good, and whatever needs text is not done any more. */
import { deliver, end } from './ending.ts';
import type { Decision, EraseAsked } from './events.ts';
import { letGo } from './holds/held-jobs.ts';
import type { JobRecord, Wake } from './job-record.ts';
import type { Moment } from './moment.ts';
import { counted } from './money/room.ts';
import { isSealed, sealed } from './persons/sealed-fingerprint.ts';
import { isNeverSent, withoutText } from './records.ts';
import { wakeOnSilence } from './timers.ts';

/**
 * Request ID, lineage, status and what was charged stay: the ID stays spent. A request that was never sent is
 * not sent any more, and ends as `erased`. One that may have been goes on: its answer is stored by its status
 * alone, and it is given up when none comes. It is neither published again nor retried.
 */
export function onEraseAsked(record: JobRecord, event: EraseAsked, moment: Moment): Decision {
  const open = Math.max(0, record.publish.open - (event.isWithheld ? 1 : 0));
  if (isErased(record, event) && open === record.publish.open) return unchanged(record);
  const next = { ...emptied(record, event, moment), publish: { ...record.publish, open } };
  if (next.origin === 'external' || next.purgedAt !== null)
    return { record: next, effects: [], outcome: ERASED };
  if (isNeverSent(next)) return end({ ...next, status: 'erased' }, ERASED, moment);
  // A retry that was begun may have its successor already, which is then erased for itself.
  if (next.wake?.for === 'retry' && next.wake.tries === 0) return deliver(next, ERASED, moment);
  // A hold keeps nothing back any more.
  const freed = letGo(next, moment.now);
  return { record: { ...freed, wake: remaining(freed, moment) }, effects: [], outcome: ERASED };
}

const ERASED = { type: 'erased' } as const;

function unchanged(record: JobRecord): Decision {
  return { record, effects: [], outcome: { type: 'stale' } };
}

/** One that was marked by hand, or erased without a pepper, may still have its fingerprint. */
function isErased({ erased, fingerprint }: JobRecord, { peppers }: EraseAsked): boolean {
  return erased && (fingerprint === null || isSealed(fingerprint) || peppers.length === 0);
}

function emptied(record: JobRecord, { erasure, peppers }: EraseAsked, { now }: Moment): JobRecord {
  return {
    // Without its payload nothing is published that a budget could have no room for.
    ...withoutText(counted(record)),
    fingerprint: sealed(record.fingerprint, peppers),
    erased: true,
    erasure: record.erasure ?? (erasure === null ? null : { id: erasure, at: now }),
    updatedAt: now,
  };
}

/** Without a payload there is nothing to publish before the time of giving up; all other work goes on. */
function remaining(record: JobRecord, moment: Moment): Wake | null {
  const { wake } = record;
  return wake?.for === 'publish' || wake?.for === 'silence' ? wakeOnSilence(record, moment) : wake;
}
