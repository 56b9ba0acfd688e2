import type { Instant } from './instant.ts';
import type { Policy } from './policy.ts';

/** The moment of a decision: the policy, and the instant by the gateway's own clock. */
export interface Moment {
  readonly policy: Policy;
  readonly now: Instant;
}
