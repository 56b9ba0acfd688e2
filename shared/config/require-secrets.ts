/** The secrets of webhooks, looked at before the function starts (docs/configuration.md, "Webhooks"). */
import type { WebhookEndpoint } from '../webhooks/endpoint.ts';
import { readSecrets, WebhookSecretError } from '../webhooks/webhook-secret.ts';
import { ConfigError } from './read-config.ts';

/**
 * A file that is there has to hold secrets. One that cannot be read does not stop the other webhooks: it may
 * be there in a minute, and until then nothing of its own is acknowledged.
 * @param read the text of a file
 * @throws ConfigError that names each wrong one, and nothing of it
 */
export function requireSecrets(
  webhooks: readonly Pick<WebhookEndpoint, 'name' | 'secretFile'>[],
  read: (file: string) => string,
): void {
  const problems = webhooks.flatMap(({ name, secretFile }, i) => {
    const fault = faultOf(secretFile, read);
    return fault === undefined ? [] : [`WEBHOOKS (at /${i}/secretFile) of ${name} ${fault}`];
  });
  if (problems.length > 0) throw new ConfigError('deliver-webhooks', problems);
}

function faultOf(file: string, read: (file: string) => string): string | undefined {
  try {
    readSecrets(read(file));
    return undefined;
  } catch (error) {
    return error instanceof WebhookSecretError ? error.message : undefined;
  }
}
