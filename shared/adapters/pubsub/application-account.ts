/**
 * Publishing and pulling as Modigie's application account (protocol.md §7): with its key, or by
 * impersonation.
 */
import { type AuthClient, GoogleAuth, Impersonated } from 'google-auth-library';

const SCOPE = 'https://www.googleapis.com/auth/pubsub';
const TOKEN_SECONDS = 3600;

export interface ApplicationAccount {
  /** Its e-mail address: our own account may create tokens for it. */
  readonly email?: string | undefined;
  /** Path of its key file; wins over impersonation. */
  readonly keyFile?: string | undefined;
}

/** @returns a client that acts as the account; undefined when none is named: then we act as ourselves. */
export async function authenticateAs({
  email,
  keyFile,
}: ApplicationAccount): Promise<AuthClient | undefined> {
  if (keyFile !== undefined) return new GoogleAuth({ keyFilename: keyFile, scopes: [SCOPE] }).getClient();
  if (email === undefined) return undefined;
  const sourceClient = await new GoogleAuth({
    scopes: ['https://www.googleapis.com/auth/cloud-platform'],
  }).getClient();
  return new Impersonated({
    sourceClient,
    targetPrincipal: email,
    targetScopes: [SCOPE],
    lifetime: TOKEN_SECONDS,
  });
}
