import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../../local/loopback/foreign-request.ts';

const HOST = 'localhost:8080';

const status = (method: string, headers: Record<string, string | undefined>) =>
  refusalOf({ method, headers })?.status;

describe('a request to a server of this machine', () => {
  it.each([
    HOST,
    'localhost',
    'LOCALHOST:1',
    '127.0.0.1:8080',
    '[::1]:8080',
    '[::1]',
  ])('for %s passes', (host) => {
    expect(status('GET', { host })).toBeUndefined();
    expect(status('POST', { host })).toBeUndefined();
  });

  it.each([
    'rebound.example:8080',
    'localhost.rebound.example',
    'rebound.example#localhost',
    'localhost:8080@rebound.example',
    '127.0.0.1.nip.example:8080',
    '127.0.0.2',
    '192.168.0.7:8080',
    '0.0.0.0:8080',
    '[::]:8080',
    '::1',
    'localhost:',
    '',
    undefined,
  ])('for %j is misdirected, whatever it asks for', (host) => {
    expect(status('GET', { host })).toBe(421);
    expect(status('POST', { host, 'sec-fetch-site': 'same-origin' })).toBe(421);
  });

  it.each([
    ['a program', {}],
    ['its own page', { 'sec-fetch-site': 'same-origin', origin: `http://${HOST}` }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
    ['its own page, by an older browser', { origin: `http://${HOST}` }],
  ])('that comes from %s passes', (_from, headers) => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect(status(method, { host: HOST, ...headers })).toBeUndefined();
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' }],
    ['a form of another site, by an older browser', { origin: 'https://evil.example' }],
    ['another port, by an older browser', { origin: 'http://localhost:3000' }],
    ['a sandboxed frame', { origin: 'null' }],
  ])('that comes from %s is forbidden to change anything', (_from, headers) => {
    for (const method of ['POST', 'PUT', 'DELETE', 'POTATO'])
      expect(status(method, { host: HOST, ...headers })).toBe(403);
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect(status(method, { host: HOST, ...headers })).toBeUndefined();
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['another site, by a newer browser', { 'sec-fetch-site': 'cross-site' }, 403],
    ['its own page', { origin: `http://${HOST}` }, undefined],
    ['a program', {}, undefined],
  ])('that asks for a WebSocket and comes from %s gets %s', (_from, headers, expected) => {
    expect(status('GET', { host: HOST, upgrade: 'websocket', ...headers })).toBe(expected);
  });

  it('that is refused is told by which header, and the remedy, and nothing that was sent', () => {
    const misdirected = refusalOf({ method: 'GET', headers: { host: 'rebound.example' } });
    expect(misdirected?.detail).toMatch(/Host.*http:\/\/localhost/);
    const forbidden = refusalOf({ method: 'POST', headers: { host: HOST, origin: 'https://evil.example' } });
    expect(forbidden?.detail).toMatch(/Sec-Fetch-Site.*Origin.*curl/s);
    expect(JSON.stringify([misdirected, forbidden])).not.toMatch(/rebound|evil/);
  });
});
