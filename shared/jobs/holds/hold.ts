/** Holds: jobs of a type are accepted, and nothing is published, until a person lets them go. */
import type { Instant } from '../instant.ts';
import type { Requester } from '../job-record.ts';
import { ALL_JOB_TYPES, type HoldOrigin } from './hold-names.ts';

export interface Hold {
  /** The job type that is held, or `*` for all of them. There is at most one hold of a name. */
  readonly name: string;
  readonly origin: HoldOrigin;
  /** The operator who placed it; null for the breaker, and where operators are not told apart. */
  readonly by: Requester;
  /** In that person's own words; of the breaker, what it saw. */
  readonly reason: string | null;
  readonly since: Instant;
  /** When it ends by itself; null when a person has to end it. */
  readonly until: Instant | null;
  /** Set once it has ended, until the release of its jobs is under way. */
  readonly ended: EndOfHold | null;
}

/** The end of a hold: its jobs are let go from then on. */
export interface EndOfHold {
  readonly at: Instant;
  /** The operator who released it, or who placed it when its time was over. */
  readonly by: Requester;
  readonly reason: string | null;
  /** So many jobs are let go in a minute at most; null for as many as can be. */
  readonly ratePerMinute: number | null;
}

export function isInForce({ ended }: Hold): boolean {
  return ended === null;
}

/** @returns whether a hold in force has had its time */
export function isOver(hold: Hold, now: Instant): boolean {
  return isInForce(hold) && hold.until !== null && hold.until <= now;
}

/** @returns the hold in force for a job type: its own before that of all */
export function holdOf(holds: readonly Hold[], jobType: string): Hold | undefined {
  const named = (name: string) => holds.find((hold) => hold.name === name && isInForce(hold));
  return named(jobType) ?? named(ALL_JOB_TYPES);
}

/** @returns whether it is the same hold, and not one that was placed under the name later */
export function isSameHold(a: Hold, b: Hold): boolean {
  return a.name === b.name && a.since === b.since && a.origin === b.origin && a.by === b.by;
}
