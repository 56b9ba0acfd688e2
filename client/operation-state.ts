/**
 * Operations as a gateway shows them. Read tolerantly: kinds, states and reasons that this version does not
 * know are still strings. Held to the schemas of shared/api by test/unit/client/types.test.ts.
 */

/** A selection of jobs or dead letters as it is written: texts, several values with commas between them. */
export interface WrittenFilter {
  readonly status?: string;
  readonly jobType?: string;
  readonly tag?: string;
  readonly reason?: string;
  readonly cause?: string;
  /** Of dead letters. */
  readonly source?: string;
  readonly since?: string;
  readonly until?: string;
}

/** An act on many jobs, and how far it is. */
export interface Operation {
  readonly id: string;
  /** The call for one that does the same: `retry`, `replay`, `redeliver`, `redrive`. New ones may appear. */
  readonly kind: string;
  /** As it was asked for, its times fixed. Without a condition, all are meant. */
  readonly filter?: WrittenFilter | undefined;
  readonly requestIds?: readonly string[] | undefined;
  /** Of a release: the hold that has ended. */
  readonly hold?: string | undefined;
  readonly reason: string | null;
  /** E-mail of who asked for it, as Google verified it; null on one machine. */
  readonly requestedBy: string | null;
  /** A job that has changed since is not meant. */
  readonly requestedAt: string;
  /** It ends after so many that were done or failed. */
  readonly limit: number | null;
  readonly ratePerMinute: number | null;
  /** Whether it only counts what would be done. */
  readonly dryRun: boolean;
  readonly state: 'pending' | 'running' | 'aborting' | 'done' | 'aborted' | (string & {});
  /** How many were found so far: done, skipped, failed and on the next page. */
  readonly found: number;
  readonly done: number;
  /** By the reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** By the reason. */
  readonly failed: Readonly<Record<string, number>>;
  /** The latest fault that passed, or may pass. */
  readonly lastError: { readonly reason: string; readonly at: string } | null;
  readonly finishedAt: string | null;
}

/** Some of the operations, the newest first. */
export interface OperationList {
  readonly operations: readonly Operation[];
  /** Give it as `pageToken` to go on; absent on the last page. */
  readonly nextPageToken?: string | undefined;
}
