/**
 * A gateway's ledger, held against what it should be. Read tolerantly: checks and states that this version
 * does not know are still strings. Held to the schemas of shared/api by test/unit/client/types.test.ts.
 */

/** One thing that was looked at, and how it was found. */
export interface Finding {
  /** The thing that was looked at: `overdue-timers`. New ones may appear. */
  readonly check: string;
  /** `warning`: it may be as it should be, and a person decides. `wrong`: it has to be mended. */
  readonly state: 'ok' | 'warning' | 'wrong' | (string & {});
  /** In words. */
  readonly seen: string;
  readonly expected: string | null;
  readonly actual: string | null;
  /** The way to mend it. */
  readonly fix: string | null;
}

export interface LedgerReport {
  /** When the looking began, by the gateway's clock. */
  readonly asOf: string;
  readonly findings: readonly Finding[];
}
