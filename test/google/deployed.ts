/**
 * A deployment that is well, as Google's APIs show it. Where it comes from Terraform, infra/ has it so; the
 * rest is assumed of Google:
 *
 * - Firestore Admin v1, https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases: each
 *   index ends with the document's name; a field without an index has an `indexConfig` without any; the field
 *   `*` of `__default__` is always in the list; pages that go on.
 * - Pub/Sub v1, https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions: an expiration
 *   policy without a `ttl` is "never".
 * - Cloud Run v2, https://cloud.google.com/run/docs/reference/rest/v2/Container#EnvVar: `terminalCondition`,
 *   and a template with containers' `env`, of which each has a `value`, or a `valueSource` with the secret.
 * - Cloud Functions v2, https://cloud.google.com/functions/docs/reference/rest: the object that a function
 *   was built from.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const PROJECT = 'acme-crm-prod';
export const PREFIX = 'modigie-gateway';
export const APPLICATION = 'gateway@modigie-apps.iam.gserviceaccount.com';
export const TOPIC = 'projects/modigie-prod/topics/enrichMobile-requests';
const NUMBER = '123456789012';
const AGENT = `serviceAccount:service-${NUMBER}@gcp-sa-pubsub.iam.gserviceaccount.com`;

export interface StoodSubscription {
  topic: string;
  pushConfig: { pushEndpoint?: string; oidcToken?: { serviceAccountEmail: string; audience: string } };
  settings: Record<string, unknown>;
}
export interface StoodService {
  readonly uri: string;
  readonly environment: Map<string, string>;
  /** Variables that have the content of a secret. */
  readonly secretVariables: Map<string, { secret: string; version: string }>;
  invokerIamDisabled?: boolean;
  terminalCondition: { state: string; message?: string };
  volumes: object[];
  bindings: Binding[];
}
interface Binding {
  role: string;
  members: string[];
}
/** A resource by its address, or the pages of a list. */
export type Resources = Map<string, Record<string, unknown>>;

/** Where they are called as, and by whom. */
const CALLED: Readonly<Record<string, string>> = {
  'intake-jobs': `${PREFIX}-push@${PROJECT}.iam.gserviceaccount.com`,
  'sweep-jobs': `${PREFIX}-schedule@${PROJECT}.iam.gserviceaccount.com`,
  'receive-responses': APPLICATION,
  'keep-dead-letters': `${PREFIX}-push@${PROJECT}.iam.gserviceaccount.com`,
};
const NAMES = [
  'submit-jobs',
  'query-jobs',
  'operate-jobs',
  'intake-jobs',
  'receive-responses',
  'sweep-jobs',
  'keep-dead-letters',
];

const KEEPING = {
  GOOGLE_CLOUD_PROJECT: PROJECT,
  FIRESTORE_DATABASE: PREFIX,
  REPOSITORY_ID: 'acme-production',
  LOG_LEVEL: 'INFO',
  INVOKERS: 'named',
};
const READING = { ...KEEPING, POLICY: '{"maxAttempts":3}', BUDGETS: '[]' };
const CHANGING = {
  ...READING,
  JOB_TYPES: JSON.stringify({ enrichMobile: { topic: TOPIC } }),
  RESULTS_TOPIC: `projects/${PROJECT}/topics/${PREFIX}-results`,
  DEAD_LETTER_TOPIC: `projects/${PROJECT}/topics/${PREFIX}-dead-letters`,
  PRIORITY_CARRIER: 'body',
};

/** Functions that are told less than others. */
const TOLD: Readonly<Record<string, object>> = { 'query-jobs': READING, 'keep-dead-letters': KEEPING };

const audienceOf = (name: string) => `https://${PREFIX}-${name}-${NUMBER}.us-central1.run.app`;
const uriOf = (name: string) => `https://${PREFIX}-${name}-abc-uc.a.run.app`;

