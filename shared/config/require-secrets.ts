/** The secrets of webhooks, looked at before the function starts (docs/configuration.md, "Webhooks"). */
import type { WebhookEndpoint } from '../webhooks/endpoint.ts';
import { readSecrets, WebhookSecretError } from '../webhooks/webhook-secret.ts';
import { ConfigError } from './read-config.ts';

/**
 * A webhook whose secret is none stops no other: a secret that was changed for the worse must not stop all of
 * them where the next instance starts. Of its own nothing is acknowledged, and it is told of
 * (`webhook.unsigned`). One whose file cannot be read may have it in a minute.
 * @param read the text of a file
 * @throws ConfigError when no webhook has a secret, and one is wrong: it names each wrong one, nothing of it
 */
export function requireSecrets(
  webhooks: readonly Pick<WebhookEndpoint, 'name' | 'secretFile'>[],
  read: (file: string) => string,
): void {
  const faults = webhooks.map(({ secretFile }) => faultOf(secretFile, read));
  if (faults.includes(undefined)) return;
  const problems = webhooks.flatMap(({ name }, i) =>
    faults[i] === 'unreadable' ? [] : [`WEBHOOKS (at /${i}/secretFile) of ${name} ${faults[i]}`],
  );
  if (problems.length > 0) throw new ConfigError('deliver-webhooks', problems);
}

function faultOf(file: string, read: (file: string) => string): string | undefined {
  try {
    readSecrets(read(file));
    return undefined;
  } catch (error) {
    return error instanceof WebhookSecretError ? error.message : 'unreadable';
  }
}
