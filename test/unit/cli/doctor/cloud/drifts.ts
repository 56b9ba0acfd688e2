/** Ways in which a deployment is not as it should be, each planted alone, and the finding of each. */
import type { Finding } from '../../../../../client/operator.ts';
import { APPLICATION, objectOf, PREFIX, PROJECT, TOPIC } from '../../../../google/deployed.ts';
import { type GoogleStandIn, refusal } from '../../../../google/google-stand-in.ts';

type DriftRow = [
  name: string,
  drift: (google: GoogleStandIn) => void,
  finding: Omit<Finding, 'seen' | 'fix'> & { readonly seen: RegExp; readonly fix: RegExp },
];

const DATABASE = `firestore.googleapis.com/v1/projects/${PROJECT}/databases/${PREFIX}`;
const APPLIED = /^terraform -chdir=infra apply/;
const wrong = (check: string) => ({ check, state: 'wrong' as const });
const warning = (check: string) => ({ check, state: 'warning' as const });

function subscription(google: GoogleStandIn, name: string) {
  const found = google.subscriptions.get(`${PREFIX}-${name}`);
  if (!found) throw new Error(name);
  return found;
}
function service(google: GoogleStandIn, name: string) {
  const found = google.services.get(`${PREFIX}-${name}`);
  if (!found) throw new Error(name);
  return found;
}
function list(google: GoogleStandIn, things: 'indexes' | 'fields') {
  return google.resources.get(`${DATABASE}/collectionGroups/-/${things}`)?.[things] as Record<
    string,
    unknown
  >[];
}

const OF_DATABASE: DriftRow[] = [
  [
    'no recovery to a point in time',
    (google) =>
      Object.assign(google.resources.get(DATABASE) ?? {}, {
        pointInTimeRecoveryEnablement: 'POINT_IN_TIME_RECOVERY_DISABLED',
      }),
    {
      ...wrong('database'),
      seen: /cannot be brought back/,
      expected: 'POINT_IN_TIME_RECOVERY_ENABLED',
      actual: 'POINT_IN_TIME_RECOVERY_DISABLED',
      fix: /^gcloud firestore databases update --database=modigie-gateway --project acme-crm-prod --enable-pitr$/,
    },
  ],
  [
    'a database that may be deleted',
    (google) =>
      Object.assign(google.resources.get(DATABASE) ?? {}, {
        deleteProtectionState: 'DELETE_PROTECTION_DISABLED',
      }),
    {
      ...warning('database'),
      seen: /can be deleted/,
      expected: 'DELETE_PROTECTION_ENABLED',
      actual: 'DELETE_PROTECTION_DISABLED',
      fix: /--delete-protection$/,
    },
  ],
  [
    'an index that is missing',
    (google) => list(google, 'indexes').shift(),
    {
      ...wrong('indexes'),
      seen: /the index jobs: wake\.shard ASCENDING, wake\.at ASCENDING is not there/,
      expected: 'READY',
      actual: 'none',
      fix: APPLIED,
    },
  ],
  [
    'an index that is being built',
    (google) => Object.assign(list(google, 'indexes')[4] ?? {}, { state: 'CREATING' }),
    {
      ...warning('indexes'),
      seen: /the index jobs: jobType .* is being built/,
      expected: 'READY',
      actual: 'CREATING',
      fix: /^wait for it: gcloud firestore indexes composite list --database=modigie-gateway/,
    },
  ],
  [
    'an index whose order is another',
    (google) => Object.assign(list(google, 'indexes')[0] ?? {}, { state: 'NEEDS_REPAIR' }),
    { ...wrong('indexes'), seen: /is not there/, expected: 'READY', actual: 'NEEDS_REPAIR', fix: APPLIED },
  ],
  [
    'an index that a person made',
    (google) =>
      list(google, 'indexes').push({
        name: `projects/${PROJECT}/databases/${PREFIX}/collectionGroups/jobs/indexes/own`,
        fields: [
          { fieldPath: 'status', order: 'ASCENDING' },
          { fieldPath: 'payload', order: 'DESCENDING' },
        ],
        state: 'READY',
      }),
    {
      ...warning('indexes'),
      seen: /the index jobs: status ASCENDING, payload DESCENDING is declared nowhere/,
      expected: 'none',
      actual: 'own',
      fix: /^gcloud firestore indexes composite delete own /,
    },
  ],
  [
    'a field that lost its exemption',
    (google) => list(google, 'fields').splice(1, 1),
    {
      ...wrong('fields'),
      seen: /the field jobs\/format /,
      expected: 'no index',
      actual: 'the indexes of any field',
      fix: APPLIED,
    },
  ],
  [
    'a time to live that nobody declared',
    (google) => Object.assign(list(google, 'fields')[2] ?? {}, { ttlConfig: { state: 'ACTIVE' } }),
    {
      ...wrong('fields'),
      seen: /the field jobs\/writeId /,
      expected: 'no index',
      actual: 'no index, a time to live',
      fix: APPLIED,
    },
  ],
];

