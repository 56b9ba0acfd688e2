import { type Erasure, isOverdue, isToResume, tried } from '../../jobs/erasures/erasure.ts';
import { type Instant, later } from '../../jobs/instant.ts';
import type { EraseContext } from '../operate/erasures/erase-context.ts';
import { carryOut, RUN_MS } from '../operate/erasures/run-erasure.ts';
import { faultEvent } from '../store-fault.ts';

/** Erasures that one sweep goes on with: there is hardly ever one. */
const AT_ONCE = 3;
/** Unfinished ones that are looked at, of which those that waited longest go first. */
const LOOKED_AT = 50;

/**
 * Goes on with erasures that broke off, an hour after they ran last, and tells of those that a person has to
 * look at. A fault in one is that of no other.
 * @param until none is begun that could go on for longer: the next sweep goes on with it
 */
export async function resumeErasures(context: EraseContext, until: Instant): Promise<void> {
  const unfinished = await context.erasures.unfinished(LOOKED_AT).catch((error) => {
    const [name, fields] = faultEvent(error, 'request.failed', 'erasures');
    context.telemetry.emit(name, fields);
    return [];
  });
  const now = context.clock.now();
  const due = unfinished.filter((erasure) => isToResume(erasure, now));
  const longestFirst = due.toSorted((a, b) => (a.lastRunAt ?? 0) - (b.lastRunAt ?? 0));
  for (const { id } of longestFirst.slice(0, AT_ONCE)) {
    if (later(context.clock.now(), RUN_MS) > until) break;
    await resume(context, id);
  }
}

async function resume(context: EraseContext, id: Erasure['id']): Promise<void> {
  let latest: Erasure | undefined;
  try {
    const stored = await context.erasures.get(id);
    latest = stored?.erasure;
    if (stored) {
      const { kind, erasure } = await carryOut(context, stored);
      latest = erasure;
      // It was not begun: the next one has its turn, and this one again in an hour.
      if (kind === 'too-many')
        await context.erasures.replace(tried(erasure, context.clock.now()), stored.revision);
    }
  } catch (error) {
    const [name, fields] = faultEvent(error, 'request.failed', 'erasures');
    context.telemetry.emit(name, { erasure: id, ...fields });
  }
  if (latest && isOverdue(latest, context.clock.now()))
    context.telemetry.emit('erasure.incomplete', { erasure: id });
}
