import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { gatewayAddress, requirePrivateWay } from '../../../../cli/options/gateway-address.ts';
import { UserError } from '../../../../cli/output/user-error.ts';

describe('the address of a gateway', () => {
  it.each([
    'https://gateway.example.com',
    'http://localhost:8080',
    'http://[::1]:8080/base',
  ])('may be %s', (text) => {
    expect(gatewayAddress(text)).toBe(text);
  });

  it.each([
    '',
    'gateway.example.com',
    'localhost:8080',
    'ftp://gateway.example.com',
    'http://',
    '/v1/jobs',
    'https://gateway.example.com?key=1',
    'https://gateway.example.com#jobs',
  ])('may not be %j', (text) => {
    expect(() => gatewayAddress(text)).toThrow(InvalidArgumentError);
  });

  it.each([
    'https://me:sesame@gateway.example.com',
    'https://sesame@gateway.example.com',
    'ftp://:sesame@x',
  ])('has no credentials, which would be shown: %s', (text) => {
    expect(() => gatewayAddress(text)).toThrow(UserError);
    expect(() => gatewayAddress(text)).not.toThrow('sesame');
  });
});

describe('a token', () => {
  const FAR = 'http://192.0.2.2';

  it.each([
    ['--gateway', { gateway: FAR, token: 'sesame' }],
    ['--query', { gateway: 'https://a.example.com', query: FAR, token: 'sesame' }],
    ['--operate', { gateway: 'https://a.example.com', operate: FAR, googleIdentity: true }],
  ])('is not sent unencrypted to another machine: %s', (option, address) => {
    expect(() => requirePrivateWay(address)).toThrow(UserError);
    expect(() => requirePrivateWay(address)).toThrow(new RegExp(`^${option} begins with http:.* its https`));
    expect(() => requirePrivateWay(address)).not.toThrow('sesame');
  });

  it.each([
    ['none is given', { gateway: FAR }],
    ['the way is encrypted', { gateway: 'https://a.example.com', token: 'sesame' }],
    ['the gateway is on this machine', { gateway: 'http://localhost:8080', token: 'sesame' }],
    ['all is embedded', { token: 'sesame' }],
  ])('stops nothing where %s', (_why, address) => {
    expect(() => requirePrivateWay(address)).not.toThrow();
  });
});
