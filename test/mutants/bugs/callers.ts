/** Bugs in telling who calls: by Pub/Sub, by the scheduler, or by hand. */
import { bugsIn } from '../planted-bug.ts';

export const CALLER_BUGS = [
  ...bugsIn('config/caller-variables.ts', {
    'behind-iam starts without Cloud Run': ["mode === 'behind-iam' && K_SERVICE === undefined", 'false'],
    'behind-iam starts where everybody may call': ["INVOKERS !== 'named'", 'INVOKERS === undefined'],
    'behind-iam starts where it is not said who may call': [
      "INVOKERS !== 'named'",
      "INVOKERS === 'everybody'",
    ],
    'off starts on Cloud Run': ["mode === 'off' && K_SERVICE !== undefined", 'false'],
  }),
  ...bugsIn('http/caller-token.ts', {
    'any signature taken for removed': ['signature === SIGNATURE_REMOVED', 'signature !== undefined'],
    'a signature that begins as removed taken for it': [
      'signature === SIGNATURE_REMOVED',
      'signature?.startsWith(SIGNATURE_REMOVED) === true',
    ],
    'issuer of a caller not checked': ["if (!ISSUERS.includes(iss)) return 'wrong-issuer';", ''],
    'audience of a caller not checked': ["if (aud !== audience) return 'wrong-audience';", ''],
    'expiry of a token not checked': ["if (now > exp + CLOCK_SKEW_S) return 'expired';", ''],
    'a token for later counts now': ['Math.max(iat, nbf)', 'iat'],
    'a token that lives for ever': ['exp < now + LONGEST_LIFE_S', 'true'],
    'e-mail of a caller not checked': ["email === expected ? undefined : 'other-account'", 'undefined'],
    'unverified e-mail accepted': [' || email_verified !== true', ''],
  }),
  ...bugsIn('http/push-auth.ts', {
    'a removed signature counts in every mode': ["if (trustedBy === 'signature') throw", 'if (false) throw'],
    'a forged token counts beside the one that Cloud Run checks': [
      "'x-serverless-authorization' in headers",
      'false',
    ],
    'no signature is verified behind IAM': ['if (!token.signatureRemoved)', "if (trustedBy === 'signature')"],
    'keys that cannot be fetched make a token invalid': [
      'throw new KeysUnavailableError(error)',
      "throw new CallerRefusedError('signature-invalid')",
    ],
  }),
  ...bugsIn('http/answering.ts', {
    'a refused caller is logged like a bad request': ['error instanceof CallerRefusedError', 'false'],
  }),
];
