/** Acting as Modigie's application account, by key file or impersonation (docs/protocol.md §7.1). */
import { createPrivateKey } from 'node:crypto';
import { type AuthClient, GoogleAuth, Impersonated, JWT } from 'google-auth-library';
import { KeyFileError } from '../credential-fault.ts';

const SCOPE = 'https://www.googleapis.com/auth/pubsub';
const TOKEN_SECONDS = 3600;

export interface ApplicationAccount {
  /** Its e-mail address, for impersonation: the gateway's own account may create tokens for it. */
  readonly email?: string | undefined;
  /** Path of its key file; wins over impersonation. */
  readonly keyFile?: string | undefined;
}

/**
 * @returns credentials of the account; undefined when none is named, and the gateway acts as itself
 * @throws KeyFileError for a key file that cannot be read, or has no key in it
 */
export async function authenticateAs({
  email,
  keyFile,
}: ApplicationAccount): Promise<AuthClient | undefined> {
  if (keyFile !== undefined) return withKeyOf(keyFile);
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

async function withKeyOf(keyFile: string): Promise<AuthClient> {
  try {
    const client = await new GoogleAuth({ keyFilename: keyFile, scopes: [SCOPE] }).getClient();
    // The library looks at the key when the first token is due, and then tells of it as of a passing fault.
    if (client instanceof JWT) createPrivateKey(client.key ?? '');
    return client;
  } catch (error) {
    throw new KeyFileError({ cause: error });
  }
}
