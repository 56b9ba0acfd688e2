import { describe, expect, it } from 'vitest';
import { callAsStranger } from '../../../../cli/smoke/strangers-call.ts';

const URI = 'https://modigie-gateway-receive-responses-abc-uc.a.run.app';
const HTML = 'text/html; charset=UTF-8';
const PROBLEM = 'application/problem+json; charset=utf-8';

describe('the call of a stranger', () => {
  it('is a POST without a token and without a body, which says whose it is', async () => {
    const sent: [string, RequestInit | undefined][] = [];
    await callAsStranger(async (uri, init) => {
      sent.push([String(uri), init]);
      return new Response();
    }, URI);
    expect(sent).toEqual([
      [
        URI,
        expect.objectContaining({
          method: 'POST',
          body: '',
          headers: { 'user-agent': 'modigie-gateway-smoke' },
          redirect: 'manual',
        }),
      ],
    ]);
  });

  it.each([
    [403, HTML, 'kept-out'],
    [401, HTML, 'kept-out'],
    [401, PROBLEM, 'let-in'],
    [403, PROBLEM, 'let-in'],
    [404, PROBLEM, 'let-in'],
    [404, HTML, 'no-way-in'],
    [204, '', 'let-in'],
    [302, HTML, 'let-in'],
    [429, HTML, 'let-in'],
    [503, 'text/plain', 'let-in'],
  ])('that is answered %i as %s is %s', async (status, type, kind) => {
    const response = new Response(null, { status, headers: { 'content-type': type } });
    expect(await callAsStranger(async () => response, URI)).toEqual({ kind, status });
  });

  it('that is not answered shows nothing', async () => {
    expect(await callAsStranger(() => Promise.reject(new TypeError('fetch failed')), URI)).toEqual({
      kind: 'no-answer',
    });
  });
});