const UPDATE = '^gcloud pubsub subscriptions update modigie-gateway';

const OF_SUBSCRIPTIONS: DriftRow[] = [
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

const OF_MODIGIE: DriftRow[] = [
  [
    'a topic on which nothing may be published',
    (google) => google.publishable.clear(),
    {
      ...wrong('publishing'),
      seen: /may not publish on projects\/modigie-prod/,
      expected: 'pubsub.topics.publish',
      actual: 'no permission',
      fix: new RegExp(
        `gcloud pubsub topics add-iam-policy-binding ${TOPIC} --member serviceAccount:${APPLICATION}`,
      ),
    },
  ],
  [
    'an operator who may not act as the application account',
    (google) => {
      google.refuse = (_method, path) =>
        path.includes(':generateAccessToken')
          ? refusal(403, 'PERMISSION_DENIED', 'IAM_PERMISSION_DENIED')
          : undefined;
    },
    {
      ...warning('publishing'),
      seen: /your account may not act as gateway@modigie-apps/,
      expected: 'pubsub.topics.publish',
      actual: 'not asked',
      fix: /gcloud logging read .*job\.publish-failed/,
    },
  ],
  [
    'job types that cannot be read',
    (google) => {
      for (const { environment } of google.services.values())
        if (environment.has('JOB_TYPES')) environment.set('JOB_TYPES', '{');
    },
    {
      ...wrong('publishing'),
      seen: /is not told Modigie's topics/,
      expected: 'JOB_TYPES with the topic of each job type',
      actual: 'none that can be read',
      fix: APPLIED,
    },
  ],
];

const OF_FUNCTIONS: DriftRow[] = [
  [
    'a function that is not ready',
    (google) => {
      service(google, 'sweep-jobs').terminalCondition = {
        state: 'CONDITION_FAILED',
        message: 'The container did not start.',
      };
    },
    {
      ...wrong('functions'),
      seen: /modigie-gateway-sweep-jobs is not ready/,
      expected: 'CONDITION_SUCCEEDED',
      actual: 'CONDITION_FAILED: The container did not start.',
      fix: /^gcloud run revisions list --service modigie-gateway-sweep-jobs/,
    },
  ],
  [
    'a function that is missing',
    (google) => google.services.delete(`${PREFIX}-query-jobs`),
    {
      ...wrong('functions'),
      seen: /there is no function modigie-gateway-query-jobs in us-central1/,
      expected: 'deployed',
      actual: 'none',
      fix: APPLIED,
    },
  ],
  [
    'no function that takes answers',
    (google) => google.services.delete(`${PREFIX}-receive-responses`),
    {
      ...wrong('functions'),
      seen: /receive-responses or modigie-gateway-pull-responses/,
      expected: 'deployed',
      actual: 'none',
      fix: APPLIED,
    },
  ],
  [
    'a function of another release',
    (google) =>
      google.resources.set(
        `cloudfunctions.googleapis.com/v2/projects/${PROJECT}/locations/us-central1/functions/${PREFIX}-query-jobs`,
        { buildConfig: { source: { storageSource: { object: 'us-central1/query-jobs-old.zip' } } } },
      ),
    {
      ...wrong('release'),
      seen: /different releases/,
      expected: objectOf('query-jobs'),
      actual: 'us-central1/query-jobs-old.zip',
      fix: APPLIED,
    },
  ],
  [
    'a function with another policy',
    (google) => service(google, 'query-jobs').environment.set('POLICY', '{"maxAttempts":9}'),
    {
      ...wrong('configuration'),
      seen: /different POLICY/,
      expected: '{"maxAttempts":3} in submit-jobs, operate-jobs, intake-jobs, receive-responses, sweep-jobs',
      actual: '{"maxAttempts":9} in query-jobs',
      fix: APPLIED,
    },
  ],
  [
    'a function that knows teams alone',
    (google) => service(google, 'operate-jobs').environment.set('TEAMS', '{"emea":"team=emea"}'),
    {
      ...wrong('configuration'),
      seen: /different TEAMS/,
      expected: 'not set in submit-jobs, query-jobs, intake-jobs, receive-responses, sweep-jobs',
      actual: '{"emea":"team=emea"} in operate-jobs',
      fix: APPLIED,
    },
  ],
  [
    'a function that is open to everybody',
    (google) =>
      void service(google, 'query-jobs').bindings.push({ role: 'roles/run.invoker', members: ['allUsers'] }),
    {
      ...wrong('callers'),
      seen: /modigie-gateway-query-jobs is open to allUsers/,
      expected: 'named callers alone, whose names it believes (INVOKERS=named)',
      actual: 'everybody',
      fix: /^gcloud run services remove-iam-policy-binding modigie-gateway-query-jobs --member allUsers/,
    },
  ],
  [
    'a function of which IAM is not asked',
    (google) => {
      service(google, 'operate-jobs').invokerIamDisabled = true;
    },
    {
      ...wrong('callers'),
      seen: /IAM is not asked who calls modigie-gateway-operate-jobs/,
      expected: 'named callers alone, whose names it believes (INVOKERS=named)',
      actual: 'everybody',
      fix: /--invoker-iam-check/,
    },
  ],
  [
    'a function that takes itself for open',
    (google) => service(google, 'submit-jobs').environment.set('INVOKERS', 'everybody'),
    {
      ...warning('callers'),
      seen: /modigie-gateway-submit-jobs is told otherwise/,
      expected: 'INVOKERS=named',
      actual: 'INVOKERS=everybody',
      fix: APPLIED,
    },
  ],
  [
    'a function that is not told who is let in',
    (google) => service(google, 'submit-jobs').environment.delete('INVOKERS'),
    {
      ...wrong('callers'),
      seen: /modigie-gateway-submit-jobs is told otherwise/,
      expected: 'INVOKERS=named',
      actual: 'no INVOKERS',
      fix: APPLIED,
    },
  ],
  [
    'a secret that is disabled',
    (google) => {
      service(google, 'submit-jobs').volumes.push({
        name: 'key',
        secret: { secret: 'modigie-key', items: [{ path: 'key.json', version: '3' }] },
      });
      google.resources.set(
        `secretmanager.googleapis.com/v1/projects/${PROJECT}/secrets/modigie-key/versions/3`,
        { state: 'DISABLED' },
      );
    },
    {
      ...wrong('secrets'),
      seen: /version 3 of the secret modigie-key cannot be read/,
      expected: 'ENABLED',
      actual: 'DISABLED',
      fix: /^gcloud secrets versions enable 3 --secret modigie-key --project acme-crm-prod$/,
    },
  ],
  [
    'a secret without a version',
    (google) =>
      void service(google, 'submit-jobs').volumes.push({
        name: 'key',
        secret: { secret: 'modigie-key', items: [{ path: 'key.json', version: 'latest' }] },
      }),
    {
      ...wrong('secrets'),
      seen: /version latest of the secret modigie-key/,
      expected: 'ENABLED',
      actual: 'none',
      fix: /^gcloud secrets versions add modigie-key /,
    },
  ],
  [
    'a schedule that is paused',
    (google) => {
      google.job = { state: 'PAUSED' };
    },
    {
      ...wrong('schedules'),
      seen: /modigie-gateway-sweep-jobs stands still/,
      expected: 'ENABLED',
      actual: 'PAUSED',
      fix: /^gcloud scheduler jobs resume modigie-gateway-sweep-jobs --location us-central1/,
    },
  ],
  [
    'a schedule whose last call failed',
    (google) => {
      google.job = { state: 'ENABLED', lastAttemptTime: '2026-11-28T11:59:00Z', status: { code: 7 } };
    },
    {
      ...wrong('schedules'),
      seen: /the last call .* failed/,
      expected: 'answered well',
      actual: '7 PERMISSION_DENIED',
      fix: /smoke --project acme-crm-prod --prefix modigie-gateway --region us-central1 --only sweep/,
    },
  ],
  [
    'an alert that is switched off',
    (google) => Object.assign(google.policies[3] ?? {}, { enabled: false }),
    {
      ...wrong('alerts'),
      seen: /not each alert reaches a person/,
      expected: 'each is on, and goes to a channel that works',
      actual: 'the alert "A request can never be sent" is switched off',
      fix: /^Switch it on/,
    },
  ],
];

export const DRIFTS: readonly DriftRow[] = [
  ...OF_DATABASE,
  ...OF_SUBSCRIPTIONS,
  ...OF_MODIGIE,
  ...OF_FUNCTIONS,
];
