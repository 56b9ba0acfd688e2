/** Why a function refuses its caller's token: the reasons of `caller.refused`, and what to do about each. */
import type { CallerRefusal } from '../../shared/http/caller-refusals.ts';

interface Refusal {
  readonly meaning: string;
  readonly remedy: string;
}

const APPLY = 'Run terraform apply, which sets both sides alike';

const REFUSALS: Readonly<Record<CallerRefusal, Refusal>> = {
  'no-token': {
    meaning: 'its caller sends no token',
    remedy: `Configure an OIDC token at the caller. ${APPLY}.`,
  },
  malformed: {
    meaning: 'what its caller sends is no token',
    remedy: `Configure an OIDC token, not an access token, at the caller. ${APPLY}.`,
  },
  'signature-removed': {
    meaning: 'Cloud Run removes the signature of tokens that it has checked, and the function insists on one',
    remedy: 'Set push_authentication to "behind-iam" (docs/deploy.md), and apply.',
  },
  'unchecked-by-cloud-run': {
    meaning: 'its caller sends X-Serverless-Authorization besides, and Cloud Run checks that one alone',
    remedy: 'Have the caller send its token in Authorization, and in no other header.',
  },
  'signature-invalid': {
    meaning: "the token is not signed by Google's keys",
    remedy: `Look which account the caller signs as. ${APPLY}.`,
  },
  'wrong-issuer': {
    meaning: 'the token is not issued by Google',
    remedy: `Configure an OIDC token of a Google service account at the caller. ${APPLY}.`,
  },
  'wrong-audience': {
    meaning: 'the token is for another audience than PUSH_AUDIENCE',
    remedy: `${APPLY}; for Modigie's pushes give Modigie terraform -chdir=infra output push_audience.`,
  },
  expired: {
    meaning: 'the token has expired',
    remedy: 'A proxy on the way may hold requests back: have the caller call the function itself.',
  },
  'not-yet-valid': {
    meaning: 'the token is not valid yet',
    remedy: "Google's clocks are right: look for a proxy on the way that changes tokens.",
  },
  'too-long-lived': {
    meaning: 'the token is valid for more than a day, which none of Google is',
    remedy: `Have a Google service account sign the token. ${APPLY}.`,
  },
  'other-account': {
    meaning: 'the token is of another account than PUSH_ACCOUNT',
    remedy: `${APPLY}; Modigie's pushes have to be signed as push_account, or else as application_account.`,
  },
  'unverified-email': {
    meaning: "the e-mail of the token's account is not verified",
    remedy: `Have a Google service account sign the token. ${APPLY}.`,
  },
};

/** @param reason of `caller.refused`; one that is not known here is told as it is */
export function callerRefusal(reason: string): Refusal {
  return (
    (REFUSALS as Readonly<Record<string, Refusal>>)[reason] ?? {
      meaning: `the reason is ${reason}`,
      remedy: 'docs/log-events.md says what caller.refused means.',
    }
  );
}
