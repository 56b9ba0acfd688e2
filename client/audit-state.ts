/**
 * The audit as a gateway shows it. Read tolerantly: actions and outcomes that this version does not know are
 * still strings. Held to the schemas of shared/api by test/unit/client/types.test.ts.
 */

/** An act of a person, before it was done or after. */
export interface AuditEntry {
  /** Sorts as time does. */
  readonly id: string;
  readonly at: string;
  /** E-mail of who did it, as Google verified it; null on one machine. */
  readonly actor: string | null;
  /** The way by which it was asked for: `api`. */
  readonly via: string;
  /** The kind of act, such as `retry` or `start-operation`. New ones may appear. */
  readonly action: string;
  /** An attempt's request ID, the ID of an operation, dead letter or erasure, or the name of a hold. */
  readonly target: string;
  /** The same in intent and outcome of one act. */
  readonly operation: string;
  /** An intent is written before anything is done, its outcome after. */
  readonly step: 'intent' | 'outcome' | (string & {});
  /** Of an outcome alone, such as `retried` or `not-retryable`. New ones may appear. */
  readonly outcome: string | null;
  /** Why, in the actor's own words. */
  readonly reason: string | null;
}

/** Some of the entries that match, the newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Give it as `pageToken` to go on; absent on the last page. */
  readonly nextPageToken?: string | undefined;
}
