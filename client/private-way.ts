/** Where a token may be sent. */

/** This machine, as `URL` writes it (RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
const LOOPBACK = /^((.+\.)?localhost|127\.[\d.]+|\[::1])$/;

/**
 * @param address of a gateway
 * @returns whether a token may go there: over TLS alone, since it lets in all who read it (RFC 6750 §5.3), or
 * to this machine
 */
export function isPrivateWay(address: URL): boolean {
  return address.protocol === 'https:' || isThisMachine(address);
}

/** @returns whether an address is one of this machine, by its name */
export function isThisMachine({ hostname }: URL): boolean {
  return LOOPBACK.test(hostname);
}
