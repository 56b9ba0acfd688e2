/** Tokens of pushes, by the variables of a function: nothing else of Google's is loaded with it. */

import { OAuth2Client } from 'google-auth-library';
import type { CallerConfig } from '../../shared/config/caller-variables.ts';
import { ACCEPT_ALL, oidcVerifier, type PushVerifier } from '../../shared/http/push-auth.ts';

/** How long (ms) Google's public keys are waited for: less than Pub/Sub waits for the push. */
const KEYS_TIMEOUT_MS = 5_000;

/** @returns the check of the tokens that Pub/Sub and the scheduler send (docs/protocol.md §7.2). */
export function pushVerifier({
  PUSH_AUTHENTICATION,
  PUSH_AUDIENCE,
  PUSH_ACCOUNT,
}: Pick<CallerConfig, 'PUSH_AUTHENTICATION' | 'PUSH_AUDIENCE' | 'PUSH_ACCOUNT'>): PushVerifier {
  if (PUSH_AUTHENTICATION === 'off') return ACCEPT_ALL;
  const keys = new OAuth2Client({ transporterOptions: { timeout: KEYS_TIMEOUT_MS } });
  // Both are there, or the function does not start.
  const expected = { audience: PUSH_AUDIENCE ?? '', email: PUSH_ACCOUNT ?? '' };
  return oidcVerifier(keys, expected, PUSH_AUTHENTICATION);
}
