/** Drifts of what a webhook is made of. */
import { PREFIX, PROJECT } from '../../../../google/deployed.ts';
import type { GoogleStandIn } from '../../../../google/google-stand-in.ts';
import { addWebhook, WEBHOOK_SUBSCRIPTION } from '../../../../google/webhooks.ts';
import { APPLIED, type DriftRow, wrong } from './drift.ts';

const settingsOf = (google: GoogleStandIn) => addWebhook(google).settings;
const GRANTED = `pubsub.googleapis.com/v1/projects/${PROJECT}/subscriptions/${WEBHOOK_SUBSCRIPTION}:getIamPolicy`;

export const WEBHOOK_DRIFTS: DriftRow[] = [
  [
    'no subscription of a webhook, as of another filter',
    (google) => {
      addWebhook(google);
      google.subscriptions.delete(WEBHOOK_SUBSCRIPTION);
    },
    {
      ...wrong('subscriptions'),
      seen: /could not be looked at/,
      expected: 'an answer of Google',
      actual: `Pub/Sub does not know the subscription ${WEBHOOK_SUBSCRIPTION}`,
      fix: /terraform apply/,
    },
  ],
  [
    'a webhook with another filter',
    (google) => void delete settingsOf(google)['filter'],
    {
      ...wrong('subscriptions'),
      seen: /webhook\.crm\.d4eb294b has another filter$/,
      expected: '(attributes.status = "completed")',
      actual: 'none: it has all messages',
      fix: APPLIED,
    },
  ],
  [
    'a filter where none should be',
    (google) =>
      Object.assign(google.subscriptions.get(`${PREFIX}-results`)?.settings ?? {}, {
        filter: 'attributes:x',
      }),
    {
      ...wrong('subscriptions'),
      seen: /modigie-gateway-results has another filter$/,
      expected: 'none: it has all messages',
      actual: 'attributes:x',
      fix: APPLIED,
    },
  ],
  [
    'a topic that keeps nothing to replay',
    (google) => void delete settingsOf(google)['topicMessageRetentionDuration'],
    {
      ...wrong('subscriptions'),
      seen: /has another retention of its topic$/,
      expected: '604800s',
      actual: 'none',
      fix: APPLIED,
    },
  ],
  [
    'a webhook that is pushed to the path of another',
    (google) => {
      const { pushConfig } = addWebhook(google);
      pushConfig.pushEndpoint = String(pushConfig.pushEndpoint).replace(/crm$/, 'lake');
    },
    {
      ...wrong('subscriptions'),
      seen: /push endpoint/,
      expected: 'https://modigie-gateway-deliver-webhooks-abc-uc.a.run.app/push/crm',
      actual: 'https://modigie-gateway-deliver-webhooks-abc-uc.a.run.app/push/lake',
      fix: /--push-endpoint=\S+\/push\/crm /,
    },
  ],
  [
    'a webhook whose dead letters Pub/Sub may not move',
    (google) => {
      addWebhook(google);
      google.resources.set(GRANTED, { bindings: [] });
    },
    {
      ...wrong('dead-lettering'),
      seen: /subscription modigie-gateway-webhook\.crm\.d4eb294b$/,
      expected: 'roles/pubsub.subscriber',
      actual: 'none',
      fix: /^gcloud pubsub subscriptions add-iam-policy-binding modigie-gateway-webhook\.crm\.d4eb294b /,
    },
  ],
  [
    'a webhook that has nothing to sign with',
    (google) => {
      addWebhook(google);
      const address = `secretmanager.googleapis.com/v1/projects/${PROJECT}/secrets/modigie-webhook-crm/versions/latest`;
      google.resources.delete(address);
    },
    {
      ...wrong('secrets'),
      seen: /version latest of the secret modigie-webhook-crm cannot be read/,
      expected: 'ENABLED',
      actual: 'none',
      fix: /^gcloud secrets versions add modigie-webhook-crm --data-file secret\.txt .*webhooks new-secret/,
    },
  ],
];
