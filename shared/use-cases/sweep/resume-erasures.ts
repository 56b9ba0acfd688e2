import { type Erasure, isOverdue } from '../../jobs/erasures/erasure.ts';
import type { EraseContext } from '../operate/erasures/erase-context.ts';
import { carryOut } from '../operate/erasures/run-erasure.ts';
import { faultEvent } from '../store-fault.ts';

const MINUTE_MS = 60_000;
const MINUTES_OF_HOUR = 60;
/** Erasures that one sweep goes on with: there is hardly ever one. */
const AT_ONCE = 3;

/**
 * Goes on with erasures that broke off, in the sweep of each full hour, and tells of those that a person has
 * to look at. A fault in one is that of no other.
 */
export async function resumeErasures(context: EraseContext): Promise<void> {
  const minute = Math.floor(context.clock.now() / MINUTE_MS) % MINUTES_OF_HOUR;
  if (minute !== 0) return;
  const unfinished = await context.erasures.unfinished(AT_ONCE).catch((error) => {
    const [name, fields] = faultEvent(error, 'request.failed', 'erasures');
    context.telemetry.emit(name, fields);
    return [];
  });
  for (const { id } of unfinished) await resume(context, id);
}

async function resume(context: EraseContext, id: Erasure['id']): Promise<void> {
  let latest: Erasure | undefined;
  try {
    const stored = await context.erasures.get(id);
    latest = stored?.erasure;
    if (stored) latest = (await carryOut(context, stored)).erasure;
  } catch (error) {
    const [name, fields] = faultEvent(error, 'request.failed', 'erasures');
    context.telemetry.emit(name, { erasure: id, ...fields });
  }
  if (latest && isOverdue(latest, context.clock.now()))
    context.telemetry.emit('erasure.incomplete', { erasure: id });
}
