/** The consumer that did not take a result on which Pub/Sub gave up: one topic has those of all consumers. */

const RESULTS = 'results-undelivered';

/** Pub/Sub's own attribute: https://cloud.google.com/pubsub/docs/handling-failures#dead_letter_topic */
const SUBSCRIPTION = 'CloudPubSubDeadLetterSourceSubscription';

const NAME = /^[a-z0-9-]{1,30}$/;
const HASH = /^[0-9a-f]{8}$/;

/** Subscriptions that write results into BigQuery, by the ends of their names (infra/warehouse.tf). */
const OF_WAREHOUSE = /-(warehouse-(?:facts|personal))$/;
const WAREHOUSE: readonly string[] = ['warehouse-facts', 'warehouse-personal'];

/** How the source of a dead letter begins that a webhook's receiver did not take. */
const WEBHOOK = 'webhook-';

/**
 * @param topic the topic on which Pub/Sub gave up
 * @param attributes of the message there
 * @returns the source of its dead letter: `webhook-NAME`, `warehouse-facts` or `warehouse-personal`, or the
 * topic for a consumer of the company's own
 */
export function undeliveredBy(topic: string, attributes: Readonly<Record<string, string>>): string {
  if (topic !== RESULTS) return topic;
  const subscription = attributes[SUBSCRIPTION] ?? '';
  const webhook = webhookOf(subscription);
  if (webhook !== undefined) return `${WEBHOOK}${webhook}`;
  return OF_WAREHOUSE.exec(subscription)?.[1] ?? topic;
}

/**
 * @param subscription `PREFIX-webhook.NAME.HASH`, as infra/webhooks.tf has it: no prefix or name has a dot
 * @returns the name of the webhook; undefined for a subscription of another kind
 */
export function webhookOf(subscription: string): string | undefined {
  const [deployment = '', name = '', hash = '', ...more] = (subscription.split('/').at(-1) ?? '').split('.');
  const isOne = deployment.endsWith('-webhook') && NAME.test(name) && HASH.test(hash) && more.length === 0;
  return isOne ? name : undefined;
}

/** @returns whether a dead letter of that source is a result, which one consumer or another did not take */
export function isOfResult(source: string): boolean {
  return source === RESULTS || source.startsWith(WEBHOOK) || WAREHOUSE.includes(source);
}
