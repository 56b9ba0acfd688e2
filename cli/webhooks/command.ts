/** Adds `webhooks` to the command line: where results are posted. */
import type { Command } from 'commander';
import { addNewSecret } from './new-secret.ts';
import { addReplayWebhook } from './replay-webhook.ts';
import { addWebhooksList } from './show-webhooks.ts';
import { addTryWebhook } from './try-webhook.ts';
import { addVerifyWebhook } from './verify-webhook.ts';

export function addWebhooks(program: Command): void {
  const webhooks = program
    .command('webhooks')
    .description(
      'list and try webhooks, to which results are posted, have results posted again, and see to their secrets',
    );
  for (const addCommand of [addWebhooksList, addTryWebhook, addReplayWebhook, addNewSecret, addVerifyWebhook])
    addCommand(webhooks);
}
