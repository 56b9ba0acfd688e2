/** The address that a webhook may have: one that is meant to be posted to, with nothing secret in sight. */

const HIGHEST_RESERVED_PORT = 1_023;
const MAX_LENGTH = 2_048;

/** Where it is `local`, on one machine, plain HTTP and any port will do. */
interface Rules {
  readonly local: boolean;
}

/** @returns what is wrong with the address, with the remedy, but not its text; undefined when nothing is */
export function faultOfUrl(text: string, { local }: Rules): string | undefined {
  const url = text.length <= MAX_LENGTH && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return 'must be an address such as https://crm.example.com/hook, of 2,048 characters at most';
  if (url.username !== '' || url.password !== '')
    return 'must have no user name and no password: the signature tells the receiver who posts';
  if (url.hash !== '') return 'must have nothing behind a #: it would never be sent';
  if (local) return undefined;
  if (url.protocol === 'http:')
    return 'must begin with https: results are personal data, and never go out unencrypted';
  return isAllowedPort(url.port) ? undefined : 'must have port 443, or one above 1023';
}

/** An empty one is that of the scheme. */
function isAllowedPort(port: string): boolean {
  return port === '' || Number(port) > HIGHEST_RESERVED_PORT;
}
