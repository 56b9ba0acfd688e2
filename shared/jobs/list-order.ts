/** The orders of a list, and the places in it. */

import type { RequestId } from '../protocol/request-id.ts';
import type { Instant } from './instant.ts';

/** `name`: an order that lasts, the store's own. `newest`: by the latest change, the latest first. */
export const LIST_ORDERS = ['name', 'newest'] as const;
export type ListOrder = (typeof LIST_ORDERS)[number];

/** A place in a list: a list goes on behind it, whatever became of the job that stood there. */
export interface ListPlace {
  readonly requestId: RequestId;
  /** When the job had changed last; in the order of names it does not count. */
  readonly changedAt: Instant;
}
