/** The sender of a push: the OIDC token that Pub/Sub signs for a service account (docs/protocol.md §7.2). */

import type { OAuth2Client } from 'google-auth-library';
import { refuse } from './problem-response.ts';

export interface PushVerifier {
  /** @throws ProblemError 401 without a valid token, 403 with another account's */
  verify(authorization: string | undefined): Promise<void>;
}

export interface ExpectedPush {
  readonly audience: string;
  readonly email: string;
}

/** For the local stack, where nobody signs. */
export const ACCEPT_ALL: PushVerifier = { verify: () => Promise.resolve() };

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;
const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];

/**
 * Checks signature, issuer, expiry and audience, then that the token is the expected account's.
 * @param client fetches Google's public keys, and keeps them as long as they say
 */
export function oidcVerifier(
  client: Pick<OAuth2Client, 'getFederatedSignonCertsAsync' | 'verifySignedJwtWithCertsAsync'>,
  { audience, email }: ExpectedPush,
): PushVerifier {
  return {
    async verify(authorization) {
      const token = BEARER.exec(authorization ?? '')?.[1];
      if (token === undefined)
        return refuse(
          'unauthenticated',
          'Push requests carry an OIDC token: configure the subscription with one.',
          { headers: { 'www-authenticate': 'Bearer' } },
        );
      const { certs } = await client.getFederatedSignonCertsAsync();
      const claims = await claimsOf(client, { token, certs, audience });
      if (claims?.email !== email || claims.email_verified !== true)
        refuse('forbidden', 'The token is not that of the service account that pushes here.');
    },
  };
}

interface Unverified {
  readonly token: string;
  readonly certs: object;
  readonly audience: string;
}

async function claimsOf(
  client: Pick<OAuth2Client, 'verifySignedJwtWithCertsAsync'>,
  { token, certs, audience }: Unverified,
) {
  try {
    return (
      await client.verifySignedJwtWithCertsAsync(token, certs as Record<string, string>, audience, ISSUERS)
    ).getPayload();
  } catch {
    return refuse(
      'unauthenticated',
      'The OIDC token is not valid here: check its audience, issuer and expiry.',
      { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
    );
  }
}
