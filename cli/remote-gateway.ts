/** A running gateway that a command calls, and its failures in the words of the command line. */
import { googleIdentityToken } from '../client/google.ts';
import { GatewayError, GatewayUnreachable, ModigieGateway } from '../client/index.ts';
import { UserError } from './output/user-error.ts';

export interface GatewayAddress {
  readonly gateway: string;
  /** The address where jobs are read, when it is another. */
  readonly query?: string | undefined;
  /** The address where jobs are retried, when it is another. */
  readonly operate?: string | undefined;
  readonly token?: string | undefined;
  /** Whether tokens are those of the Google account that the command runs as. */
  readonly googleIdentity?: boolean | undefined;
}

/** Some 15 s and more until a gateway counts as gone: an instance may be starting. */
const MAX_RETRIES = 5;

export function remoteGateway({
  gateway,
  query,
  operate,
  token,
  googleIdentity,
}: GatewayAddress): ModigieGateway {
  const given = token === undefined ? undefined : () => token;
  return new ModigieGateway({
    url: gateway,
    queryUrl: query,
    operateUrl: operate,
    auth: googleIdentity ? googleTokens() : given,
    maxRetries: MAX_RETRIES,
  });
}

/** @returns tokens for each address, renewed before they end; UserError where there are none */
function googleTokens(): (address: string) => Promise<string> {
  const tokenFor = googleIdentityToken();
  return async (address) => {
    try {
      return await tokenFor(address);
    } catch (error) {
      throw new UserError(
        `Google gives no identity token for ${address}: ${error instanceof Error ? error.message : error} ` +
          'Run it as a service account, or give a token of your own with --token.',
      );
    }
  };
}

/**
 * @param name how the user knows the gateway
 * @returns the UserError that a failed call is shown as; any other error as it is
 */
export function inUserWords(error: unknown, name: string): unknown {
  if (error instanceof GatewayUnreachable) return new UserError(`${name} cannot be reached.`);
  if (!(error instanceof GatewayError)) return error;
  if (error.is('unauthenticated') || error.is('forbidden'))
    return new UserError(
      `${name} refused the caller (${error.status}): pass an identity token with --token, which holds for an ` +
        'hour, or --google-identity, which renews it.',
    );
  if (error.is('not-a-gateway'))
    return new UserError(`${name} answered ${error.status}, but not as a gateway does: check the address.`);
  return new UserError(
    error.retryable
      ? `${name} keeps answering ${error.status}: ${error.detail}`
      : `${name} answered ${error.status}: ${error.detail}`,
  );
}
