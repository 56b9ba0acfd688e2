/**
 * The address at which a gateway on this machine is called. `localhost` would mean `[::1]` first on most
 * machines (RFC 6724 §2.1), where another user could listen, and be sent the token.
 * @param port on which it listens
 */
export function addressAt(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * @param port of the configuration
 * @returns its address; undefined where the port is another one with each start
 */
export function ownAddress(port: number): string | undefined {
  return port === 0 ? undefined : addressAt(port);
}
