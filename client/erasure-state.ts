/**
 * Erasures as a gateway shows them. Read tolerantly, and held to the schemas of shared/api by
 * test/unit/client/types.test.ts.
 */

/** One person, by any of what is known of them: all that is found is meant. */
export interface ErasureAsked {
  readonly email?: string | undefined;
  readonly linkedInUrl?: string | undefined;
  /** As from abroad: with a plus sign. */
  readonly phone?: string | undefined;
  /** Of any attempts of the person: each stands for all attempts of its lead. */
  readonly requestIds?: readonly string[] | undefined;
  /** Kept for good: no personal data. */
  readonly reason: string;
  /** Finds and counts, and writes nothing. */
  readonly dryRun?: boolean | undefined;
}

/** The receipt of an erasure. Nothing in it tells who the person is. */
export interface Erasure {
  /** Null of a dry run. */
  readonly id: string | null;
  readonly state: 'ready' | 'erasing' | 'done' | 'incomplete' | (string & {});
  /** Leads that were found, each with all of its attempts. */
  readonly records: number;
  readonly reason: string;
  readonly actor: string | null;
  /** Every place there is; before it is run, what was found. */
  readonly places: readonly ErasedPlace[];
  /** Records that stand in the way; only when it is prepared. */
  readonly blockers?: readonly ErasureBlocker[] | undefined;
  /** IDs of requests that Modigie may have, to ask it with; only when it is run. */
  readonly requestIdsAtModigie?: readonly string[] | undefined;
  /** Why it could not be replayed, and what to do instead: then nothing was erased. */
  readonly detail?: string | undefined;
  readonly createdAt: string;
  readonly lastRunAt: string | null;
  readonly completedAt: string | null;
  /** When the person has to be answered. */
  readonly dueAt: string;
}

export interface ErasedPlace {
  readonly place: string;
  /** Null where it cannot be counted. */
  readonly found: number | null;
  readonly erased: number | null;
  /** How many could be reached, and are left. */
  readonly remaining: number | null;
  /** When the last copy there is gone by itself. */
  readonly until: string | null;
  readonly how: string;
}

export interface ErasureBlocker {
  readonly requestId: string;
  readonly reason: string;
}

/** Some erasures, the newest first. */
export interface ErasurePage {
  readonly erasures: readonly Erasure[];
  /** Give it as `pageToken` to go on; absent at the end. */
  readonly nextPageToken?: string | undefined;
}
