/**
 * Holds as a gateway shows them. Read tolerantly: states and origins that this version does not know are
 * still strings. Held to the schemas of shared/api by test/unit/client/types.test.ts.
 */

/** A job type of which nothing is published, or all of them. */
export interface Hold {
  /** The job type that is held; `*` for all of them. */
  readonly name: string;
  /** `releasing`: it has ended, and the jobs that it held are being let go. */
  readonly state: 'in-force' | 'releasing' | (string & {});
  /** `breaker`: placed by the gateway itself. */
  readonly origin: 'operator' | 'breaker' | (string & {});
  /** E-mail of the operator; null of the breaker, and on one machine. */
  readonly placedBy: string | null;
  /** Up to ten seconds later, nothing is published any more. */
  readonly placedAt: string;
  /** In the operator's own words; of the breaker, what it saw. */
  readonly reason: string | null;
  /** When it ends by itself; null when a person ends it. */
  readonly until: string | null;
  /** How many jobs it keeps back. */
  readonly held: number;
  readonly endedAt: string | null;
  /** The ID of the operation that lets its jobs go; null while it is in force. */
  readonly operation: string | null;
}

/** All holds there are, by name. */
export interface HoldList {
  readonly holds: readonly Hold[];
}
