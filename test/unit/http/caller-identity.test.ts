import { describe, expect, it } from 'vitest';
import { naming } from '../../../shared/http/caller-identity.ts';
import { type Headers, type HttpRequest, json } from '../../../shared/http/http.ts';
import { NO_TEAMS, type Teams } from '../../../shared/jobs/teams.ts';
import { removed, signed } from '../../caller-tokens.ts';

const BEHIND_IAM = { K_SERVICE: 'submit-jobs', INVOKERS: 'named' } as const;
const bearer = (token: string) => `Bearer ${token}`;
const EMAIL = 'ops@acme.example';
const token = (claims: object = {}) => removed({ email: EMAIL, ...claims });

/** @returns the caller that a handler is told; undefined for none at all */
async function callerOf(headers: Headers, surroundings: object = BEHIND_IAM, TEAMS: Teams = NO_TEAMS) {
  let seen: HttpRequest | undefined;
  const handler = naming(
    async (request) => {
      seen = request;
      return json(200, {});
    },
    { ...surroundings, TEAMS },
  );
  await handler({ method: 'GET', target: '/', headers, body: Buffer.of() });
  return seen?.caller;
}

describe('a caller whom Cloud Run has checked', () => {
  it.each([
    ['with the signature', signed({ email: EMAIL })],
    ['without it, as Cloud Run hands it on', token()],
    ['with the issuer in short', token({ iss: 'accounts.google.com' })],
    [
      'for another audience: a domain of its own is in IAM, not here',
      token({ aud: 'https://api.acme.example' }),
    ],
    ['in capitals', token({ email: 'Ops@ACME.example' })],
  ])('has the e-mail of its token, %s', async (_how, text) => {
    expect(await callerOf({ authorization: bearer(text) })).toEqual({ email: EMAIL, team: 'every' });
  });

  it('is the one of the header that Cloud Run checks first', async () => {
    const other = bearer(token({ email: 'other@acme.example' }));
    expect(await callerOf({ 'x-serverless-authorization': bearer(token()), authorization: other })).toEqual({
      email: EMAIL,
      team: 'every',
    });
    expect(await callerOf({ 'x-serverless-authorization': bearer(token()) })).toEqual({
      email: EMAIL,
      team: 'every',
    });
  });

  it.each([
    ['is not verified', { email_verified: false }],
    ['is verified in words', { email_verified: 'true' }],
    ['is missing', { email: undefined }],
    ['is empty', { email: '' }],
    ['is none', { email: 'ops' }],
    ['has two @', { email: 'ops@acme.example@evil.example' }],
    ['has a line break', { email: 'ops@acme.example\n' }],
    ['has a space', { email: 'ops @acme.example' }],
    ['has a NUL', { email: 'ops\0@acme.example' }],
    ['is written from right to left', { email: '\u202eops@acme.example' }],
    ['has a longer name than there is', { email: `${'o'.repeat(65)}@acme.example` }],
    ['has a longer domain than there is', { email: `ops@${'a'.repeat(256)}` }],
    ['is said by a service account that signs its own tokens', { iss: EMAIL }],
  ])('has no name where the e-mail %s', async (_what, claims) => {
    expect(await callerOf({ authorization: bearer(token(claims)) })).toEqual({ email: null, team: 'every' });
  });

  it.each([
    ['no token', {}],
    ['an access token', { authorization: 'Bearer ya29.a0AfB_byC-1234' }],
    ['a password', { authorization: 'Basic b3BzQGFjbWUuZXhhbXBsZTp4' }],
    ['two tokens in one header', { authorization: `${bearer(token())},${bearer(token())}` }],
    [
      'an unreadable one in the header that is checked, and a good one in the other',
      { 'x-serverless-authorization': 'x', authorization: bearer(token()) },
    ],
    [
      'an empty header that is checked, and a good one in the other',
      { 'x-serverless-authorization': '', authorization: bearer(token()) },
    ],
  ])('has no name with %s', async (_what, headers) => {
    expect(await callerOf(headers)).toEqual({ email: null, team: 'every' });
  });
});

describe('a caller of a company with teams', () => {
  const teams: Teams = {
    tags: new Set(['team=emea']),
    members: new Map([
      [EMAIL, 'team=emea'],
      ['all@acme.example', 'every'],
    ]),
  };

  it.each([
    ['Ops@acme.example', 'team=emea'],
    ['all@acme.example', 'every'],
    ['new@acme.example', 'none'],
    ['', 'none'],
  ])('%s is of the team that the company says: %s', async (email, team) => {
    const caller = await callerOf({ authorization: bearer(token({ email })) }, BEHIND_IAM, teams);
    expect(caller).toEqual({ email: email === '' ? null : email.toLowerCase(), team });
  });
});

describe('a caller whom nobody has checked', () => {
  it.each([
    ['on one machine', {}],
    ['on one machine that says otherwise', { INVOKERS: 'named' }],
    ['where everybody may call', { K_SERVICE: 'submit-jobs', INVOKERS: 'everybody' }],
    ['where it is not said who may call', { K_SERVICE: 'submit-jobs' }],
  ] as const)('is nobody, whatever its token says: %s', async (_where, surroundings) => {
    expect(await callerOf({ authorization: bearer(signed({ email: EMAIL })) }, surroundings)).toBeUndefined();
    expect(await callerOf({ 'x-serverless-authorization': bearer(token()) }, surroundings)).toBeUndefined();
  });

  it('is not named by headers that look as if', async () => {
    const headers = {
      'x-goog-authenticated-user-email': `accounts.google.com:${EMAIL}`,
      'x-forwarded-email': EMAIL,
      'x-forwarded-user': EMAIL,
      'x-apigateway-api-userinfo': Buffer.from(JSON.stringify({ email: EMAIL })).toString('base64url'),
      caller: EMAIL,
      from: EMAIL,
    };
    expect(await callerOf(headers)).toEqual({ email: null, team: 'every' });
    expect(await callerOf(headers, {})).toBeUndefined();
  });
});
