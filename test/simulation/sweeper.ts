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
  stack: EmbeddedStack,
  clock: Clock,
  chance: (name: string) => number,
): Promise<void> {
  for (let round = 0; ; round += 1) {
    const lateness = chance(String(round));
    const late = lateness > 1 - LATE ? lateness * LATE_BY_MS : 0;
    await untilDue(stack, clock);
    await clock.sleep(MINUTE + late);
    await Promise.race([
      stack.sweep({ method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) }),
      clock.sleep(CALL_DEADLINE_MS),
    ]);
  }
}

/**
 * Looks every hour, for a day at most: a timer that is set meanwhile is seen, as a sweep each minute sees it.
 */
async function untilDue({ stores: { jobs, holds } }: EmbeddedStack, clock: Clock): Promise<void> {
  for (const until = clock.now() + DAY; clock.now() < until; ) {
    const ends = (await holds.list()).map((hold) => (hold.ended ? clock.now() : (hold.until ?? until)));
    const nextAt = Math.min(...ends, ...jobs.records().map(({ wake }) => wake?.at ?? until));
    if (nextAt <= clock.now()) return;
    await clock.sleep(Math.min(HOUR, nextAt - clock.now()));
  }
}
