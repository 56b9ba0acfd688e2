import type { Instant } from '../jobs/instant.ts';

/** Time from outside, so that tests and simulations own it. */
export interface Clock {
  now(): Instant;
  /** @param ms how long to wait, in milliseconds */
  sleep(ms: number): Promise<void>;
}
