/** The forecast of a list, for programs: `enrich --dry-run --json`. */
import type { ForecastSummary, GoogleOperations } from '../../../client/index.ts';

/** A row that would not be sent, without any of its values. */
export interface Problem {
  readonly line: number;
  /** Where in the submission: a JSON Pointer; null for a row of which none was made. */
  readonly pointer: string | null;
  readonly reason: string;
}

export interface ListForecastJson extends Pick<ForecastSummary, 'leads' | 'charges' | 'amounts' | 'seconds'> {
  readonly rows: number;
  /** How many rows were asked about, of how many; null where all were. */
  readonly sample: { readonly rows: number; readonly of: number } | null;
  readonly byWould: Readonly<Record<string, number>>;
  readonly knownByStatus: Readonly<Record<string, number>>;
  /** How many of the known ones `--retry` may send again, which are not among the leads; null without it. */
  readonly again: number | null;
  /** How many leads have ended in 90 days, by which the charges are judged. */
  readonly ended: number;
  readonly budgets: readonly {
    readonly name: string;
    readonly at: string;
    readonly renewsAt: string;
    readonly left: number;
    readonly after: number;
  }[];
  readonly operations: {
    readonly forecast: { readonly reads: number };
    readonly sending: GoogleOperations;
  };
  /** The first 20 of each. */
  readonly duplicates: readonly { readonly line: number; readonly of: number }[];
  readonly problems: readonly Problem[];
}
