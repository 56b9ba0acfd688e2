import { describe, expect, it } from 'vitest';
import { withToken } from '../../../../local/loopback/with-token.ts';

const TOKEN = 'a-token-that-is-long';

describe('a handler behind a token', () => {
  const told: string[] = [];
  let seconds = 0;
  const behind = withToken(async () => ({ status: 200, headers: {}, body: 'in' }), TOKEN, {
    telemetry: { emit: (name, fields) => void told.push(`${name} ${JSON.stringify(fields)}`) },
    now: () => seconds * 1_000,
  });
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

  it('tells of wrong tokens once a minute, of none at all never, and of no token what it was', async () => {
    told.length = 0;
    seconds = 1_000;
    await call({});
    expect(told).toEqual([]);
    for (seconds = 1_000; seconds < 1_070; seconds += 10) await call({ authorization: 'Bearer guessed' });
    const event = 'request.refused {"httpStatus":401,"reason":"unauthenticated"}';
    expect(told).toEqual([event, event]);
  });
});
