/** Why a caller is refused, and what is to be done about it. */
import { problem } from '../api/problem.ts';
import { ProblemError } from './problem-response.ts';

/** For the person who configures the subscription or the scheduler, by reason. */
export const REMEDIES = {
  'no-token':
    'Requests to this function carry an OIDC token: give the subscription, or the job of the scheduler, a service account.',
  malformed:
    'The token cannot be read: send an OIDC token (JWT) of Google, which is neither an access token nor a key.',
  'signature-removed':
    "Cloud Run has removed the token's signature: set PUSH_AUTHENTICATION=behind-iam, if it lets in named callers alone.",
  'unchecked-by-cloud-run':
    'Beside X-Serverless-Authorization, Cloud Run does not check Authorization: send the token in Authorization alone.',
  'signature-invalid':
    'The token is not signed by Google: ask Google for an OIDC token; one that a service account signs itself is none.',
  'wrong-issuer': 'The token is not issued by https://accounts.google.com: send an OIDC token of Google.',
  'wrong-audience':
    'The token is for another audience than PUSH_AUDIENCE: give the subscription, or the job of the scheduler, that one.',
  expired: 'The token has expired: send one that was issued within the last hour.',
  'not-yet-valid': 'The token is not valid yet: set the clock of the machine that made it.',
  'too-long-lived': 'The token is valid for more than a day: send one of Google, which is valid for an hour.',
  'unverified-email':
    'The token names no verified e-mail: ask Google for one that does (gcloud: --include-email).',
  'other-account':
    'The token is not of the account in PUSH_ACCOUNT: give the subscription, or the job of the scheduler, that one.',
} as const;

export type CallerRefusal = keyof typeof REMEDIES;

/** Of these the token itself is good. */
const FORBIDDEN: readonly CallerRefusal[] = ['unverified-email', 'other-account'];

/** A caller is not let in: 403 with the token of another account, else 401 with a challenge (RFC 6750 §3). */
export class CallerRefusedError extends ProblemError {
  readonly reason: CallerRefusal;
  constructor(reason: CallerRefusal) {
    const type = FORBIDDEN.includes(reason) ? 'forbidden' : 'unauthenticated';
    const challenge = reason === 'no-token' ? 'Bearer' : 'Bearer error="invalid_token"';
    super(problem(type, REMEDIES[reason]), type === 'forbidden' ? {} : { 'www-authenticate': challenge });
    this.name = 'CallerRefusedError';
    this.reason = reason;
  }
}
