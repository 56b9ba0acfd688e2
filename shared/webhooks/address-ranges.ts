/** Ranges of IP addresses as numbers, so that one can be taken out of another. */
import { isIP } from 'node:net';

export type Family = 'ipv4' | 'ipv6';

/** All addresses from one to another, both of them included. */
export interface AddressRange {
  readonly family: Family;
  readonly from: bigint;
  readonly to: bigint;
}

const BITS: Readonly<Record<Family, number>> = { ipv4: 32, ipv6: 128 };
const CIDR = /^([\da-fA-F.:]{2,45})\/(\d{1,3})$/;

/** @returns the range that a CIDR means (RFC 4632 §3.1); undefined for any other text, and for host bits */
export function addressRangeOf(cidr: string): AddressRange | undefined {
  const [, address = '', length = ''] = CIDR.exec(cidr) ?? [];
  const version = isIP(address);
  if (version === 0) return undefined;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const hostBits = BITS[family] - Number(length);
  if (hostBits < 0) return undefined;
  const from = family === 'ipv4' ? numberOfIpv4(address) : numberOfIpv6(address);
  const size = 1n << BigInt(hostBits);
  return from % size === 0n ? { family, from, to: from + size - 1n } : undefined;
}

/** @returns what is left of the ranges once all of the others are taken out of them */
export function withoutRanges(
  ranges: readonly AddressRange[],
  others: readonly AddressRange[],
): AddressRange[] {
  return others.reduce<AddressRange[]>(
    (left, other) => left.flatMap((range) => withoutRange(range, other)),
    [...ranges],
  );
}

function withoutRange(range: AddressRange, other: AddressRange): AddressRange[] {
  if (range.family !== other.family || other.to < range.from || other.from > range.to) return [range];
  const before = { ...range, to: other.from - 1n };
  const behind = { ...range, from: other.to + 1n };
  return [before, behind].filter(({ from, to }) => from <= to);
}

/** @returns an address as text */
export function addressOf(family: Family, number: bigint): string {
  const [bits, base, separator] = family === 'ipv4' ? ([8n, 10, '.'] as const) : ([16n, 16, ':'] as const);
  const parts = BigInt(BITS[family]) / bits;
  return Array.from({ length: Number(parts) }, (_, i) =>
    ((number >> (bits * (parts - 1n - BigInt(i)))) & ((1n << bits) - 1n)).toString(base),
  ).join(separator);
}

function numberOfIpv4(address: string): bigint {
  return address.split('.').reduce((number, part) => number * 256n + BigInt(part), 0n);
}

/** The last two groups may be written as an IPv4 address (RFC 4291 §2.2). */
function numberOfIpv6(address: string): bigint {
  const last = address.lastIndexOf(':') + 1;
  const ipv4 = address.includes('.') ? numberOfIpv4(address.slice(last)) : undefined;
  const groups =
    ipv4 === undefined
      ? address
      : `${address.slice(0, last)}${(ipv4 >> 16n).toString(16)}:${(ipv4 & 0xffffn).toString(16)}`;
  const [left = [], right] = groups.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const zeros = right === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(zeros).fill('0'), ...(right ?? [])].reduce(
    (number, group) => number * 65_536n + BigInt(`0x${group}`),
    0n,
  );
}
