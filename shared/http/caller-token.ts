/** The OIDC token that a caller carries (RFC 7519): what it says, whether or not it is signed. */
import * as z from 'zod';
import type { CallerRefusal } from './caller-refusals.ts';

/** As RFC 7519 §4.1 has them; times in seconds. Google's own tokens have one audience, and no `nbf`. */
const ClaimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  iat: z.number().positive(),
  exp: z.number(),
  nbf: z.number().optional(),
  email: z.string().optional(),
  email_verified: z.unknown(),
});
type Claims = z.infer<typeof ClaimsSchema>;
const HeaderSchema = z.object({});

export interface CallerToken {
  /** Three segments, as they were sent. */
  readonly text: string;
  readonly claims: Claims;
  readonly signatureRemoved: boolean;
}

export interface ExpectedCaller {
  readonly audience: string;
  readonly email: string;
}

const BEARER = /^Bearer +(\S.*)$/i;
const SEGMENTS = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;
/** Cloud Run may put it in place of a signature that it has checked (docs/protocol.md §7.2). */
const SIGNATURE_REMOVED = 'SIGNATURE_REMOVED_BY_GOOGLE';

export const ISSUERS: readonly string[] = ['https://accounts.google.com', 'accounts.google.com'];
/** How far (s) Google's clocks and ours may be apart, as google-auth-library has it. */
const CLOCK_SKEW_S = 300;
/** How long (s) a token may hold from now on, as google-auth-library has it. */
const LONGEST_LIFE_S = 86_400;

/** @returns the token, or why there is none to look at */
export function readToken(authorization: string | undefined): CallerToken | 'no-token' | 'malformed' {
  const text = BEARER.exec(authorization ?? '')?.[1];
  if (text === undefined) return 'no-token';
  const [, header = '', payload = '', signature] = SEGMENTS.exec(text) ?? [];
  const claims = ClaimsSchema.safeParse(jsonOf(payload));
  if (!claims.success || !HeaderSchema.safeParse(jsonOf(header)).success) return 'malformed';
  return { text, claims: claims.data, signatureRemoved: signature === SIGNATURE_REMOVED };
}

/**
 * @param now in seconds
 * @returns why the token is not one for this function at this time; whose it is, is not looked at
 */
export function faultOfToken(
  { iss, aud, iat, exp, nbf = iat }: Claims,
  audience: string,
  now: number,
): CallerRefusal | undefined {
  if (!ISSUERS.includes(iss)) return 'wrong-issuer';
  if (aud !== audience) return 'wrong-audience';
  if (now > exp + CLOCK_SKEW_S) return 'expired';
  if (now < Math.max(iat, nbf) - CLOCK_SKEW_S) return 'not-yet-valid';
  return exp < now + LONGEST_LIFE_S ? undefined : 'too-long-lived';
}

/** @returns why the token is not the expected account's */
export function faultOfAccount(
  { email, email_verified }: Claims,
  expected: string,
): CallerRefusal | undefined {
  if (email === undefined || email_verified !== true) return 'unverified-email';
  return email === expected ? undefined : 'other-account';
}

function jsonOf(segment: string): unknown {
  try {
    return JSON.parse(Buffer.from(segment, 'base64url').toString());
  } catch {
    return undefined;
  }
}
