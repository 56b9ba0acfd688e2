/** How a command is told which gateway to call, and as which caller. */
import { InvalidArgumentError, Option } from 'commander';
import { isPrivateWay } from '../../client/private-way.ts';
import { UserError } from '../output/user-error.ts';
import type { GatewayAddress } from '../remote-gateway.ts';

/**
 * Reads an address that was given on the command line.
 * @throws InvalidArgumentError, which commander shows together with the text
 * @throws UserError for an address with a password in it, which must not be shown
 */
export function gatewayAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.username !== '' || url.password !== ''))
    throw new UserError('An address has no user name and no password: pass an identity token with --token.');
  // A call's path and query come behind it.
  if (!url || !/^https?:/.test(text) || url.search !== '' || url.hash !== '')
    throw new InvalidArgumentError('It must be an address such as https://gateway.example.com.');
  return text;
}

/** As of a command that calls a gateway, or, without an address, the embedded one. */
type Destination = Omit<GatewayAddress, 'gateway'> & { readonly gateway?: string | undefined };

/**
 * @throws UserError where a token would be sent to another machine unencrypted, whoever listens on the way
 */
export function requirePrivateWay({ token, googleIdentity, ...rest }: Destination): void {
  const { gateway, query, operate, webhooks } = rest;
  if (token === undefined && !googleIdentity) return;
  for (const [name, address] of Object.entries({ gateway, query, operate, webhooks }))
    if (address !== undefined && !isPrivateWay(new URL(address)))
      throw new UserError(
        `--${name} begins with http:, and a token (of --token, GATEWAY_TOKEN or --google-identity) is never sent ` +
          'to another machine unencrypted: give its https address, or no token.',
      );
}

/** Read from the environment when it is parsed, and no default: commander shows defaults in its help. */
export function tokenOption(): Option {
  return new Option('--token <token>', 'identity token for the gateway').env('GATEWAY_TOKEN');
}

/** For runs that outlast a token, and for service accounts. */
export function googleIdentityOption(): Option {
  return new Option(
    '--google-identity',
    'instead of --token: tokens of the Google account that this runs as, one for each address, renewed',
  ).conflicts('token');
}
