/** `webhooks new-secret`: a secret, and how it is put where a deployment reads it. */

import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { NEW_SECRET_BYTES, secretText } from '../../shared/webhooks/webhook-secret.ts';
import { DONE, exitCodesHelp, LOCAL_CODES } from '../exit-codes.ts';

/** On standard error: standard output has the secret alone, and can be piped. */
const HOW = `Keep it in Secret Manager, once, and name that secret in Terraform's variable webhooks:
  npm run --silent gateway -- webhooks new-secret | gcloud secrets create modigie-webhook-NAME --data-file=-
To exchange it for another later, first a version "NEW OLD" and a day later "NEW" (docs/webhooks.md, "Rotate a secret"):
  printf '%s %s' "$NEW" "$OLD" | gcloud secrets versions add modigie-webhook-NAME --data-file=-
`;

export function addNewSecret(webhooks: Command): void {
  webhooks
    .command('new-secret')
    .description('make a secret for a webhook')
    .addHelpText('after', exitCodesHelp(LOCAL_CODES))
    .action(() => {
      process.stdout.write(`${secretText(randomBytes(NEW_SECRET_BYTES))}\n`);
      process.stderr.write(HOW);
      process.exitCode = DONE;
    });
}
