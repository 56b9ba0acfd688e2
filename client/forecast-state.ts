/**
 * A forecast as a gateway gives it. Read tolerantly: outlooks that this version does not know are still
 * strings. Held to the schemas of shared/api by test/unit/client/types.test.ts.
 */

/** The outlook of a submission: `new` is sent at once, `held` later, and `over-budget` not at all. */
export type Would =
  | 'new'
  | 'known'
  | 'reused-id'
  | 'duplicate-in-list'
  | 'invalid'
  | 'too-large'
  | 'over-budget'
  | 'held'
  | 'reusable'
  | (string & {});

/** The outlook of one submission, and what it follows from. */
export interface ForecastItem {
  readonly would: Would;
  /** As given, or as it follows from the content; null where it has none. */
  readonly requestId: string | null;
  /** Of `known`: null while its record cannot be read. */
  readonly status?: string | null | undefined;
  /** The place, counted from 0, of an item before it that has the same request ID. */
  readonly duplicateOf?: number | undefined;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[] | undefined;
  /** Of `too-large`. */
  readonly bytes?: number | undefined;
  /** The budget without room for it. */
  readonly budget?: string | undefined;
  /** Of `held`. */
  readonly hold?: string | undefined;
  /** Of `reusable`: the request ID whose answer it is given. */
  readonly reusableFrom?: string | undefined;
  /** The place of its kind among `kinds`. */
  readonly kind?: number | undefined;
  /** The budgets that it needs room in, as far as they are told. */
  readonly budgets?: readonly string[] | undefined;
}

/** Leads of one job type and one history. */
export interface ForecastKind {
  readonly jobType: string;
  /** The showback tag whose history is taken; null for that of the job type. */
  readonly dimension: string | null;
  /** How many would be sent, now or later. */
  readonly leads: number;
  /** Of the leads that were accepted in the last 90 days. */
  readonly history: { readonly ended: number; readonly completed: number };
  /** A decimal text; null where it is not known. */
  readonly price: string | null;
  readonly currency: string | null;
  /** How many go out in a second; null where it is not known. */
  readonly perSecond: number | null;
}

/** A budget that concerns a submission. Its numbers are null where they are not the caller's to see. */
export interface BudgetForecast {
  readonly name: string;
  readonly at: 'reject' | 'hold' | (string & {});
  readonly renewsAt: string;
  readonly left: number | null;
  /** As many as would be left then. */
  readonly after: number | null;
}

/** Operations of Google's services. */
export interface GoogleOperations {
  readonly reads: number;
  readonly writes: number;
  readonly messages: number;
}

/** All submissions together. */
export interface ForecastSummary {
  readonly byWould: Readonly<Record<string, number>>;
  /** How many would be sent: those that are new, and those that are held. */
  readonly leads: number;
  /** An interval of 90 %. `expected` is null where the history says too little: then it is none to all. */
  readonly charges: { readonly low: number; readonly expected: number | null; readonly high: number };
  /** Decimal texts, exact; null where a price is not known. */
  readonly amounts: {
    readonly low: string;
    readonly expected: string | null;
    readonly high: string;
    readonly currency: string;
  } | null;
  /** How long they take to go out; null where it is not known. */
  readonly seconds: number | null;
  readonly kinds: readonly ForecastKind[];
  readonly budgets: readonly BudgetForecast[];
  readonly operations: {
    readonly forecast: { readonly reads: number };
    readonly sending: GoogleOperations;
    readonly perLead: GoogleOperations;
  };
}

/** The outlook of each submission, in order, and of all together. */
export interface Forecast {
  readonly results: readonly ForecastItem[];
  readonly summary: ForecastSummary;
}
