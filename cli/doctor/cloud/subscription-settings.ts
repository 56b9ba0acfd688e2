/** The settings of one subscription, each as it should be and as it is. */
import { type Deployment, nameOf } from '../../deployment/deployment.ts';
import type { Service } from '../../google/cloud-run.ts';
import type { SubscriptionSettings } from '../../google/subscriptions.ts';
import { APPLY } from './cloud-check.ts';
import { type ExpectedSubscription, RETENTION, USUAL_ATTEMPTS } from './subscription-table.ts';

interface Setting {
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
  /** The command that sets it as expected. */
  readonly fix: string;
}

interface Seen {
  readonly found: SubscriptionSettings;
  /** The function that it should push to, if there is one. */
  readonly pushesTo: Service | undefined;
}

export function settingsOf(
  deployment: Deployment,
  expected: ExpectedSubscription,
  { found, pushesTo }: Seen,
): Setting[] {
  const name = nameOf(deployment, expected.name);
  const update = `gcloud pubsub subscriptions update ${name} --project ${deployment.project}`;
  const topic = `projects/${deployment.project}/topics/${nameOf(deployment, expected.topic)}`;
  const { ackDeadlineSeconds } = expected;
  return [
    { what: 'topic', expected: topic, actual: found.topic, fix: APPLY },
    {
      what: 'ack deadline',
      expected: `${ackDeadlineSeconds} s`,
      actual: `${found.ackDeadlineSeconds} s`,
      fix: `${update} --ack-deadline=${ackDeadlineSeconds}`,
    },
    {
      what: 'retention of messages',
      expected: RETENTION,
      actual: found.messageRetentionDuration || 'none',
      fix: `${update} --message-retention-duration=${RETENTION}`,
    },
    {
      what: 'expiry',
      expected: 'never',
      actual: expiryOf(found),
      fix: `${update} --expiration-period=never`,
    },
    filterSetting(expected, found),
    ...topicOf(expected, found),
    retryOf(expected, found, update),
    deadLetteringOf(deployment, expected, found),
    ...(expected.pushesTo === undefined ? [pulled(deployment, name, found)] : []),
    ...(pushesTo ? pushOf(pushesTo, found, { update, path: expected.path ?? '' }) : []),
  ];
}

function expiryOf({ expirationPolicy }: SubscriptionSettings): string {
  if (expirationPolicy === undefined) return 'after 31 days without use';
  return expirationPolicy.ttl === undefined ? 'never' : `after ${expirationPolicy.ttl} without use`;
}

const NO_FILTER = 'none: it has all messages';

/** It cannot be changed in place. */
function filterSetting({ filter = '' }: ExpectedSubscription, found: SubscriptionSettings): Setting {
  const words = (text: string) => (text === '' ? NO_FILTER : text);
  return { what: 'filter', expected: words(filter), actual: words(found.filter), fix: APPLY };
}

/** A topic that keeps nothing of what was acknowledged has nothing to replay. */
function topicOf({ topicKeeps }: ExpectedSubscription, found: SubscriptionSettings): Setting[] {
  if (topicKeeps === undefined) return [];
  const actual = found.topicMessageRetentionDuration || 'none';
  return [{ what: 'retention of its topic', expected: topicKeeps, actual, fix: APPLY }];
}

const AT_ONCE = 'again at once';

function retryOf(
  { backoff }: ExpectedSubscription,
  { retryPolicy }: SubscriptionSettings,
  update: string,
): Setting {
  const words = (minimum: string, maximum: string) => `again after ${minimum} to ${maximum}`;
  return {
    what: 'retry policy',
    expected: backoff ? words(backoff.minimum, backoff.maximum) : AT_ONCE,
    actual: retryPolicy ? words(retryPolicy.minimumBackoff, retryPolicy.maximumBackoff) : AT_ONCE,
    fix: backoff
      ? `${update} --min-retry-delay=${backoff.minimum} --max-retry-delay=${backoff.maximum}`
      : `${update} --clear-retry-policy`,
  };
}

function deadLetteringOf(
  deployment: Deployment,
  { name, undeliveredTo }: ExpectedSubscription,
  { deadLetterPolicy }: SubscriptionSettings,
): Setting {
  const { project } = deployment;
  const update = `gcloud pubsub subscriptions update ${nameOf(deployment, name)} --project ${project}`;
  const topic = undeliveredTo && nameOf(deployment, undeliveredTo);
  return {
    what: 'topic for what nobody acknowledges',
    expected: topic === undefined ? 'none' : `projects/${project}/topics/${topic}`,
    actual: deadLetterPolicy?.deadLetterTopic ?? 'none',
    fix:
      topic === undefined
        ? `${update} --clear-dead-letter-policy`
        : `${update} --dead-letter-topic=${topic} --max-delivery-attempts=${USUAL_ATTEMPTS}`,
  };
}

const IS_PULLED = 'none: it is pulled';

function pulled({ project }: Deployment, name: string, { pushConfig }: SubscriptionSettings): Setting {
  return {
    what: 'push endpoint',
    expected: IS_PULLED,
    actual: pushConfig.pushEndpoint || IS_PULLED,
    fix: `gcloud pubsub subscriptions modify-push-config ${name} --push-endpoint= --project ${project}`,
  };
}

/** A push is refused unless its account and audience are those that the function was told. */
function pushOf(
  { uri, uris, environment }: Service,
  { pushConfig }: SubscriptionSettings,
  { update, path }: { readonly update: string; readonly path: string },
): Setting[] {
  const { pushEndpoint = '', oidcToken } = pushConfig;
  const endpoint = `${uri}${path}`;
  const isThere = uris.some((one) => `${one}${path}` === pushEndpoint);
  const account = environment.get('PUSH_ACCOUNT') ?? '';
  const audience = environment.get('PUSH_AUDIENCE') ?? '';
  const fix =
    `${update} --push-endpoint=${endpoint} --push-auth-service-account=${account} ` +
    `--push-auth-token-audience=${audience}`;
  return [
    {
      what: 'push endpoint',
      expected: endpoint,
      actual: isThere ? endpoint : pushEndpoint || IS_PULLED,
      fix,
    },
    { what: 'account of pushes', expected: account, actual: oidcToken?.serviceAccountEmail || 'none', fix },
    { what: 'audience of pushes', expected: audience, actual: oidcToken?.audience || 'none', fix },
  ];
}
