/** Findings that all checks of the wire have in common. */
import { deviation, type FindingView } from '../../../shared/api/ledger-report.ts';
import { NotReachedError } from './pubsub-call.ts';
import { OddAnswerError } from './standing.ts';

/** The account that asks. */
export interface Asking {
  /** Its e-mail, where it is known. */
  readonly account: string | undefined;
  /** As a person calls it. */
  readonly name: string;
}

/** @returns what a check finds, or that it could not be made: that stops no other */
export async function told(
  check: string,
  name: string,
  look: () => Promise<FindingView[]>,
): Promise<FindingView[]> {
  try {
    return await look();
  } catch (error) {
    const seen = `${name} could not be looked at`;
    const expected = 'an answer of Pub/Sub';
    if (error instanceof NotReachedError)
      return [
        deviation({
          check: 'network',
          state: 'wrong',
          seen,
          expected,
          actual: `it ${error.message}`,
          fix: 'check the network of this machine, and try again in some minutes; status.cloud.google.com tells of outages',
        }),
      ];
    if (!(error instanceof OddAnswerError)) throw error;
    return [
      deviation({
        check,
        state: 'wrong',
        seen,
        expected,
        actual: error.message,
        fix: 'see that the name is as you were given it, and ask who gave it to you',
      }),
    ];
  }
}

export function notTaken(name: string, { name: who }: Asking): FindingView {
  return deviation({
    check: 'credentials',
    state: 'wrong',
    seen: `Pub/Sub takes no token of ${who} for ${name}`,
    expected: 'the token of an account that Google knows',
    actual: '401 UNAUTHENTICATED',
    fix: 'ask Modigie for a new key of the application account: this one was deleted or disabled',
  });
}
