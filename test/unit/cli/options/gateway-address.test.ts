import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { gatewayAddress } from '../../../../cli/options/gateway-address.ts';
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
