import type { Team } from '../jobs/teams.ts';

/** The caller of the API, as far as it is certain who that is. */
export interface Caller {
  /**
   * Verified, in lower case. Null where callers are not told apart, as on one's own machine, and for one
   * whose token names no e-mail.
   */
  readonly email: string | null;
  /** The team whose jobs alone are there for the caller. */
  readonly team: Team;
}

/** The caller of a gateway that tells nobody apart, and of work that no call has asked for. */
export const NOBODY: Caller = { email: null, team: 'every' };
