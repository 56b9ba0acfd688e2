/** Webhooks of a gateway in one process: the function, and a subscription for each, as in the cloud. */

import { deliverWebhooksHandler } from '../../functions/deliver-webhooks/handler.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { ACCEPT_ALL } from '../../shared/http/push-auth.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { WebhookSecrets } from '../../shared/ports/webhook-secrets.ts';
import type { WebhookSender } from '../../shared/ports/webhook-sender.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';
import { WebhookPlaces } from '../../shared/use-cases/webhooks/webhook-places.ts';
import type { WebhookEndpoint } from '../../shared/webhooks/endpoint.ts';
import { GATEWAY_VERSION } from '../../shared/webhooks/gateway-version.ts';
import type { LocalBus, Subscription } from '../bus.ts';

export interface EmbeddedWebhooks {
  readonly endpoints: readonly WebhookEndpoint[];
  readonly sender: WebhookSender;
  readonly secrets: WebhookSecrets;
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

export function embeddedWebhooks(
  { endpoints, sender, secrets, queryUrl }: EmbeddedWebhooks,
  { clock, telemetry }: Surroundings,
): HttpHandler {
  const places = new WebhookPlaces(endpoints.length);
  const version = GATEWAY_VERSION;
  return deliverWebhooksHandler(
    { endpoints, sender, secrets, places, queryUrl, version, clock, telemetry },
    ACCEPT_ALL,
  );
}

/** @param common of each subscription: its attempts, its dead-letter topic and its deadline */
export function subscribeWebhooks(
  bus: LocalBus,
  { endpoints }: EmbeddedWebhooks,
  { topic, ...common }: Omit<Subscription, 'name'> & { readonly topic: string },
): void {
  // Wrapped, whatever the others are: headers would lose the spelling of attributes.
  for (const { name } of endpoints)
    bus.subscribe(topic, { ...common, unwrapped: false, name: `webhook-${name}`, path: `/push/${name}` });
}
