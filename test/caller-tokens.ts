/**
 * Callers of a function, by the headers that they send: who is let in, and why the others are refused. Held
 * in memory by test/unit/http/push-auth.test.ts, and on the bundles by test/e2e/callers.test.ts.
 */
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

export const EXPECTED = { audience: 'https://gateway.example/receive', email: 'app@modigie.example' };

const google = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const PUBLIC_KEY = google.publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** As Google serves its keys, by their ID. */
export const GOOGLE_KEYS: Readonly<Record<string, string>> = { k1: PUBLIC_KEY };

const HEADER = { alg: 'RS256', kid: 'k1', typ: 'JWT' };
const REMOVED = 'SIGNATURE_REMOVED_BY_GOOGLE';
const now = Math.floor(Date.now() / 1000);
const CLAIMS = {
  iss: 'https://accounts.google.com',
  aud: EXPECTED.audience,
  email: EXPECTED.email,
  email_verified: true,
  iat: now - 10,
  exp: now + 3000,
  sub: '1',
};

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = (claims: unknown, header: unknown = HEADER) => `${part(header)}.${part(claims)}`;
const sign = (text: string, key: KeyObject = google.privateKey) =>
  `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;

/** A token of Google's with other claims; without one that is undefined. */
export const signed = (claims: object = {}) => sign(unsigned({ ...CLAIMS, ...claims }));
/** The same as Cloud Run may hand it on. */
export const removed = (claims: object = {}, header: unknown = HEADER) =>
  `${unsigned({ ...CLAIMS, ...claims }, header)}.${REMOVED}`;

const byStranger = (header: object = HEADER) => sign(unsigned(CLAIMS, header), stranger);
const claims = unsigned(CLAIMS);
const publicKeyAsSecret = () => {
  const text = unsigned(CLAIMS, { ...HEADER, alg: 'HS256' });
  return `${text}.${createHmac('sha256', PUBLIC_KEY).update(text).digest('base64url')}`;
};

/** `ok`, or the reason of the refusal. */
type Outcome = string;

export interface Caller {
  readonly name: string;
  /** Several for a header that is sent several times. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly signature: Outcome;
  readonly behindIam: Outcome;
}

type Row = readonly [name: string, token: string, signature: Outcome, behindIam?: Outcome];

const ALIKE: readonly Row[] = [
  ['a token of the account', signed(), 'ok'],
  ['the issuer without https', signed({ iss: 'accounts.google.com' }), 'ok'],
  ['a token that expired a minute ago', signed({ exp: now - 60 }), 'ok'],
  ['a token from a clock four minutes ahead', signed({ iat: now + 240 }), 'ok'],
  ['one segment', 'x', 'malformed'],
  ['two segments', claims, 'malformed'],
  ['four segments', `${signed()}.${REMOVED}`, 'malformed'],
  ['an empty signature', `${unsigned(CLAIMS, { alg: 'none', kid: 'k1' })}.`, 'malformed'],
  ['an access token', 'ya29.a0AfB_byC-1234', 'malformed'],
  ['a header that is not JSON', `x.${part(CLAIMS)}.${REMOVED}`, 'malformed'],
  ['claims that are not JSON', `${part(HEADER)}.x.${REMOVED}`, 'malformed'],
  ['claims that are null', sign(unsigned(null)), 'malformed'],
  ['claims that are a list', sign(unsigned([CLAIMS])), 'malformed'],
  ['no issuer', signed({ iss: undefined }), 'malformed'],
  ['no expiry', removed({ exp: undefined }), 'malformed'],
  ['no time of issue', removed({ iat: undefined }), 'malformed'],
  ['an expiry in words', removed({ exp: 'tomorrow' }), 'malformed'],
  ['an expiry in digits', removed({ exp: String(now + 3000) }), 'malformed'],
  ['an audience among others', removed({ aud: [EXPECTED.audience, 'x'] }), 'malformed'],
  ['an e-mail that is an object', removed({ email: { toString: 1 } }), 'malformed'],
  ['another issuer', signed({ iss: 'https://evil.example' }), 'wrong-issuer'],
  ['another audience', signed({ aud: 'https://elsewhere.example' }), 'wrong-audience'],
  ['the audience with a slash', signed({ aud: `${EXPECTED.audience}/` }), 'wrong-audience'],
  ['an expired token', signed({ iat: now - 9000, exp: now - 400 }), 'expired'],
  ['a token from a clock far ahead', signed({ iat: now + 2000 }), 'not-yet-valid'],
  ['a token that is for later', signed({ nbf: now + 2000 }), 'not-yet-valid'],
  ['a token for a week', signed({ exp: now + 604_800 }), 'too-long-lived'],
  ["a stranger's signature", byStranger(), 'signature-invalid'],
  ['an unknown key', byStranger({ ...HEADER, kid: 'k2' }), 'signature-invalid'],
  ['a key that every object has', byStranger({ ...HEADER, kid: 'constructor' }), 'signature-invalid'],
  ['no algorithm', byStranger({ ...HEADER, alg: 'none' }), 'signature-invalid'],
  ['an elliptic curve without a point', byStranger({ ...HEADER, alg: 'ES256' }), 'signature-invalid'],
  ['a public key as a secret', publicKeyAsSecret(), 'signature-invalid'],
  [
    'a signature of another token',
    signed().replace(/\.[\w-]+\./, `.${part({ ...CLAIMS, sub: '2' })}.`),
    'signature-invalid',
  ],
  [
    'a signature that is called removed in small letters',
    `${claims}.${REMOVED.toLowerCase()}`,
    'signature-invalid',
  ],
  ['a signature that begins as removed', `${claims}.${REMOVED}_`, 'signature-invalid'],
  ['a signature that ends as removed', `${claims}._${REMOVED}`, 'signature-invalid'],
  ['no e-mail', signed({ email: undefined }), 'unverified-email'],
  ['an e-mail that is not verified', signed({ email_verified: false }), 'unverified-email'],
  ['an e-mail that is verified in words', signed({ email_verified: 'true' }), 'unverified-email'],
  ['another account', signed({ email: 'other@modigie.example' }), 'other-account'],
];

const REMOVED_SIGNATURES: readonly Row[] = [
  ['the account', removed(), 'signature-removed', 'ok'],
  ['the account, and no algorithm', removed({}, { alg: 'none' }), 'signature-removed', 'ok'],
  ['another issuer', removed({ iss: 'https://evil.example' }), 'signature-removed', 'wrong-issuer'],
  ['another audience', removed({ aud: 'https://elsewhere.example' }), 'signature-removed', 'wrong-audience'],
  ['an expiry in the past', removed({ exp: now - 400 }), 'signature-removed', 'expired'],
  ['a clock far ahead', removed({ iat: now + 400 }), 'signature-removed', 'not-yet-valid'],
  ['a beginning in the future', removed({ nbf: now + 400 }), 'signature-removed', 'not-yet-valid'],
  ['an expiry in a week', removed({ exp: now + 604_800 }), 'signature-removed', 'too-long-lived'],
  ['no e-mail', removed({ email: undefined }), 'signature-removed', 'unverified-email'],
  ['an e-mail not verified', removed({ email_verified: 1 }), 'signature-removed', 'unverified-email'],
  ['another account', removed({ email: 'other@modigie.example' }), 'signature-removed', 'other-account'],
];

const ODD_HEADERS: readonly Caller[] = [
  { name: 'no header', headers: {}, signature: 'no-token', behindIam: 'no-token' },
  {
    name: 'a password',
    headers: { authorization: 'Basic YTpi' },
    signature: 'no-token',
    behindIam: 'no-token',
  },
  {
    name: 'an empty bearer',
    headers: { authorization: 'Bearer ' },
    signature: 'no-token',
    behindIam: 'no-token',
  },
  {
    name: 'a bearer in small letters',
    headers: { authorization: `bearer ${signed()}` },
    signature: 'ok',
    behindIam: 'ok',
  },
  {
    name: 'two tokens in two headers',
    headers: {
      authorization: [`Bearer ${removed()}`, `Bearer ${signed({ email: 'other@modigie.example' })}`],
    },
    signature: 'malformed',
    behindIam: 'malformed',
  },
  {
    name: 'a signed token beside the one that Cloud Run checks',
    headers: {
      authorization: `Bearer ${signed()}`,
      'x-serverless-authorization': `Bearer ${removed({ email: 'other@modigie.example' })}`,
    },
    signature: 'ok',
    behindIam: 'ok',
  },
  {
    name: 'a forged token beside the one that Cloud Run checks',
    headers: {
      authorization: `Bearer ${removed()}`,
      'x-serverless-authorization': `Bearer ${removed({ email: 'other@modigie.example' })}`,
    },
    signature: 'signature-removed',
    behindIam: 'unchecked-by-cloud-run',
  },
  {
    name: 'the token in the other header alone',
    headers: { 'x-serverless-authorization': `Bearer ${removed()}` },
    signature: 'no-token',
    behindIam: 'no-token',
  },
];

const callerOf = ([name, token, signature, behindIam = signature]: Row): Caller => ({
  name,
  headers: { authorization: `Bearer ${token}` },
  signature,
  behindIam,
});

export const CALLERS: readonly Caller[] = [
  ...ODD_HEADERS,
  ...ALIKE.map(callerOf),
  ...REMOVED_SIGNATURES.map(([name, ...row]) => callerOf([`a signature removed from ${name}`, ...row])),
];

/** @returns the HTTP status of a refusal; 0 for none */
export function statusOf(outcome: Outcome): number {
  if (outcome === 'ok') return 0;
  return ['other-account', 'unverified-email'].includes(outcome) ? 403 : 401;
}
