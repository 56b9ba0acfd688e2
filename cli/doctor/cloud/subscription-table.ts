/** Each Pub/Sub subscription of a deployment as infra/ makes it; a test compares. */
import { CONFIG_SCHEMAS, type FunctionName } from '../../../shared/config/function-config.ts';
import type { WebhookEndpoint } from '../../../shared/webhooks/endpoint.ts';
import { type SubscriptionName, type TopicName, WHERE_WEBHOOKS } from '../../deployment/deployment.ts';
import { filterOf, subscriptionOf } from '../../deployment/webhook-subscription.ts';
import type { Services } from './cloud-check.ts';

export interface ExpectedSubscription {
  readonly name: SubscriptionName;
  readonly topic: TopicName;
  readonly ackDeadlineSeconds: number;
  /** Undefined where it is delivered again at once. */
  readonly backoff?: { readonly minimum: string; readonly maximum: string };
  /** The topic to which messages go that nobody acknowledges. */
  readonly undeliveredTo?: TopicName;
  readonly pushesTo?: FunctionName;
  /** Behind that function's address; none unless it is given. */
  readonly path?: string;
  /** In Pub/Sub's language; none unless it is given. */
  readonly filter?: string;
  /** How long the topic keeps what was acknowledged; whatever it does unless it is given. */
  readonly topicKeeps?: string;
}

/** Of every subscription. */
export const RETENTION = '604800s';

/** Deliveries until a message is given up, unless the variable max_delivery_attempts says otherwise. */
export const USUAL_ATTEMPTS = 100;

const BACKOFF = { minimum: '10s', maximum: '600s' };

/** Of each, a person may look at what is there, and a function makes records of it. */
const LAST_RESORTS = ['dead-letters', 'intake-undelivered', 'results-undelivered'] as const;

export const SUBSCRIPTIONS: readonly ExpectedSubscription[] = [
  {
    name: 'intake',
    topic: 'intake',
    ackDeadlineSeconds: 90,
    backoff: BACKOFF,
    undeliveredTo: 'intake-undelivered',
    pushesTo: 'intake-jobs',
  },
  {
    name: 'results',
    topic: 'results',
    ackDeadlineSeconds: 60,
    backoff: BACKOFF,
    undeliveredTo: 'results-undelivered',
  },
  ...LAST_RESORTS.map((topic) => ({ name: topic, topic, ackDeadlineSeconds: 600 })),
  ...LAST_RESORTS.map((topic) => ({
    name: `kept-${topic}` as const,
    topic,
    ackDeadlineSeconds: 90,
    backoff: BACKOFF,
    pushesTo: 'keep-dead-letters' as const,
    path: `/${topic}`,
  })),
];

/** Of the warehouse, where there is one. Each writes a table of BigQuery. */
export const WAREHOUSE_SUBSCRIPTIONS: readonly ExpectedSubscription[] = (
  ['warehouse-facts', 'warehouse-personal'] as const
).map((name) => ({
  name,
  topic: 'results',
  ackDeadlineSeconds: 60,
  backoff: BACKOFF,
  undeliveredTo: 'results-undelivered',
}));
/** @returns those of the table, and one for each webhook that the function is told of */
export function expectedSubscriptions(services: Services): ExpectedSubscription[] {
  return [...SUBSCRIPTIONS, ...webhooksOf(services).map(ofWebhook)];
}

function ofWebhook(webhook: WebhookEndpoint): ExpectedSubscription {
  return {
    name: subscriptionOf(webhook),
    topic: 'results',
    ackDeadlineSeconds: 90,
    backoff: BACKOFF,
    undeliveredTo: 'results-undelivered',
    pushesTo: WHERE_WEBHOOKS,
    path: `/push/${webhook.name}`,
    filter: filterOf(webhook),
    topicKeeps: RETENTION,
  };
}

const WebhooksSchema = CONFIG_SCHEMAS[WHERE_WEBHOOKS].shape.WEBHOOKS;

/** A function that is told something else does not start, which the check of functions tells. */
function webhooksOf(services: Services): readonly WebhookEndpoint[] {
  const told = services.get(WHERE_WEBHOOKS)?.environment.get('WEBHOOKS');
  return told === undefined ? [] : (WebhooksSchema.safeParse(told).data ?? []);
}
