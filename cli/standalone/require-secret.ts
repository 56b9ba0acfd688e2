/** The secret of a webhook of a standalone gateway, looked at before it is needed. */
import { readSecrets, WebhookSecretError } from '../../shared/webhooks/webhook-secret.ts';
import { UserError } from '../output/user-error.ts';
import { readSmallFile } from './files/small-file.ts';

/**
 * @param place of the webhook among those of the configuration
 * @throws UserError for a file that cannot be read, or holds no secret; nothing of it is told
 */
export async function requireSecret(file: string, place: number): Promise<void> {
  const member = `webhooks (at /${place}/secretFile): ${file}`;
  const text = await readSmallFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      `${member} cannot be read (${error.code}): let this user read it, or make one by webhooks new-secret.`,
    );
  });
  try {
    readSecrets(text);
  } catch (error) {
    if (error instanceof WebhookSecretError) throw new UserError(`${member} ${error.message}.`);
    throw error;
  }
}
