import type { Instant } from './instant.ts';
import type { Policy } from './policy.ts';

/** When something is decided, and by which policy: what every decision depends on besides the record. */
export interface Moment {
  readonly policy: Policy;
  readonly now: Instant;
}
