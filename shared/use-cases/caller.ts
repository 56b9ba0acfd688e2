/** The caller of the API, as far as it is certain who that is. */
export interface Caller {
  /**
   * Verified, in lower case. Null where callers are not told apart, as on one's own machine, and for one
   * whose token names no e-mail.
   */
  readonly email: string | null;
}

/** The caller of a gateway that tells nobody apart, and of work that no call has asked for. */
export const NOBODY: Caller = { email: null };
