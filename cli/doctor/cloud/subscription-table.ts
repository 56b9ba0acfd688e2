/** Each Pub/Sub subscription of a deployment as infra/ makes it; a test compares. */
import type { FunctionName } from '../../../shared/config/function-config.ts';
import type { TopicName } from '../../deployment/deployment.ts';

export interface ExpectedSubscription {
  /** It and its topic have the same name. */
  readonly name: TopicName;
  readonly ackDeadlineSeconds: number;
  /** Undefined where it is delivered again at once. */
  readonly backoff?: { readonly minimum: string; readonly maximum: string };
  /** The topic to which messages go that nobody acknowledges. */
  readonly undeliveredTo?: TopicName;
  readonly pushesTo?: FunctionName;
}

/** Of every subscription. */
export const RETENTION = '604800s';

/** Deliveries until a message is given up, unless the variable max_delivery_attempts says otherwise. */
export const USUAL_ATTEMPTS = 100;

const BACKOFF = { minimum: '10s', maximum: '600s' };

export const SUBSCRIPTIONS: readonly ExpectedSubscription[] = [
  {
    name: 'intake',
    ackDeadlineSeconds: 90,
    backoff: BACKOFF,
    undeliveredTo: 'intake-undelivered',
    pushesTo: 'intake-jobs',
  },
  { name: 'results', ackDeadlineSeconds: 60, backoff: BACKOFF, undeliveredTo: 'results-undelivered' },
  { name: 'dead-letters', ackDeadlineSeconds: 600 },
  { name: 'intake-undelivered', ackDeadlineSeconds: 600 },
  { name: 'results-undelivered', ackDeadlineSeconds: 600 },
];
