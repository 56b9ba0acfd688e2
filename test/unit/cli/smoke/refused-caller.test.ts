import { describe, expect, it } from 'vitest';
import { callerRefusal } from '../../../../cli/smoke/refused-caller.ts';

describe('the reason why a function refuses its caller', () => {
  it.each([
    ['no-token', /sends no token/, /OIDC token/],
    ['malformed', /is no token/, /not an access token/],
    ['signature-removed', /Cloud Run removes the signature/, /push_authentication to "behind-iam"/],
    ['signature-invalid', /not signed by Google/, /terraform apply/],
    ['wrong-issuer', /not issued by Google/, /terraform apply/],
    ['wrong-audience', /another audience than PUSH_AUDIENCE/, /output push_audience/],
    ['expired', /has expired/, /proxy/],
    ['not-yet-valid', /not valid yet/, /proxy/],
    ['other-account', /another account than PUSH_ACCOUNT/, /application_account/],
    ['unverified-email', /not verified/, /service account/],
    ['of-tomorrow', /of-tomorrow/, /docs\/log-events\.md/],
  ])('%s is explained, with its remedy', (reason, meaning, remedy) => {
    expect(callerRefusal(reason)).toEqual({
      meaning: expect.stringMatching(meaning),
      remedy: expect.stringMatching(remedy),
    });
  });
});
