import { describe, expect, it } from 'vitest';
import { ModigieGateway } from '../../../client/index.ts';
import { isPrivateWay, isThisMachine } from '../../../client/private-way.ts';

const auth = () => 'token';

describe('the way to an address', () => {
  it.each([
    'https://gateway.example.com',
    'http://localhost:8080',
    'http://LOCALHOST/base',
    'http://gateway.localhost',
    'http://127.0.0.1:1',
    'http://127.8.9.10',
    'http://[::1]:8080',
  ])('is private: %s', (address) => {
    expect(isPrivateWay(new URL(address))).toBe(true);
    expect(isThisMachine(new URL(address))).toBe(!address.startsWith('https:'));
    expect(() => new ModigieGateway({ url: address, auth })).not.toThrow();
  });

  it.each([
    'http://192.0.2.2',
    'http://gateway.example.com',
    'http://localhost.example.com',
    'http://notlocalhost',
    'http://127.0.0.1.nip.example',
    'http://0.0.0.0:8080',
    'http://[2001:db8::1]',
  ])('is for others to read: %s; no token goes there, and none is asked for', (address) => {
    expect(isPrivateWay(new URL(address))).toBe(false);
    expect(isThisMachine(new URL(address))).toBe(false);
    for (const name of ['url', 'queryUrl', 'operateUrl'])
      expect(() => new ModigieGateway({ url: 'https://a.test', [name]: address, auth })).toThrow(
        new TypeError(`${name} must begin with https:, as auth gives a token.`),
      );
    expect(() => new ModigieGateway({ url: address })).not.toThrow();
  });
});
