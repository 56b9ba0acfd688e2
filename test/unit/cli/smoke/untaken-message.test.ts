import { describe, expect, it } from 'vitest';
import { explainUntaken } from '../../../../cli/smoke/untaken-message.ts';
import { instant } from '../../../../shared/jobs/instant.ts';
import { type GoogleStandIn, PREFIX, refusal } from '../../../google/google-stand-in.ts';
import { standInContext } from '../../../google/smoke-context.ts';

const MESSAGE = { since: instant(0), meanwhile: 'It stays.' };

const subscriptionOf = (google: GoogleStandIn) => {
  const subscription = google.subscriptions.get(`${PREFIX}-intake`);
  if (!subscription) throw new Error('it is gone');
  return subscription;
};

describe('a message that intake did not take', () => {
  it.each<[string, (google: GoogleStandIn) => void, string, RegExp]>([
    [
      'a push that is refused',
      (google) => google.request('intake-jobs', 403),
      'IAM refuses Pub/Sub with 403, before modigie-gateway-intake-jobs sees the call',
      /roles\/run\.invoker.* It stays\.$/,
    ],
    [
      'one that was refused, and was taken then without a word',
      (google) => {
        google.request('intake-jobs', 503);
        google.request('intake-jobs', 204);
      },
      'intake-jobs answers well, and logged nothing of the message',
      /Cloud Logging may be late/,
    ],
    [
      'a stranger who was refused, and no push',
      (google) => google.request('intake-jobs', 403, { requestMethod: 'GET' }),
      'Pub/Sub took the message, and intake-jobs saw no request',
      /roles\/iam\.serviceAccountOpenIdTokenCreator on modigie-gateway-push@/,
    ],
    [
      'no subscription',
      (google) => google.subscriptions.delete(`${PREFIX}-intake`),
      'the topic modigie-gateway-intake has no subscription modigie-gateway-intake',
      /is lost/,
    ],
    [
      'a subscription of a topic that was deleted',
      (google) => {
        subscriptionOf(google).topic = '_deleted-topic_';
      },
      'the subscription modigie-gateway-intake is of another topic, _deleted-topic_',
      /terraform apply/,
    ],
    [
      'a subscription that is pulled',
      (google) => {
        subscriptionOf(google).pushConfig = {};
      },
      'the subscription modigie-gateway-intake does not push',
      /terraform apply\. It stays\.$/,
    ],
    [
      'a push that never comes',
      () => undefined,
      'Pub/Sub took the message, and intake-jobs saw no request',
      /modigie-gateway-push@acme-crm-prod\.iam\.gserviceaccount\.com.* It stays\.$/,
    ],
  ])('for %s', async (_name, damage, seen, advice) => {
    const { google, context } = standInContext();
    damage(google);
    expect(await explainUntaken(context, MESSAGE)).toEqual({
      kind: 'failed',
      seen,
      advice: expect.stringMatching(advice),
    });
  });

  it('leaves another refusal of Google’s to its own words', async () => {
    const { google, context } = standInContext();
    google.refuse = (_method, path) => (path.includes('/subscriptions/') ? refusal(403, '') : undefined);
    await expect(explainUntaken(context, MESSAGE)).rejects.toMatchObject({ kind: 'permission' });
  });
});
