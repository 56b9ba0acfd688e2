import type { Clock } from '../../ports/clock.ts';
import type { WebhookSecrets } from '../../ports/webhook-secrets.ts';
import type { WebhookSender } from '../../ports/webhook-sender.ts';
import type { Telemetry } from '../../telemetry/log-events.ts';
import type { WebhookEndpoint } from '../../webhooks/endpoint.ts';
import type { WebhookPlaces } from './webhook-places.ts';

/** All that posting a result needs: no ledger, and nothing that is kept. */
export interface WebhookContext {
  readonly endpoints: readonly WebhookEndpoint[];
  readonly sender: WebhookSender;
  readonly secrets: WebhookSecrets;
  readonly places: WebhookPlaces;
  /** Where jobs are read; without it, a thin body has no `url`. */
  readonly queryUrl: string | undefined;
  /** Of the gateway, as receivers are told it. */
  readonly version: string;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}
