import { describe, expect, it } from 'vitest';
import { faultOfUrl } from '../../../shared/webhooks/endpoint-url.ts';

const deployed = (url: string) => faultOfUrl(url, { local: false });

describe('the address of a webhook', () => {
  it.each([
    'https://crm.example.com',
    'https://crm.example.com:443/hook',
    'https://crm.example.com:1024/hook?key=1',
    'https://[2a00::1]/hook',
    'https://xn--bcher-kva.example/',
  ])('may be %s', (url) => {
    expect(deployed(url)).toBeUndefined();
  });

  it.each([
    ['crm.example.com', 'must be an address such as'],
    ['ftp://crm.example.com', 'must be an address such as'],
    ['javascript:alert(1)', 'must be an address such as'],
    ['https://', 'must be an address such as'],
    [`https://crm.example.com/${'x'.repeat(2_048)}`, 'of 2,048 characters at most'],
    ['https://user@crm.example.com', 'no user name'],
    ['https://user:s3cret@crm.example.com', 'no user name'],
    ['https://:s3cret@crm.example.com', 'no user name'],
    ['https://crm.example.com/#s3cret', 'behind a #'],
    ['http://crm.example.com', 'must begin with https:'],
    ['https://crm.example.com:22', 'port 443, or one above 1023'],
    ['https://crm.example.com:1023', 'port 443, or one above 1023'],
    ['https://crm.example.com:0', 'port 443, or one above 1023'],
  ])('is refused as %j, without repeating it', (url, remedy) => {
    const fault = deployed(url);
    expect(fault).toContain(remedy);
    expect(fault).not.toContain('s3cret');
  });

  it('may be plain HTTP at any port on one machine alone', () => {
    expect(faultOfUrl('http://localhost:3000/hook', { local: true })).toBeUndefined();
    expect(faultOfUrl('http://localhost:80/hook', { local: true })).toBeUndefined();
    expect(faultOfUrl('http://user@localhost:3000/hook', { local: true })).toContain('no user name');
  });
});
