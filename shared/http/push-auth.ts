/** The sender of a push: the OIDC token that Google signs for a service account (docs/protocol.md §7.2). */

import type { OAuth2Client } from 'google-auth-library';
import { CallerRefusedError } from './caller-refusals.ts';
import {
  type CallerToken,
  type ExpectedCaller,
  faultOfAccount,
  faultOfToken,
  ISSUERS,
  readToken,
} from './caller-token.ts';
import type { Headers } from './http.ts';

export interface PushVerifier {
  /**
   * @throws CallerRefusedError unless the expected account's token is among the headers
   * @throws KeysUnavailableError when that cannot be told at the moment
   */
  verify(headers: Headers): Promise<void>;
}

/** Google's public keys could not be fetched. It passes by itself. */
export class KeysUnavailableError extends Error {
  /** The HTTP status, or the code of what kept an answer from coming. */
  readonly code: string;
  constructor(cause: unknown) {
    super("Google's public keys could not be fetched.", { cause });
    this.name = 'KeysUnavailableError';
    const { code, status } = cause as { code?: unknown; status?: unknown };
    this.code = String(status ?? code ?? 'no-answer');
  }
}

/** For the local stack, where nobody signs. */
export const ACCEPT_ALL: PushVerifier = { verify: () => Promise.resolve() };

/** Fetches Google's public keys, and keeps them as long as they say. */
type GoogleKeys = Pick<OAuth2Client, 'getFederatedSignonCertsAsync' | 'verifySignedJwtWithCertsAsync'>;

/** As the variable PUSH_AUTHENTICATION has it (docs/configuration.md). */
type TrustedBy = 'signature' | 'behind-iam';

/**
 * Checks issuer, audience and times, then the signature, then that the token is the expected account's.
 * @param trustedBy `behind-iam` takes a token whose signature Cloud Run has removed, and so checked, without
 * it; one that has a signature is verified all the same
 */
export function oidcVerifier(
  keys: GoogleKeys,
  { audience, email }: ExpectedCaller,
  trustedBy: TrustedBy,
): PushVerifier {
  return {
    async verify(headers) {
      const token = readToken(headers['authorization']);
      if (typeof token === 'string') throw new CallerRefusedError(token);
      if (token.signatureRemoved) refuseUnlessChecked(headers, trustedBy);
      const fault = faultOfToken(token.claims, audience, Date.now() / 1000);
      if (fault) throw new CallerRefusedError(fault);
      if (!token.signatureRemoved) await verifySignature(keys, token, audience);
      const foreign = faultOfAccount(token.claims, email);
      if (foreign) throw new CallerRefusedError(foreign);
    },
  };
}

/** Beside `X-Serverless-Authorization`, the one that Cloud Run checks then, any token may stand. */
function refuseUnlessChecked(headers: Headers, trustedBy: TrustedBy): void {
  if (trustedBy === 'signature') throw new CallerRefusedError('signature-removed');
  if ('x-serverless-authorization' in headers) throw new CallerRefusedError('unchecked-by-cloud-run');
}

/** The claims have been checked: what is refused here is refused for its signature. */
async function verifySignature(keys: GoogleKeys, { text }: CallerToken, audience: string): Promise<void> {
  const { certs } = await keys.getFederatedSignonCertsAsync().catch((error: unknown) => {
    throw new KeysUnavailableError(error);
  });
  try {
    await keys.verifySignedJwtWithCertsAsync(text, certs, audience, [...ISSUERS]);
  } catch {
    throw new CallerRefusedError('signature-invalid');
  }
}
