/** The webhooks of `dev`: receivers on this machine, each with a secret of its own. */
import { randomBytes } from 'node:crypto';
import { InvalidArgumentError } from 'commander';
import type { LocalWebhook } from '../../local/stacks/local-webhooks.ts';
import { MOST_WEBHOOKS } from '../../shared/webhooks/endpoint.ts';
import { faultOfUrl } from '../../shared/webhooks/endpoint-url.ts';
import { NEW_SECRET_BYTES, secretText } from '../../shared/webhooks/webhook-secret.ts';

/**
 * Adds an address that was given on the command line to those before it.
 * @throws InvalidArgumentError for one that is none, and for one too many
 */
export function webhookAddress(text: string, before: readonly string[] = []): readonly string[] {
  const fault = faultOfUrl(text, { local: true });
  if (fault !== undefined) throw new InvalidArgumentError(`It ${fault}.`);
  if (before.length === MOST_WEBHOOKS) throw new InvalidArgumentError(`There are at most ${MOST_WEBHOOKS}.`);
  return [...before, text];
}

/** @returns a webhook for each address, by its number */
export function webhooksFor(addresses: readonly string[]): LocalWebhook[] {
  return addresses.map((url, i) => ({
    name: `webhook-${i + 1}`,
    url,
    secret: secretText(randomBytes(NEW_SECRET_BYTES)),
  }));
}

/** @returns a text that says what is posted where, and how it is verified */
export function webhooksInWords(webhooks: readonly LocalWebhook[], gateway: string): string {
  return webhooks.map((webhook) => inWords(webhook, gateway)).join('');
}

function inWords({ name, url, secret }: LocalWebhook, gateway: string): string {
  const { port } = new URL(url);
  return `
Results are posted to ${url}, signed with ${secret}
  A receiver that verifies them (docs/webhooks.md):
  WEBHOOK_SECRET=${secret} npx node examples/webhook-receiver/receive-results.ts ${port || '80'} results.ndjson
  Try it: curl -X POST ${gateway}/v1/webhooks/${name}:test
`;
}
