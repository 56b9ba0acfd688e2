import { instant } from '../../jobs/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import { setLongTimer } from './long-timer.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => instant(Date.now()),
  sleep: (ms) => new Promise((resolve) => void setLongTimer(resolve, ms)),
};
