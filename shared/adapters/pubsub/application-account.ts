/** Acting as Modigie's application account, by key file or impersonation (docs/protocol.md §7.1). */
import { type AuthClient, GoogleAuth, Impersonated } from 'google-auth-library';

const SCOPE = 'https://www.googleapis.com/auth/pubsub';
const TOKEN_SECONDS = 3600;

export interface ApplicationAccount {
  /** Its e-mail address, for impersonation: the gateway's own account may create tokens for it. */
  readonly email?: string | undefined;
  /** Path of its key file; wins over impersonation. */
  readonly keyFile?: string | undefined;
}

/** @returns credentials of the account; undefined when none is named, and the gateway acts as itself. */
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
