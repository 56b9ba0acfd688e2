import { describe, expect, it } from 'vitest';
import { addressAt, ownAddress } from '../../../../local/loopback/own-address.ts';

describe('the address of a gateway on this machine', () => {
  it('is a number, which means nobody else', () => {
    expect(addressAt(8080)).toBe('http://127.0.0.1:8080');
    expect(ownAddress(8123)).toBe('http://127.0.0.1:8123');
  });

  it('is not known before it listens where its port is any that is free', () => {
    expect(ownAddress(0)).toBeUndefined();
  });
});
