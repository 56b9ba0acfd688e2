import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';
import { addressOf, addressRangeOf, withoutRanges } from '../../../shared/webhooks/address-ranges.ts';

const written = (cidr: string) => {
  const range = addressRangeOf(cidr);
  return range && [addressOf(range.family, range.from), addressOf(range.family, range.to)];
};
const range = (cidr: string) => {
  const found = addressRangeOf(cidr);
  if (!found) throw new Error(cidr);
  return found;
};
const left = (cidr: string, ...others: string[]) =>
  withoutRanges([range(cidr)], others.map(range)).map(({ family, from, to }) => [
    addressOf(family, from),
    addressOf(family, to),
  ]);

describe('a range of addresses', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0', '10.255.255.255'],
    ['169.254.169.254/32', '169.254.169.254', '169.254.169.254'],
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
    ['::1/128', '0:0:0:0:0:0:0:1', '0:0:0:0:0:0:0:1'],
    ['fc00::/7', 'fc00:0:0:0:0:0:0:0', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['64:ff9b::/96', '64:ff9b:0:0:0:0:0:0', '64:ff9b:0:0:0:0:ffff:ffff'],
    ['2001:DB8:1:2:3:4:5:6/128', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6'],
    ['::ffff:10.1.2.3/128', '0:0:0:0:0:ffff:a01:203', '0:0:0:0:0:ffff:a01:203'],
  ])('%s is from %s to %s', (cidr, from, to) => {
    expect(written(cidr)).toEqual([from, to]);
    expect(isIP(from)).not.toBe(0);
  });

  it.each([
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.1/8',
    '10.0.0/8',
    '010.0.0.0/8',
    '0x0a000000/8',
    '::1/129',
    'fe80::1%eth0/64',
    'fe80::1/10',
    ':::/16',
    'localhost/8',
    ' 10.0.0.0/8',
    '10.0.0.0/-1',
    '',
  ])('is not meant by %j', (cidr) => {
    expect(addressRangeOf(cidr)).toBeUndefined();
  });

  it('loses what is taken out of it, and keeps the rest', () => {
    expect(left('10.0.0.0/8', '10.1.0.0/16')).toEqual([
      ['10.0.0.0', '10.0.255.255'],
      ['10.2.0.0', '10.255.255.255'],
    ]);
    expect(left('10.0.0.0/8', '10.0.0.0/9')).toEqual([['10.128.0.0', '10.255.255.255']]);
    expect(left('10.0.0.0/8', '10.0.0.0/8')).toEqual([]);
    expect(left('10.0.0.0/8', '0.0.0.0/0')).toEqual([]);
    expect(left('10.0.0.0/8', '11.0.0.0/8', '::/0')).toEqual([['10.0.0.0', '10.255.255.255']]);
    expect(left('10.0.0.0/30', '10.0.0.1/32', '10.0.0.2/32')).toEqual([
      ['10.0.0.0', '10.0.0.0'],
      ['10.0.0.3', '10.0.0.3'],
    ]);
  });
});
