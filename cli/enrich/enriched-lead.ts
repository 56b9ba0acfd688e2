/** Rows of a list, and what came of each. */
import type { Job } from '../../client/index.ts';
import type { Lead } from './leads.ts';

export interface Taken extends Pick<Lead, 'row' | 'id' | 'tidied' | 'duplicateOf'> {
  /** Blank when the row could not be made into a request; of a duplicate that of the first row. */
  readonly requestId: string;
}

/** A row with what came of it. */
export type Enriched = Taken &
  (
    | {
        readonly kind: 'done';
        /** The lineage's last attempt, which is final. */
        readonly job: Job;
        /** Whether the gateway had this very request before. */
        readonly known: boolean;
      }
    /** It was not sent, or the gateway did not take it. */
    | {
        readonly kind: 'skipped';
        readonly reason: string;
        /** Whether its cells are not what was meant. */
        readonly isDamaged?: boolean | undefined;
      }
    /** The gateway did not say whether it took it. */
    | { readonly kind: 'open'; readonly reason: string }
  );

/** A lead that the gateway did not take. */
export type Untaken = Exclude<Enriched, { readonly kind: 'done' }>;

/** A lead that was submitted. */
export interface InFlight extends Taken {
  readonly known: boolean;
  /** Whether a hold or a budget kept it back as it was submitted: it may wait for a month. */
  readonly isHeld: boolean;
  /** When it was submitted, in epoch milliseconds. */
  readonly since: number;
  /** When to ask again, in epoch milliseconds. */
  askAt: number;
  result: Enriched | undefined;
}
