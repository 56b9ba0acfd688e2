import { describe, expect, it } from 'vitest';
import { withToken } from '../../../../local/loopback/with-token.ts';

const TOKEN = 'a-token-that-is-long';

describe('a handler behind a token', () => {
  const behind = withToken(async () => ({ status: 200, headers: {}, body: 'in' }), TOKEN);
  const call = (headers: Readonly<Record<string, string>>) =>
    behind({ method: 'GET', target: '/', headers, body: Buffer.alloc(0) });

  it.each([
    `Bearer ${TOKEN}`,
    `bearer ${TOKEN}`,
    `Bearer  ${TOKEN} `,
  ])('is reached with it: %s', async (authorization) => {
    expect(await call({ authorization })).toMatchObject({ status: 200, body: 'in' });
  });

  it.each([
    [{}],
    [{ authorization: '' }],
    [{ authorization: TOKEN }],
    [{ authorization: `Basic ${TOKEN}` }],
    [{ authorization: `Bearer ${TOKEN}x` }],
    [{ authorization: `Bearer ${TOKEN.slice(1)}` }],
    [{ authorization: `Bearer x ${TOKEN}` }],
    [{ 'x-authorization': `Bearer ${TOKEN}` }],
  ])('is not reached without: %j', async (headers) => {
    const answer = await call(headers as Record<string, string>);
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    expect(JSON.parse(answer.body)).toMatchObject({ type: expect.stringContaining('unauthenticated') });
    expect(answer.body).not.toContain(TOKEN);
  });
});
