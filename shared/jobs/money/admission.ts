/** The answer of its budgets to a lineage that asks to be requested (docs/money.md). */
import type { Instant } from '../instant.ts';

/** A budget that a lineage exceeds. */
export interface OverBudget {
  /** Its name. */
  readonly budget: string;
  /** Whether such a lineage is refused, or accepted and held until there is room for it. */
  readonly rule: 'reject' | 'hold';
  /** The end of its period. */
  readonly renewsAt: Instant;
}

/**
 * `free`: far from every limit. `claimed`: near one, so that its budgets are counted once more when it is
 * stored. `over`: there is no room.
 */
export type Admission =
  | { readonly kind: 'free' | 'claimed' }
  | { readonly kind: 'over'; readonly by: OverBudget };

export const FREE: Admission = { kind: 'free' };
