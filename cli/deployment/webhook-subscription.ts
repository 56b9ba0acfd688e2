/** The subscription of a webhook, as infra/webhooks.tf makes it; a test compares. */
import { createHash } from 'node:crypto';
import type { WebhookEndpoint } from '../../shared/webhooks/endpoint.ts';

/** As many bytes of filter as infra/webhooks.tf lets be, of the 256 that Pub/Sub takes. */
const MOST_BYTES = 255;

type Filtered = Pick<WebhookEndpoint, 'name' | 'statuses' | 'jobTypes'>;

/** The name behind the deployment's prefix. */
export type WebhookSubscriptionName = `webhook.${string}.${string}`;

/**
 * @returns the filter in Pub/Sub's language, empty for none. A condition that does not fit is left out, since
 * the function looks at all of them.
 */
export function filterOf({ statuses, jobTypes }: Omit<Filtered, 'name'>): string {
  const conditions = [condition('jobType', jobTypes), condition('status', statuses)].filter(
    (text) => text !== '',
  );
  const candidates = [conditions.join(' AND '), ...conditions.toReversed()];
  return candidates.find((filter) => Buffer.byteLength(filter) <= MOST_BYTES) ?? '';
}

/** A filter cannot be changed: another one is another subscription, so that its hash is in the name. */
export function subscriptionOf(webhook: Filtered): WebhookSubscriptionName {
  const hash = createHash('sha256').update(filterOf(webhook)).digest('hex').slice(0, 8);
  return `webhook.${webhook.name}.${hash}`;
}

function condition(attribute: string, values: readonly string[]): string {
  if (values.length === 0) return '';
  return `(${values.map((value) => `attributes.${attribute} = "${escaped(value)}"`).join(' OR ')})`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}
