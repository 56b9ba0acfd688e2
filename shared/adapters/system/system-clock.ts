import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '../../jobs/instant.ts';
import type { Clock } from '../../ports/clock.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => instant(Date.now()),
  sleep: async (ms) => void (await sleep(ms)),
};
