/** The policy: all that a company may decide about jobs (docs/configuration.md). Times are milliseconds. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A delay that doubles from base to cap. */
export interface Backoff {
  readonly baseMs: number;
  readonly capMs: number;
}

/** Endings that the gateway retries by itself, and after how long. The first rule that matches counts. */
export interface RetryRule {
  readonly status: string;
  readonly reasonTypes: 'any' | readonly string[];
  readonly backoff: Backoff;
}

export interface Policy {
  /** Attempts per lineage in all, the first included. */
  readonly maxAttempts: number;
  readonly retries: readonly RetryRule[];
  /** Silence after which the same request is published again; doubles up to the cap. */
  readonly silence: Backoff;
  /** Silence after which a job is `unanswered`. Longer than any expiry (30 days). */
  readonly giveUpMs: number;
  /** How long work that has begun may take until it is noted as done; then the sweep does it again. */
  readonly grace: Backoff;
  /** How long payload, JobV2, tags and requester of an ended job are kept. */
  readonly retentionMs: number;
  /** Which answers are stored: all, or endings alone for half of the writes (docs/adr/006-tracking.md). */
  readonly tracking: Tracking;
}

export type Tracking = 'every-status' | 'endings-only';

export const DEFAULT_POLICY: Policy = {
  maxAttempts: 3,
  retries: [
    { status: 'failed', reasonTypes: 'any', backoff: { baseMs: MINUTE, capMs: HOUR } },
    {
      status: 'canceled',
      reasonTypes: ['JobCancelReason', 'JobCancelByModigieReason'],
      backoff: { baseMs: 15 * MINUTE, capMs: 6 * HOUR },
    },
  ],
  silence: { baseMs: 6 * HOUR, capMs: DAY },
  giveUpMs: 31 * DAY,
  grace: { baseMs: MINUTE, capMs: HOUR },
  retentionMs: 30 * DAY,
  tracking: 'every-status',
};

/** @returns base, doubled `times` times, up to the cap. */
export function doubled({ baseMs, capMs }: Backoff, times: number): number {
  return Math.min(capMs, baseMs * 2 ** Math.min(times, 40));
}
