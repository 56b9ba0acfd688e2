/**
 * Identity tokens for a gateway whose functions only let accounts of Google Cloud call them. Takes them from
 * google-auth-library, which has to be installed beside this package.
 */

/** As much of google-auth-library as is needed, of its versions 9 and later. */
interface GoogleAuth {
  getIdTokenClient(audience: string): Promise<IdTokenClient>;
}
interface IdTokenClient {
  getRequestHeaders(): Promise<Headers | { readonly [name: string]: string }>;
}
interface GoogleAuthLibrary {
  readonly GoogleAuth: new () => GoogleAuth;
}

export interface GoogleIdentityTokenOptions {
  /** For whom the tokens are, when not for the address: a service behind a domain of your own. */
  readonly audience?: string | undefined;
}

/**
 * Gives the identity token of the account that the program runs as: its service account in Google Cloud, or
 * what `GOOGLE_APPLICATION_CREDENTIALS` names. Tokens are kept, and renewed before they end.
 * @returns what `auth` takes; it rejects when google-auth-library is not installed, or finds no account
 * @example
 * import { googleIdentityToken } from 'modigie-gateway-client/google';
 * const gateway = new ModigieGateway({ url, queryUrl, auth: googleIdentityToken() });
 */
export function googleIdentityToken({
  audience,
}: GoogleIdentityTokenOptions = {}): (address: string) => Promise<string> {
  const clients = new Map<string, Promise<IdTokenClient>>();
  return async (address) => {
    // Cloud Run knows itself by its address without any path.
    const recipient = audience ?? new URL(address).origin;
    const client = clients.get(recipient) ?? createClient(recipient);
    clients.set(recipient, client);
    try {
      const token = tokenIn(await (await client).getRequestHeaders());
      if (token === '') throw new Error(`google-auth-library gave no token for ${recipient}.`);
      return token;
    } catch (error) {
      clients.delete(recipient);
      throw error;
    }
  };
}

async function createClient(audience: string): Promise<IdTokenClient> {
  const { GoogleAuth } = await load();
  return new GoogleAuth().getIdTokenClient(audience);
}

/** Loaded when the first token is asked for. A name that a bundler cannot follow keeps it from its bundle. */
async function load(): Promise<GoogleAuthLibrary> {
  const name: string = 'google-auth-library';
  try {
    return await import(name);
  } catch (error) {
    const message = 'Identity tokens need google-auth-library: npm install google-auth-library';
    throw new Error(message, { cause: error });
  }
}

/** Version 10 gives a `Headers`, versions before it an object. */
function tokenIn(headers: Headers | { readonly [name: string]: string }): string {
  const header = headers instanceof Headers ? headers.get('authorization') : headers['Authorization'];
  return (header ?? '').replace(/^Bearer /i, '');
}
