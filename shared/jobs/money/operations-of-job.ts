/** How many operations of Google's services a job takes: counted by bench/operations.ts. */
import type { Tracking } from '../policy.ts';

export interface Operations {
  /** Documents of Firestore that are read. */
  readonly reads: number;
  /** Documents of Firestore that are written. */
  readonly writes: number;
  /** Messages of Pub/Sub that are published. */
  readonly messages: number;
}

/** Of one that completes at its first attempt, until it is purged. */
export const OPERATIONS_OF_JOB: Readonly<Record<Tracking, Operations>> = {
  'every-status': { reads: 7, writes: 10, messages: 2 },
  'endings-only': { reads: 2, writes: 5, messages: 2 },
};
