import { describe, expect, it } from 'vitest';
import { withBesideCalls } from '../../../../local/console/beside-api.ts';
import { json } from '../../../../shared/http/http.ts';
import { refuse } from '../../../../shared/http/problem-response.ts';

const told: string[] = [];
const handler = withBesideCalls(
  async ({ target }) => json(200, { api: target }),
  {
    echo: {
      method: 'POST',
      answer: async ({ body }, query) => json(200, { body: body.toString(), query: [...query] }),
    },
    sized: { method: 'POST', answer: async () => json(200, {}), tooLarge: () => 'Send less.' },
    refused: { method: 'GET', answer: async () => refuse('invalid', 'It is wrong.') },
    broken: { method: 'GET', answer: () => Promise.reject(new Error('a fault')) },
  },
  { emit: (name) => void told.push(name) },
);
const call = async (method: string, target: string, more: object = {}) => {
  const request = { method, target, headers: {}, body: Buffer.from('x'), ...more };
  const { status, headers, body } = await handler(request);
  return { status, headers, body: JSON.parse(body) };
};

describe('calls beside an API', () => {
  it('are found by their paths, and all else is the API', async () => {
    expect((await call('POST', '/console/echo?jobType=a%20b&x=?')).body).toEqual({
      body: 'x',
      query: [
        ['jobType', 'a b'],
        ['x', '?'],
      ],
    });
    for (const target of ['/console/other', '/echo', '/v1/jobs', '/console/echo/', '*'])
      expect((await call('POST', target)).body).toEqual({ api: target });
  });

  it('refuse another method, and a body that was not taken in', async () => {
    expect(await call('GET', '/console/echo')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    const refused = { type: 'too-large', detail: 'At most 3 bytes are taken.' };
    expect(await call('POST', '/console/echo', { refused })).toMatchObject({
      status: 413,
      body: { detail: refused.detail },
    });
    expect(await call('POST', '/console/sized', { refused })).toMatchObject({
      status: 413,
      body: { detail: 'Send less.' },
    });
    expect((await call('POST', '/console/sized')).status).toBe(200);
  });

  it('are answered whatever is thrown, and a fault is told of', async () => {
    expect(await call('GET', '/console/refused')).toMatchObject({
      status: 422,
      body: { detail: 'It is wrong.' },
    });
    told.length = 0;
    expect((await call('GET', '/console/broken')).status).toBe(500);
    expect(told).toEqual(['request.failed']);
  });
});
