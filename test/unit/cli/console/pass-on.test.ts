import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { functionAddresses, passOn } from '../../../../cli/console/pass-on.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { type Serving, serve } from '../../../../local/serve.ts';
import { type HttpResponse, json, text } from '../../../../shared/http/http.ts';
import { SILENT } from '../../../../shared/telemetry/log-events.ts';

interface Seen {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const seen: Seen[] = [];
let answer: HttpResponse = json(200, {});
let serving: Serving;
let base: string;
beforeAll(async () => {
  serving = await serve(async ({ method, target, headers, body }) => {
    seen.push({ method, target, headers, body: body.toString() });
    return answer;
  }, 0);
  base = `http://127.0.0.1:${serving.port}`;
});
afterAll(() => serving.close());
beforeEach(() => {
  seen.length = 0;
  answer = json(200, { ok: true });
});

type TokenFor = Parameters<typeof passOn>[0]['tokenFor'];

const tokens = (address: string) => `token for ${new URL(address).pathname}`;

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** @returns a function that makes a call through the handler of a console for these addresses */
function passing(addresses = functionAddresses({ gateway: base }), tokenFor: TokenFor = tokens) {
  const handler = passOn({
    addresses,
    tokenFor,
    calling: { token: 'a token' },
    agent: 'test',
    telemetry: SILENT,
  });
  return (method: string, target: string, { headers = {}, body = '' }: Sent = {}) =>
    handler({ method, target, headers, body: Buffer.from(body) });
}

describe('a call that is passed on', () => {
  it('goes to the function that serves it, with the token for its address', async () => {
    const paths = { query: '/read', operate: '/operate/', webhooks: '/webhooks' };
    const call = passing(
      functionAddresses({
        gateway: `${base}/submit`,
        ...Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, base + path])),
      }),
    );
    for (const [method, target] of [
      ['POST', '/v1/jobs'],
      ['GET', '/v1/jobs/a%2Fb?view=brief'],
      ['POST', '/v1/jobs/a:retry'],
      ['GET', '/v1/webhooks'],
      ['GET', '/openapi.json'],
      ['GET', '/health'],
    ] as const)
      expect((await call(method, target)).status).toBe(200);
    expect(seen.map(({ target, headers }) => [target, headers['authorization']])).toEqual([
      ['/submit/v1/jobs', 'Bearer token for /submit'],
      ['/read/v1/jobs/a%2Fb?view=brief', 'Bearer token for /read'],
      ['/operate/v1/jobs/a:retry', 'Bearer token for /operate'],
      ['/webhooks/v1/webhooks', 'Bearer token for /webhooks'],
      ['/read/openapi.json', 'Bearer token for /read'],
      ['/read/health', 'Bearer token for /read'],
    ]);
  });

  it('has of a request what the API reads, and of an answer what the page reads', async () => {
    answer = json(
      202,
      { requestId: 'ä' },
      {
        'retry-after': '5',
        'idempotency-replayed': 'true',
        location: `${base}/v1/jobs/a`,
        'set-cookie': 'a=b',
        'x-other': 'c',
      },
    );
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      'idempotency-key': 'k',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      cookie: 'session=secret',
      authorization: 'Bearer of-the-page',
      referer: 'http://127.0.0.1/secret/console',
      origin: 'http://127.0.0.1:1',
      'x-forwarded-for': '10.0.0.1',
    };
    const {
      status,
      headers: back,
      body,
    } = await passing()('POST', '/v1/jobs', { headers, body: '{"a":"ä"}' });
    const [request] = seen;
    expect(request).toMatchObject({ method: 'POST', body: '{"a":"ä"}' });
    const { accept, 'content-type': type, 'idempotency-key': key, traceparent } = headers;
    expect(request?.headers).toMatchObject({
      accept,
      'content-type': type,
      'idempotency-key': key,
      traceparent,
      authorization: 'Bearer token for /',
      'user-agent': 'test',
    });
    for (const name of ['cookie', 'referer', 'origin', 'x-forwarded-for'])
      expect(request?.headers).not.toHaveProperty(name);
    expect([status, body]).toEqual([202, '{"requestId":"ä"}']);
    expect(back).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'retry-after': '5',
      'idempotency-replayed': 'true',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
  });

  it('goes without a token where there is none', async () => {
    const handler = passOn({
      addresses: functionAddresses({ gateway: base }),
      tokenFor: undefined,
      calling: {},
      agent: 'test',
      telemetry: SILENT,
    });
    await handler({ method: 'GET', target: '/v1/jobs', headers: {}, body: Buffer.alloc(0) });
    expect(seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each([
    ['GET', '/', 404],
    ['GET', '/v2/jobs', 404],
    ['GET', '/v1', 404],
    ['GET', '/v1/../admin', 404],
    ['GET', '/v1/%2e%2e/admin', 404],
    ['GET', '/v1/../../v1/jobs', 404],
    ['GET', '//v1/jobs', 404],
    ['GET', '/healthz', 404],
    ['GET', '/console/controls', 404],
    ['DELETE', '/v1/jobs', 405],
    ['TRACE', '/v1/jobs', 405],
  ])('is one of the API, or stays here: %s %s', async (method, target, status) => {
    const call = passing(functionAddresses({ gateway: `${base}/gateway/inner` }));
    expect((await call(method, target)).status).toBe(status);
    expect(seen).toEqual([]);
  });

  it.each([
    [401, 'GET', '/v1/jobs', /refused the caller \(401\): .*tokenFile.* start it again\.$/],
    [403, 'POST', '/v1/jobs/a:retry', /does not let this account operate it \(403\): add it to operators/],
    [404, 'GET', '/v1/webhooks', /answered 404, but not as a gateway does: check the address\.$/],
  ] as const)('says of a page of refusal in place of an answer what to do: %s', async (status, method, target, words) => {
    answer = text(status, { contentType: 'text/html', body: '<h1>Refused</h1>' });
    const back = await passing()(method, target);
    expect(back.status).toBe(status);
    expect(back.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(back.body)).toMatchObject({
      type: 'about:blank',
      status,
      detail: expect.stringMatching(words),
    });
  });

  it('brings back the page of a fault as it is, though no browser shows it as a page', async () => {
    answer = text(502, { contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
    const back = await passing()('GET', '/v1/jobs');
    expect([back.status, back.body]).toEqual([502, '<h1>Bad gateway</h1>']);
    expect(back.headers['content-security-policy']).toMatch(/sandbox$/);
  });

  it('that is led elsewhere is told of with that place, and no more of it', async () => {
    answer = text(
      302,
      { contentType: 'text/plain', body: '' },
      { location: 'https://login.example/?state=secret' },
    );
    const { status, body } = await passing()('GET', '/v1/jobs');
    expect(status).toBe(404);
    expect(body).toContain(`${base} answered 302 and points elsewhere (https://login.example)`);
    expect(body).not.toContain('secret');
  });

  it.each([
    ['without end', {}, (chunk: Buffer) => chunk],
    ['small until it is decompressed', { 'content-encoding': 'gzip' }, gzipSync],
  ])('whose answer is too large is not held: %s', async (_how, headers, pack) => {
    const endless = createServer((_request, response) => {
      const megabyte = pack(Buffer.alloc(1_000_000, ' '));
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      const write = () => {
        while (!response.destroyed && response.write(megabyte));
      };
      response.on('drain', write);
      write();
    });
    await new Promise<void>((listening) => endless.listen(0, '127.0.0.1', listening));
    const gateway = `http://127.0.0.1:${(endless.address() as AddressInfo).port}`;
    const { status, body } = await passing(functionAddresses({ gateway }))('GET', '/v1/jobs');
    endless.closeAllConnections();
    endless.close();
    expect(status).toBe(404);
    expect(JSON.parse(body).detail).toMatch(new RegExp(`^${gateway} answered more than \\d+ bytes`));
  });

  it('says which address is gone, and what to do', async () => {
    const gone = createServer();
    await new Promise<void>((listening) => gone.listen(0, '127.0.0.1', listening));
    const { port } = gone.address() as AddressInfo;
    await new Promise((closed) => gone.close(closed));
    const gateway = `http://127.0.0.1:${port}`;
    const { status, body } = await passing(functionAddresses({ gateway }))('GET', '/v1/jobs');
    expect(status).toBe(503);
    expect(JSON.parse(body).detail).toMatch(
      new RegExp(
        `^${gateway} cannot be reached \\(ECONNREFUSED\\)\\. See that it is the address of the gateway`,
      ),
    );
  });

  it('that gets no token is refused in the words of the command line', async () => {
    const none = () => Promise.reject(new UserError('Google gives no identity token for it: do this.'));
    const { status, body } = await passing(undefined, none)('GET', '/v1/jobs');
    expect([status, JSON.parse(body).detail]).toEqual([
      401,
      'Google gives no identity token for it: do this.',
    ]);
    expect(seen).toEqual([]);
  });

  it('with a body that was not taken in is refused here', async () => {
    const handler = passOn({
      addresses: functionAddresses({ gateway: base }),
      tokenFor: undefined,
      calling: {},
      agent: 'test',
      telemetry: SILENT,
    });
    const refused = { type: 'too-large', detail: 'The body has 9 bytes; at most 3 are taken.' } as const;
    const request = { method: 'POST', target: '/v1/jobs', headers: {}, body: Buffer.alloc(0), refused };
    expect((await handler(request)).status).toBe(413);
    expect(seen).toEqual([]);
  });
});
