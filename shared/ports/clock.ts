import type { Instant } from '../jobs/instant.ts';

/** The time that the gateway lives in: the machine's, or a virtual one (docs/adr/005-virtual-time.md). */
export interface Clock {
  now(): Instant;
  /** @param ms how long to wait, in milliseconds */
  sleep(ms: number): Promise<void>;
}
