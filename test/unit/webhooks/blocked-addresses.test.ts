import { describe, expect, it } from 'vitest';
import { addressRangeOf } from '../../../shared/webhooks/address-ranges.ts';
import { BLOCKED_CIDRS, blockedRanges } from '../../../shared/webhooks/blocked-addresses.ts';

const isBlocked = (cidr: string, ...allowed: string[]) => {
  const asked = addressRangeOf(cidr);
  return blockedRanges(allowed).some(
    ({ family, from, to }) =>
      asked !== undefined && family === asked.family && from <= asked.from && asked.to <= to,
  );
};

describe('blocked addresses', () => {
  it('are all of the list, each of which is a range', () => {
    for (const cidr of BLOCKED_CIDRS) expect(isBlocked(cidr)).toBe(true);
  });

  it.each([
    '8.8.8.8/32',
    '172.32.0.0/32',
    '100.128.0.0/32',
    '192.0.1.0/32',
    '2a00::1/128',
    '2606:4700::1/128',
  ])('are not those of the Internet, such as %s', (cidr) => {
    expect(isBlocked(cidr)).toBe(false);
  });

  it.each([
    ['169.254.169.254/32', '0.0.0.0/0'],
    ['169.254.169.254/32', '169.254.169.254/32'],
    ['fd20:ce::254/128', 'fd00::/8'],
    ['fe80::1/128', '::/0'],
  ])('have %s, the metadata server or a neighbour, though %s is allowed', (cidr, allowed) => {
    expect(isBlocked(cidr, allowed)).toBe(true);
  });

  it('lose those that are allowed, and no other', () => {
    const allowed = ['10.1.0.0/16', 'fd00::/32'];
    expect(isBlocked('10.1.2.3/32', ...allowed)).toBe(false);
    expect(isBlocked('fd00::1/128', ...allowed)).toBe(false);
    for (const other of [
      '10.0.255.255/32',
      '10.2.0.0/32',
      'fd00:1::/128',
      '127.0.0.1/32',
      '169.254.169.254/32',
    ])
      expect(isBlocked(other, ...allowed)).toBe(true);
  });
});
