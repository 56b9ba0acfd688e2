/** Webhooks of a gateway in one process: a subscription for each, as in the cloud. */

import type { Clock } from '../../shared/ports/clock.ts';
import type { WebhookSecrets } from '../../shared/ports/webhook-secrets.ts';
import type { WebhookSender } from '../../shared/ports/webhook-sender.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';
import type { WebhookContext } from '../../shared/use-cases/webhooks/webhook-context.ts';
import { WebhookPlaces } from '../../shared/use-cases/webhooks/webhook-places.ts';
import type { WebhookEndpoint } from '../../shared/webhooks/endpoint.ts';
import { GATEWAY_VERSION } from '../../shared/webhooks/gateway-version.ts';
import type { Subscription } from '../push-subscription.ts';

export interface EmbeddedWebhooks {
  readonly endpoints: readonly WebhookEndpoint[];
  readonly sender: WebhookSender;
  readonly secrets: WebhookSecrets;
  /** Of the receivers, who judge by it how old a signature is; the gateway's own when absent. */
  readonly clock?: Clock | undefined;
  /** Where jobs are read; without it, a thin body has no `url`. */
  readonly queryUrl?: string | undefined;
}

/** Nothing is posted, so that nothing is asked for. */
export const NO_WEBHOOKS: EmbeddedWebhooks = {
  endpoints: [],
  sender: { post: async () => ({ error: 'NO_WEBHOOKS' }) },
  secrets: { read: async () => [] },
};

interface Surroundings {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export function webhookContext(
  { endpoints, queryUrl, clock, ...sending }: EmbeddedWebhooks,
  { telemetry, clock: gatewayClock }: Surroundings,
): WebhookContext {
  const places = new WebhookPlaces(endpoints.length);
  const common = { version: GATEWAY_VERSION, clock: clock ?? gatewayClock, telemetry };
  return { endpoints, ...sending, places, queryUrl, ...common };
}

interface Subscribed {
  subscribe(topic: string, subscription: Subscription): void;
}

/** @param common of each subscription: its attempts, its dead-letter topic and its deadline */
export function subscribeWebhooks(
  bus: Subscribed,
  { endpoints }: EmbeddedWebhooks,
  { topic, ...common }: Omit<Subscription, 'name'> & { readonly topic: string },
): void {
  // Wrapped, whatever the others are: headers would lose the spelling of attributes.
  for (const { name } of endpoints)
    bus.subscribe(topic, { ...common, unwrapped: false, name: `webhook-${name}`, path: `/push/${name}` });
}

interface Finishing {
  forgotten(): readonly string[];
  finish(subscription: Subscription): void;
}

/**
 * Results of an earlier run may wait for a webhook that is configured no more. They come again as long as
 * those of one that is away: put back meanwhile it has them, and else they are dead letters. Called once all
 * others have subscribed.
 * @throws StoreUnavailableError
 */
export function finishWebhooks(bus: Finishing, common: Omit<Subscription, 'name'>): void {
  for (const name of bus.forgotten())
    bus.finish({ ...common, unwrapped: false, name, path: `/push/${name.replace(/^webhook-/, '')}` });
}