function environmentOf(name: string): Map<string, string> {
  const account = CALLED[name];
  return new Map(
    Object.entries({
      ...(TOLD[name] ?? CHANGING),
      ...(['submit-jobs', 'operate-jobs', 'intake-jobs', 'sweep-jobs'].includes(name) && {
        APPLICATION_ACCOUNT: APPLICATION,
      }),
      ...(['operate-jobs', 'sweep-jobs'].includes(name) && {
        INTAKE_TOPIC: `projects/${PROJECT}/topics/${PREFIX}-intake`,
      }),
      ...(['submit-jobs', 'operate-jobs'].includes(name) ? { QUERY_URL: uriOf('query-jobs') } : {}),
      ...(account && {
        PUSH_ACCOUNT: account,
        PUSH_AUDIENCE: audienceOf(name),
        PUSH_AUTHENTICATION: 'behind-iam',
      }),
    }),
  );
}

export function stoodServices(): Map<string, StoodService> {
  return new Map(
    NAMES.map((name) => [
      `${PREFIX}-${name}`,
      {
        uri: uriOf(name),
        environment: environmentOf(name),
        secretVariables: new Map(),
        terminalCondition: { state: 'CONDITION_SUCCEEDED' },
        volumes: [],
        bindings: [{ role: 'roles/run.invoker', members: ['serviceAccount:caller@acme.example'] }],
      },
    ]),
  );
}

const KEPT = { messageRetentionDuration: '604800s', expirationPolicy: {} };
const RETRIED = { retryPolicy: { minimumBackoff: '10s', maximumBackoff: '600s' } };
const givenUpTo = (topic: string) => ({
  deadLetterPolicy: {
    deadLetterTopic: `projects/${PROJECT}/topics/${PREFIX}-${topic}`,
    maxDeliveryAttempts: 100,
  },
});

const LAST_RESORTS = ['dead-letters', 'intake-undelivered', 'results-undelivered'];

/** @returns the configuration of a push to a function */
function pushedTo(name: string, path = ''): StoodSubscription['pushConfig'] {
  return {
    pushEndpoint: `${uriOf(name)}${path}`,
    oidcToken: { serviceAccountEmail: CALLED[name] ?? '', audience: audienceOf(name) },
  };
}

function stood(topic: string, settings: object, pushConfig = {}): StoodSubscription {
  return { topic: `${PREFIX}-${topic}`, pushConfig, settings: { ...settings, ...KEPT } };
}

export function stoodSubscriptions(): Map<string, StoodSubscription> {
  const toIntake = { ackDeadlineSeconds: 90, ...RETRIED, ...givenUpTo('intake-undelivered') };
  const ofResults = { ackDeadlineSeconds: 60, ...RETRIED, ...givenUpTo('results-undelivered') };
  return new Map([
    [`${PREFIX}-intake`, stood('intake', toIntake, pushedTo('intake-jobs'))],
    [`${PREFIX}-results`, stood('results', ofResults)],
    ...LAST_RESORTS.flatMap((name): [string, StoodSubscription][] => [
      [`${PREFIX}-${name}`, stood(name, { ackDeadlineSeconds: 600 })],
      [
        `${PREFIX}-kept-${name}`,
        stood(name, { ackDeadlineSeconds: 90, ...RETRIED }, pushedTo('keep-dead-letters', `/${name}`)),
      ],
    ]),
  ]);
}

