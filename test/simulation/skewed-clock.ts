import { later } from '../../shared/jobs/instant.ts';
import type { Clock } from '../../shared/ports/clock.ts';

const MAX_SKEW_MS = 5 * 60_000;
/** A function's clock jumps so often. */
const SKEW_FOR_MS = 5 * 3_600_000;

/**
 * The clock of one function: minutes apart from the others', and it jumps.
 * @param chance a fraction in [0, 1) for each name of a draw
 */
export function skewedClock(clock: Clock, chance: (draw: string) => number): Clock {
  const skewAt = (now: number) =>
    Math.floor((chance(`skew/${Math.floor(now / SKEW_FOR_MS)}`) - 0.5) * 2 * MAX_SKEW_MS);
  return { now: () => later(clock.now(), skewAt(clock.now())), sleep: (ms) => clock.sleep(ms) };
}
