/**
 * A deployment with one webhook, as Google's APIs show it. Besides what deployed.ts assumes of Google:
 *
 * - Pub/Sub v1, https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics.subscriptions/list:
 *   full names, in pages; `:seek` of a subscription with a `time` answers `{}`.
 * - Cloud Monitoring v3, https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.timeSeries/list: the
 *   latest point of a series first, whole numbers as text.
 */
import { objectOf, PREFIX, PROJECT, type StoodSubscription } from './deployed.ts';
import type { GoogleStandIn } from './google-stand-in.ts';

const NAME = 'deliver-webhooks';
const SECRET = 'modigie-webhook-crm';
const ACCOUNT = `${PREFIX}-push@${PROJECT}.iam.gserviceaccount.com`;
const AUDIENCE = `https://${PREFIX}-${NAME}-123456789012.us-central1.run.app`;

export const WEBHOOK_SUBSCRIPTION = `${PREFIX}-webhook.crm.d4eb294b`;

/** Adds the function, its subscription, its secret and all of their grants. */
export function addWebhook(google: GoogleStandIn): StoodSubscription {
  const submit = google.services.get(`${PREFIX}-submit-jobs`);
  const results = google.subscriptions.get(`${PREFIX}-results`);
  if (!submit || !results) throw new Error('there is no deployment');
  const uri = `https://${PREFIX}-${NAME}-abc-uc.a.run.app`;
  google.services.set(`${PREFIX}-${NAME}`, {
    ...submit,
    uri,
    environment: new Map(
      Object.entries({
        GOOGLE_CLOUD_PROJECT: PROJECT,
        LOG_LEVEL: 'INFO',
        INVOKERS: 'named',
        QUERY_URL: submit.environment.get('QUERY_URL') ?? '',
        PUSH_ACCOUNT: ACCOUNT,
        PUSH_AUDIENCE: AUDIENCE,
        PUSH_AUTHENTICATION: 'behind-iam',
        WEBHOOK_ALLOW_PRIVATE: '[]',
        WEBHOOKS: JSON.stringify([
          {
            name: 'crm',
            url: 'https://crm.acme.example/hook',
            secretFile: '/secrets/webhook-crm/secret',
            statuses: ['completed'],
            jobTypes: [],
            tags: [],
            payload: 'full',
          },
        ]),
      }),
    ),
    secretVariables: new Map(),
    volumes: [{ secret: { secret: SECRET, items: [{ version: 'latest', path: 'secret' }] } }],
    bindings: [
      { role: 'roles/run.invoker', members: [`serviceAccount:${ACCOUNT}`, 'group:ops@acme.example'] },
    ],
  });
  const subscription = {
    topic: `${PREFIX}-results`,
    pushConfig: {
      pushEndpoint: `${uri}/push/crm`,
      oidcToken: { serviceAccountEmail: ACCOUNT, audience: AUDIENCE },
    },
    settings: {
      ...structuredClone(results.settings),
      ackDeadlineSeconds: 90,
      filter: '(attributes.status = "completed")',
      topicMessageRetentionDuration: '604800s',
    },
  };
  google.subscriptions.set(WEBHOOK_SUBSCRIPTION, subscription);
  addResources(google);
  return subscription;
}

function addResources(google: GoogleStandIn): void {
  const pubsub = `pubsub.googleapis.com/v1/projects/${PROJECT}`;
  const policy = google.resources.get(`${pubsub}/subscriptions/${PREFIX}-results:getIamPolicy`);
  google.resources.set(
    `${pubsub}/subscriptions/${WEBHOOK_SUBSCRIPTION}:getIamPolicy`,
    structuredClone(policy ?? {}),
  );
  const secret = `secretmanager.googleapis.com/v1/projects/${PROJECT}/secrets/${SECRET}/versions/latest`;
  google.resources.set(secret, { state: 'ENABLED', name: `projects/1/secrets/${SECRET}/versions/2` });
  const functions = `cloudfunctions.googleapis.com/v2/projects/${PROJECT}/locations/us-central1/functions`;
  google.resources.set(`${functions}/${PREFIX}-${NAME}`, {
    buildConfig: { source: { storageSource: { object: objectOf(NAME) } } },
  });
}