/** The subscriptions that write results into BigQuery, and their grants, of a deployment that has them. */
export function stoodWarehouse(transform: string): {
  readonly subscriptions: Map<string, StoodSubscription>;
  readonly resources: Resources;
} {
  const stoodFor = (name: string, more: object) => {
    const bigqueryConfig = { table: `${PROJECT}.modigie.${name}`, writeMetadata: true, state: 'ACTIVE' };
    const settings = { ackDeadlineSeconds: 60, ...RETRIED, ...givenUpTo('results-undelivered') };
    return stood('results', { ...settings, bigqueryConfig, ...more });
  };
  const subscriptions = new Map([
    [
      `${PREFIX}-warehouse-facts`,
      stoodFor('facts_raw', { messageTransforms: [{ javascriptUdf: { code: transform } }] }),
    ],
    [`${PREFIX}-warehouse-personal`, stoodFor('results_raw', {})],
  ]);
  const may = { bindings: [{ role: 'roles/pubsub.subscriber', members: [AGENT] }] };
  const resources: Resources = new Map(
    [...subscriptions.keys()].map((name) => [
      `pubsub.googleapis.com/v1/projects/${PROJECT}/subscriptions/${name}:getIamPolicy`,
      may,
    ]),
  );
  return { subscriptions, resources };
}

/** The text of a function's bundle, by which its object is named. */
export function bundleOf(name: string): string {
  return `the bundle of ${name}`;
}

/** @returns the name of the object that a function was built from */
export function objectOf(name: string): string {
  return `us-central1/${name}-${createHash('md5').update(bundleOf(name)).digest('hex')}.zip`;
}

/** All else that is read by its address: the database, policies, sources. */
export function stoodResources(): Resources {
  const pubsub = `pubsub.googleapis.com/v1/projects/${PROJECT}`;
  const may = (role: string) => ({ bindings: [{ role, members: [AGENT] }] });
  const grants: [string, Record<string, unknown>][] = ['intake', 'results'].flatMap((name) => [
    [`${pubsub}/topics/${PREFIX}-${name}-undelivered:getIamPolicy`, may('roles/pubsub.publisher')],
    [`${pubsub}/subscriptions/${PREFIX}-${name}:getIamPolicy`, may('roles/pubsub.subscriber')],
  ]);
  return new Map([...grants, ...databaseResources(), ...NAMES.map(functionResource)]);
}

function databaseResources(): [string, Record<string, unknown>][] {
  const name = `projects/${PROJECT}/databases/${PREFIX}`;
  const at = `firestore.googleapis.com/v1/${name}`;
  const { indexes, fieldOverrides } = declaredIndexes();
  const groups = `${name}/collectionGroups`;
  return [
    [
      at,
      {
        pointInTimeRecoveryEnablement: 'POINT_IN_TIME_RECOVERY_ENABLED',
        deleteProtectionState: 'DELETE_PROTECTION_ENABLED',
      },
    ],
    [
      `${at}/collectionGroups/-/indexes`,
      {
        indexes: indexes.map(({ collectionGroup, queryScope, fields }, i) => ({
          name: `${groups}/${collectionGroup}/indexes/i${i}`,
          queryScope,
          fields: [...fields, { fieldPath: '__name__', order: 'ASCENDING' }],
          state: 'READY',
        })),
      },
    ],
    [
      `${at}/collectionGroups/-/fields`,
      {
        fields: [
          { name: `${groups}/__default__/fields/*`, indexConfig: { indexes: [{}, {}, {}] } },
          ...fieldOverrides.map(({ collectionGroup, fieldPath, ttl }) => ({
            name: `${groups}/${collectionGroup}/fields/${fieldPath}`,
            indexConfig: {},
            ...(ttl && { ttlConfig: { state: 'ACTIVE' } }),
          })),
        ],
      },
    ],
  ];
}

function functionResource(name: string): [string, Record<string, unknown>] {
  const address = `cloudfunctions.googleapis.com/v2/projects/${PROJECT}/locations/us-central1/functions/${PREFIX}-${name}`;
  return [address, { buildConfig: { source: { storageSource: { object: objectOf(name) } } } }];
}

interface Declared {
  readonly indexes: { collectionGroup: string; queryScope: string; fields: object[] }[];
  readonly fieldOverrides: { collectionGroup: string; fieldPath: string; ttl: boolean }[];
}

function declaredIndexes(): Declared {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../infra/firestore.indexes.json'), 'utf8'));
}
