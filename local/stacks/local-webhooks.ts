/** Webhooks to receivers on this machine, each with a secret that was made for this run. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { guardedAgents } from '../../shared/adapters/https/guarded-agents.ts';
import { HttpsWebhookSender } from '../../shared/adapters/https/https-webhook-sender.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { WebhookEndpoint } from '../../shared/webhooks/endpoint.ts';
import { readSecrets } from '../../shared/webhooks/webhook-secret.ts';
import type { EmbeddedWebhooks } from './embedded-webhooks.ts';

/** A webhook that takes all results. */
export interface LocalWebhook {
  readonly name: string;
  readonly url: string;
  /** `whsec_…`. */
  readonly secret: string;
}

/** The addresses of this machine: of those that are blocked else, no others are allowed. */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

/** @returns the webhooks of a gateway in this process, and what ends their connections */
export function inProcessWebhooks(
  webhooks: readonly LocalWebhook[],
): EmbeddedWebhooks & { readonly close: () => void } {
  const agents = guardedAgents({ allowed: LOOPBACK });
  const secrets = new Map(webhooks.map(({ name, secret }) => [name, readSecrets(secret)]));
  return {
    // No file holds its secret: it is found by the name.
    endpoints: webhooks.map((webhook) => endpointOf(webhook, webhook.name)),
    secrets: { read: async (name) => secrets.get(name) ?? [] },
    sender: new HttpsWebhookSender({ agents }),
    clock: systemClock,
    close: agents.close,
  };
}

/**
 * @param folder gets a file for each secret
 * @returns the variables of deliver-webhooks that are about them
 */
export async function webhookVariables(
  webhooks: readonly LocalWebhook[],
  folder: string,
): Promise<{ readonly WEBHOOKS: string; readonly WEBHOOK_ALLOW_PRIVATE: string }> {
  const secrets = join(folder, 'secrets');
  await mkdir(secrets, { recursive: true });
  const fileOf = (name: string) => join(secrets, name);
  await Promise.all(webhooks.map(({ name, secret }) => writeFile(fileOf(name), secret, { mode: 0o600 })));
  return {
    WEBHOOKS: JSON.stringify(webhooks.map((webhook) => endpointOf(webhook, fileOf(webhook.name)))),
    WEBHOOK_ALLOW_PRIVATE: JSON.stringify(LOOPBACK),
  };
}

function endpointOf({ name, url }: LocalWebhook, secretFile: string): WebhookEndpoint {
  return { name, url, secretFile, statuses: [], jobTypes: [], tags: [], payload: 'full' };
}
