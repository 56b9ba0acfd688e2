import { OAuth2Client } from 'google-auth-library';
import { beforeEach, describe, expect, it } from 'vitest';
import { receiveResponsesHandler } from '../../../functions/receive-responses/handler.ts';
import { ACCEPT_ALL, oidcVerifier } from '../../../shared/http/push-auth.ts';
import { headersOf } from '../../../shared/http/serve-request.ts';
import { CALLERS, EXPECTED, GOOGLE_KEYS, removed, signed, statusOf } from '../../caller-tokens.ts';
import { answerBody, type TestGateway, testGateway } from '../../fixtures.ts';

const client = new OAuth2Client();
const KEYS = {
  getFederatedSignonCertsAsync: async () => ({ certs: GOOGLE_KEYS, format: 'PEM' as never }),
  verifySignedJwtWithCertsAsync: client.verifySignedJwtWithCertsAsync.bind(client),
};
/** As google-auth-library has it when Google does not answer: an error that only its code tells apart. */
const unreachable = (fault: object) => ({
  ...KEYS,
  getFederatedSignonCertsAsync: () => Promise.reject(Object.assign(new Error('secret'), fault)),
});

let gateway: TestGateway;
beforeEach(() => {
  gateway = testGateway();
});

const push = async (verifier: ReturnType<typeof oidcVerifier>, headers: NodeJS.Dict<string | string[]>) => {
  const message = { data: Buffer.from(answerBody({ id: 'a' })).toString('base64'), messageId: '7' };
  const body = Buffer.from(JSON.stringify({ message }));
  const handler = receiveResponsesHandler(gateway, verifier);
  return handler({ method: 'POST', target: '/', headers: headersOf(headers), body });
};

describe.each(['signature', 'behind-iam'] as const)('a caller that is trusted by %s', (mode) => {
  const verifier = oidcVerifier(KEYS, EXPECTED, mode);
  const cases = CALLERS.map(({ name, headers, signature, behindIam }) => ({
    name,
    headers,
    outcome: mode === 'signature' ? signature : behindIam,
  }));

  it.each(cases)('with $name: $outcome', async ({ headers, outcome }) => {
    const response = await push(verifier, headers);
    const letIn = outcome === 'ok';
    expect(response.status).toBe(letIn ? 204 : statusOf(outcome));
    expect(gateway.store.records()).toHaveLength(letIn ? 1 : 0);
    if (letIn) return;
    expect(gateway.events).toEqual([
      { name: 'caller.refused', fields: { httpStatus: statusOf(outcome), reason: outcome } },
    ]);
    expect(gateway.published.sent).toEqual([]);
    expect(response.body).not.toMatch(/modigie\.example|gateway\.example|eyJ/);
  });
});

describe('a caller that is refused', () => {
  it.each([
    [{}, 'Bearer'],
    [{ authorization: `Bearer ${signed({ aud: 'x' })}` }, 'Bearer error="invalid_token"'],
    [{ authorization: `Bearer ${signed({ email: 'x@y.example' })}` }, undefined],
  ])('is challenged, unless its token is good: %o', async (headers, challenge) => {
    const response = await push(oidcVerifier(KEYS, EXPECTED, 'signature'), headers);
    expect(response.headers['www-authenticate']).toBe(challenge);
  });

  it('is told what to do about it', async () => {
    const headers = { authorization: `Bearer ${removed()}` };
    const { body } = await push(oidcVerifier(KEYS, EXPECTED, 'signature'), headers);
    expect(JSON.parse(body).detail).toContain('set PUSH_AUTHENTICATION=behind-iam');
  });
});

describe("Google's public keys", () => {
  it.each([
    [{ code: 'ENOTFOUND' }, 'ENOTFOUND'],
    [{ code: 503, status: 502 }, '502'],
    [{}, 'no-answer'],
  ])('that cannot be fetched (%o) make the caller come again', async (fault, reason) => {
    const verifier = oidcVerifier(unreachable(fault), EXPECTED, 'behind-iam');
    const { status, headers } = await push(verifier, { authorization: `Bearer ${signed()}` });
    expect([status, headers['retry-after']]).toEqual([503, '5']);
    expect(gateway.events.map(({ name, fields }) => [name, fields?.reason])).toEqual([
      ['keys.unavailable', reason],
    ]);
    expect(gateway.store.records()).toEqual([]);
  });

  it('are not asked for when the claims are wrong, or the signature is removed', async () => {
    const verifier = oidcVerifier(unreachable({}), EXPECTED, 'behind-iam');
    const statuses = [signed({ aud: 'x' }), removed({ aud: 'x' }), removed()].map(
      async (token) => (await push(verifier, { authorization: `Bearer ${token}` })).status,
    );
    expect(await Promise.all(statuses)).toEqual([401, 401, 204]);
  });
});

describe('a verifier that is off', () => {
  it('lets everybody in', async () => {
    expect((await push(ACCEPT_ALL, {})).status).toBe(204);
  });
});
