/** A running gateway that a command calls, and its failures in the words of the command line. */
import { GatewayError, GatewayUnreachable, ModigieGateway } from '../client/index.ts';
import { UserError } from './output/user-error.ts';

export interface GatewayAddress {
  readonly gateway: string;
  /** The address where jobs are read, when it is another. */
  readonly query?: string | undefined;
  readonly token?: string | undefined;
}

/** Some 15 s and more until a gateway counts as gone: an instance may be starting. */
const MAX_RETRIES = 5;

export function remoteGateway({ gateway, query, token }: GatewayAddress): ModigieGateway {
  return new ModigieGateway({
    url: gateway,
    queryUrl: query,
    auth: token === undefined ? undefined : () => token,
    maxRetries: MAX_RETRIES,
  });
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
      `${name} refused the caller (${error.status}): pass an identity token with --token.`,
    );
  if (error.is('not-a-gateway'))
    return new UserError(`${name} answered ${error.status}, but not as a gateway does: check the address.`);
  return new UserError(
    error.retryable
      ? `${name} keeps answering ${error.status}: ${error.detail}`
      : `${name} answered ${error.status}: ${error.detail}`,
  );
}
