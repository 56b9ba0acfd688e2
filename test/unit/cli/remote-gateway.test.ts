import { describe, expect, it } from 'vitest';
import { inUserWords, remoteGateway } from '../../../cli/remote-gateway.ts';
import { GatewayError, GatewayUnreachable } from '../../../client/index.ts';
import { serve } from '../../../local/serve.ts';

const refused = (status: number, type: string, detail = 'Try later.') =>
  new GatewayError({ status, type, title: 'No', detail });

const PASS_A_TOKEN =
  'pass an identity token with --token, which holds for an hour, or --google-identity, which renews it.';

describe('a gateway that a command calls', () => {
  it('is sent the token, for each of its addresses', async () => {
    const seen: unknown[] = [];
    const serving = await serve(async ({ target, headers }) => {
      seen.push([target, headers['authorization']]);
      return { status: 200, headers: {}, body: '{"byStatus":{},"requestId":"a"}' };
    }, 0);
    const gateway = `http://127.0.0.1:${serving.port}`;
    const addresses = { gateway, query: `${gateway}/read`, operate: `${gateway}/operate` };
    const { jobs } = remoteGateway({ ...addresses, token: 'secret' });
    await jobs.count();
    await jobs.retry('a');
    await remoteGateway({ gateway }).jobs.count();
    await serving.close();
    expect(seen).toEqual([
      ['/read/v1/jobs:count', 'Bearer secret'],
      ['/operate/v1/jobs/a:retry', 'Bearer secret'],
      ['/v1/jobs:count', undefined],
    ]);
  });
});

describe('a failed call in the words of the command line', () => {
  it.each([
    [new GatewayUnreachable('x', new Error('x')), 'http://g cannot be reached.'],
    [refused(401, 'unauthenticated'), `http://g refused the caller (401): ${PASS_A_TOKEN}`],
    [refused(403, 'forbidden'), `http://g refused the caller (403): ${PASS_A_TOKEN}`],
    [refused(200, 'not-a-gateway'), 'http://g answered 200, but not as a gateway does: check the address.'],
    [refused(503, 'unavailable'), 'http://g keeps answering 503: Try later.'],
    [refused(422, 'invalid', 'Mend it.'), 'http://g answered 422: Mend it.'],
  ])('says what happened and what to do: %s', (error, message) => {
    expect(inUserWords(error, 'http://g')).toMatchObject({ code: 'user-error', message });
  });

  it('leaves a fault that is none of the gateway alone', () => {
    const fault = new TypeError('ours');
    expect(inUserWords(fault, 'http://g')).toBe(fault);
  });
});
