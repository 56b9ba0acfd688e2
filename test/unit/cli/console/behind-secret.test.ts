import { describe, expect, it } from 'vitest';
import { behindSecret } from '../../../../cli/console/behind-secret.ts';
import { json } from '../../../../shared/http/http.ts';

const SECRET = 'q83v_-0123456789abcdefghijklmnop';
const OWN = 'http://127.0.0.1:8081';
const handler = behindSecret(async ({ target }) => json(200, { target }), SECRET);

async function call(target: string, headers: Readonly<Record<string, string>> = {}) {
  const own = { host: '127.0.0.1:8081', ...headers };
  const answer = await handler({ method: 'GET', target, headers: own, body: Buffer.alloc(0) });
  return { status: answer.status, body: JSON.parse(answer.body) };
}

describe('a handler behind a secret', () => {
  it('is reached by the address that has it, and does not see it', async () => {
    expect(await call(`/${SECRET}/console`)).toEqual({ status: 200, body: { target: '/console' } });
    expect(await call(`/${SECRET}/v1/jobs?a=/x`)).toMatchObject({ body: { target: '/v1/jobs?a=/x' } });
    expect(await call(`/${SECRET}/`)).toMatchObject({ body: { target: '/' } });
    expect(await call(`/${SECRET}//other`)).toMatchObject({ body: { target: '//other' } });
  });

  it.each([
    '/',
    '/console',
    '/v1/jobs',
    `/${SECRET}`,
    `/${SECRET}?`,
    `/${SECRET}x/console`,
    `/${SECRET.slice(1)}/console`,
    `/${SECRET.toUpperCase()}/console`,
    `//${SECRET}/console`,
    `/x/../${SECRET}/console`,
    `${OWN}/${SECRET}/console`,
    '*',
    '',
  ])('is not there for %s', async (target) => {
    const { status, body } = await call(target);
    expect(status).toBe(404);
    expect(JSON.stringify(body)).not.toContain(SECRET);
  });

  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://localhost:8080' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: OWN, 'sec-fetch-site': 'cross-site' },
  ])('answers nothing to a page of another origin, read or not: %j', async (headers) => {
    expect((await call(`/${SECRET}/v1/jobs`, headers as Record<string, string>)).status).toBe(403);
    expect((await call('/v1/jobs', headers as Record<string, string>)).status).toBe(403);
  });

  it.each([
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'same-origin' },
    { origin: OWN },
  ])('answers its own page, and who types the address: %j', async (headers) => {
    expect((await call(`/${SECRET}/v1/jobs`, headers as Record<string, string>)).status).toBe(200);
  });
});
