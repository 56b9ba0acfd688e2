/** A running gateway that a command calls. */
import { googleIdentityToken } from '../client/google.ts';
import { type GatewayOptions, ModigieGateway } from '../client/index.ts';
import { Operator } from '../client/operator.ts';
import { AUTHENTICATION } from './exit-codes.ts';
import { UserError } from './output/user-error.ts';

export interface GatewayAddress {
  readonly gateway: string;
  /** The address where jobs are read, when it is another. */
  readonly query?: string | undefined;
  /** The address where jobs are retried, when it is another. */
  readonly operate?: string | undefined;
  /** The address where webhooks are told of and tried, when it is another. */
  readonly webhooks?: string | undefined;
  readonly token?: string | undefined;
  /** Whether tokens are those of the Google account that the command runs as. */
  readonly googleIdentity?: boolean | undefined;
}

/** Some 15 s and more until a gateway counts as gone: an instance may be starting. */
const MAX_RETRIES = 5;

export function remoteGateway(address: GatewayAddress): ModigieGateway {
  return new ModigieGateway(optionsFor(address));
}

/** The same gateway, for those who operate it. */
export function remoteOperator(address: GatewayAddress): Operator {
  return new Operator(optionsFor(address));
}

/**
 * @returns the token for an address, asked for before each call; undefined where calls have none. It rejects
 * with UserError where Google gives none
 */
export function tokensFor({ token, googleIdentity }: GatewayAddress): GatewayOptions['auth'] {
  if (googleIdentity) return googleTokens();
  return token === undefined ? undefined : () => token;
}

function optionsFor(address: GatewayAddress): GatewayOptions {
  const { gateway, query, operate, webhooks } = address;
  return {
    url: gateway,
    queryUrl: query,
    operateUrl: operate,
    webhooksUrl: webhooks,
    auth: tokensFor(address),
    maxRetries: MAX_RETRIES,
  };
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
          'Run it as a service account; or, as a person, give a token of your own, which holds for an hour: ' +
          '--token "$(gcloud auth print-identity-token)".',
        AUTHENTICATION,
      );
    }
  };
}
