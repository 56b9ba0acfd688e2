import type { EmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { CALL_DEADLINE_MS } from './company.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A share of the rounds begins late, by up to so long. */
const LATE = 0.2;
const LATE_BY_MS = 6 * HOUR;

/**
 * Calls the scheduled function whenever something is due, but at most once a minute, for as long as the world
 * lasts.
 * @param chance a number from 0 to 1 for each name, always the same for the same name
 */
export async function sweepForever(
  { sweep, store }: EmbeddedStack,
  clock: Clock,
  chance: (name: string) => number,
): Promise<void> {
  for (let round = 0; ; round += 1) {
    const lateness = chance(String(round));
    const nextAt = Math.min(
      ...store.records().map(({ wake }) => wake?.at ?? Number.POSITIVE_INFINITY),
      clock.now() + DAY,
    );
    const late = lateness > 1 - LATE ? lateness * LATE_BY_MS : 0;
    await clock.sleep(Math.max(MINUTE, nextAt - clock.now()) + late);
    await Promise.race([
      sweep({ method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) }),
      clock.sleep(CALL_DEADLINE_MS),
    ]);
  }
}
