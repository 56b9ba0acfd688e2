import type { Effect } from '../../jobs/events.ts';
import type { Stored } from '../../ports/job-store.ts';

/**
 * An effect that was performed: the state of the job as it was noted, and the effects that follow for that
 * job.
 */
export interface Performed {
  readonly stored: Stored | undefined;
  readonly effects: readonly Effect[];
}
