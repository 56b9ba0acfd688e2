/** Drifts of what Pub/Sub keeps, pushes and gives up. */
import { PREFIX, PROJECT } from '../../../../google/deployed.ts';
import { APPLIED, type DriftRow, subscription, wrong } from './drift.ts';

const UPDATE = '^gcloud pubsub subscriptions update modigie-gateway';

export const SUBSCRIPTION_DRIFTS: DriftRow[] = [
  [
    'a short ack deadline',
    (google) => Object.assign(subscription(google, 'intake').settings, { ackDeadlineSeconds: 10 }),
    {
      ...wrong('subscriptions'),
      seen: /modigie-gateway-intake has another ack deadline/,
      expected: '90 s',
      actual: '10 s',
      fix: new RegExp(`${UPDATE}-intake --project acme-crm-prod --ack-deadline=90$`),
    },
  ],
  [
    'messages that are kept for a day',
    (google) =>
      Object.assign(subscription(google, 'dead-letters').settings, { messageRetentionDuration: '86400s' }),
    {
      ...wrong('subscriptions'),
      seen: /retention/,
      expected: '604800s',
      actual: '86400s',
      fix: /--message-retention-duration=604800s$/,
    },
  ],
  [
    'a subscription that expires by default',
    (google) => void delete subscription(google, 'intake-undelivered').settings['expirationPolicy'],
    {
      ...wrong('subscriptions'),
      seen: /modigie-gateway-intake-undelivered has another expiry/,
      expected: 'never',
      actual: 'after 31 days without use',
      fix: /--expiration-period=never$/,
    },
  ],
  [
    'a subscription that expires',
    (google) =>
      Object.assign(subscription(google, 'results').settings, { expirationPolicy: { ttl: '86400s' } }),
    {
      ...wrong('subscriptions'),
      seen: /expiry/,
      expected: 'never',
      actual: 'after 86400s without use',
      fix: /--expiration-period=never$/,
    },
  ],
  [
    'no retry policy',
    (google) => void delete subscription(google, 'results').settings['retryPolicy'],
    {
      ...wrong('subscriptions'),
      seen: /retry policy/,
      expected: 'again after 10s to 600s',
      actual: 'again at once',
      fix: /--min-retry-delay=10s --max-retry-delay=600s$/,
    },
  ],
  [
    'no dead-letter topic',
    (google) => void delete subscription(google, 'results').settings['deadLetterPolicy'],
    {
      ...wrong('subscriptions'),
      seen: /nobody acknowledges/,
      expected: 'projects/acme-crm-prod/topics/modigie-gateway-results-undelivered',
      actual: 'none',
      fix: /--dead-letter-topic=modigie-gateway-results-undelivered --max-delivery-attempts=100$/,
    },
  ],
  [
    'fewer deliveries than of the other',
    (google) =>
      Object.assign(subscription(google, 'results').settings['deadLetterPolicy'] as object, {
        maxDeliveryAttempts: 5,
      }),
    {
      ...wrong('subscriptions'),
      seen: /different numbers of deliveries/,
      expected: 'the same, as max_delivery_attempts has it',
      actual: '100 of modigie-gateway-intake, 5 of modigie-gateway-results',
      fix: APPLIED,
    },
  ],
  [
    'a topic that was deleted',
    (google) => {
      subscription(google, 'results').topic = '_deleted-topic_';
    },
    {
      ...wrong('subscriptions'),
      seen: /another topic/,
      expected: 'projects/acme-crm-prod/topics/modigie-gateway-results',
      actual: 'projects/acme-crm-prod/topics/_deleted-topic_',
      fix: APPLIED,
    },
  ],
  [
    'pushes to another address',
    (google) => {
      subscription(google, 'intake').pushConfig.pushEndpoint = 'https://old.example';
    },
    {
      ...wrong('subscriptions'),
      seen: /push endpoint/,
      expected: 'https://modigie-gateway-intake-jobs-abc-uc.a.run.app',
      actual: 'https://old.example',
      fix: /--push-endpoint=https:\/\/modigie-gateway-intake-jobs-abc-uc\.a\.run\.app --push-auth-service-account=modigie-gateway-push@/,
    },
  ],
  [
    'pushes signed as another account',
    (google) =>
      Object.assign(subscription(google, 'intake').pushConfig.oidcToken ?? {}, {
        serviceAccountEmail: 'other@x.example',
      }),
    {
      ...wrong('subscriptions'),
      seen: /account of pushes/,
      expected: 'modigie-gateway-push@acme-crm-prod.iam.gserviceaccount.com',
      actual: 'other@x.example',
      fix: /--push-auth-service-account=/,
    },
  ],
  [
    'pushes for another audience',
    (google) =>
      Object.assign(subscription(google, 'intake').pushConfig.oidcToken ?? {}, {
        audience: 'https://old.example',
      }),
    {
      ...wrong('subscriptions'),
      seen: /audience of pushes/,
      expected: 'https://modigie-gateway-intake-jobs-123456789012.us-central1.run.app',
      actual: 'https://old.example',
      fix: /--push-auth-token-audience=https:\/\/modigie-gateway-intake-jobs-123456789012\.us-central1\.run\.app$/,
    },
  ],
  [
    'dead letters that are pushed to another address of their function',
    (google) => {
      subscription(google, 'kept-dead-letters').pushConfig.pushEndpoint =
        'https://modigie-gateway-keep-dead-letters-abc-uc.a.run.app';
    },
    {
      ...wrong('subscriptions'),
      seen: /modigie-gateway-kept-dead-letters has another push endpoint/,
      expected: 'https://modigie-gateway-keep-dead-letters-abc-uc.a.run.app/dead-letters',
      actual: 'https://modigie-gateway-keep-dead-letters-abc-uc.a.run.app',
      fix: /--push-endpoint=https:\/\/modigie-gateway-keep-dead-letters-abc-uc\.a\.run\.app\/dead-letters /,
    },
  ],
  [
    'a push where it is pulled',
    (google) => {
      subscription(google, 'results').pushConfig = { pushEndpoint: 'https://crm.example' };
    },
    {
      ...wrong('subscriptions'),
      seen: /modigie-gateway-results has another push endpoint/,
      expected: 'none: it is pulled',
      actual: 'https://crm.example',
      fix: /^gcloud pubsub subscriptions modify-push-config modigie-gateway-results --push-endpoint= --project/,
    },
  ],
  [
    'a subscription that is missing',
    (google) => google.subscriptions.delete(`${PREFIX}-results-undelivered`),
    {
      ...wrong('subscriptions'),
      seen: /could not be looked at/,
      expected: 'an answer of Google',
      actual: 'Pub/Sub does not know the subscription modigie-gateway-results-undelivered',
      fix: /^Run terraform apply/,
    },
  ],
  [
    'Pub/Sub may not publish dead letters',
    (google) =>
      google.resources.set(
        `pubsub.googleapis.com/v1/projects/${PROJECT}/topics/${PREFIX}-intake-undelivered:getIamPolicy`,
        { etag: 'x' },
      ),
    {
      ...wrong('dead-lettering'),
      seen: /on the topic modigie-gateway-intake-undelivered/,
      expected: 'roles/pubsub.publisher',
      actual: 'none',
      fix: /^gcloud pubsub topics add-iam-policy-binding modigie-gateway-intake-undelivered --member serviceAccount:service-123456789012@gcp-sa-pubsub\.iam\.gserviceaccount\.com --role roles\/pubsub\.publisher/,
    },
  ],
  [
    'Pub/Sub may not acknowledge them',
    (google) =>
      google.resources.set(
        `pubsub.googleapis.com/v1/projects/${PROJECT}/subscriptions/${PREFIX}-results:getIamPolicy`,
        {
          bindings: [{ role: 'roles/pubsub.subscriber', members: ['group:crm@acme.example'] }],
        },
      ),
    {
      ...wrong('dead-lettering'),
      seen: /on the subscription modigie-gateway-results/,
      expected: 'roles/pubsub.subscriber',
      actual: 'none',
      fix: /^gcloud pubsub subscriptions add-iam-policy-binding modigie-gateway-results /,
    },
  ],
];
