/** Addresses that no webhook goes to: those of machines that are nobody's on the public Internet. */
import { type AddressRange, addressRangeOf, withoutRanges } from './address-ranges.ts';

/**
 * Private, loopback, shared, reserved, documentation, multicast, and ways to write an IPv4 address as an IPv6
 * one (compatible, NAT64, Teredo, 6to4): IANA's registries of special-purpose addresses (RFC 6890, RFC 8190).
 * An IPv4-mapped address is held against the ranges of IPv4 by `net.BlockList`.
 */
export const BLOCKED_CIDRS = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '100:0:0:1::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fec0::/10',
  'ff00::/8',
] as const;

/**
 * Link-local addresses, and with them the metadata server of every cloud, which gives away the account of the
 * function. Google has it within fd00::/8 as well, which a company may allow for machines of its own.
 */
const NEVER_ALLOWED = ['169.254.0.0/16', 'fe80::/10', 'fd20:ce::254/128'] as const;

/** @returns all ranges that are blocked, without those that are allowed (WEBHOOK_ALLOW_PRIVATE) */
export function blockedRanges(allowed: readonly string[]): AddressRange[] {
  return [...withoutRanges(rangesOf(BLOCKED_CIDRS), rangesOf(allowed)), ...rangesOf(NEVER_ALLOWED)];
}

function rangesOf(cidrs: readonly string[]): AddressRange[] {
  return cidrs.map(addressRangeOf).filter((range) => range !== undefined);
}
