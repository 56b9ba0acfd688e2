/** Adds `webhooks` to the command line: where results are posted. */
import type { Command } from 'commander';
import { addReplayWebhook } from './replay-webhook.ts';
import { addWebhooksList } from './show-webhooks.ts';
import { addTryWebhook } from './try-webhook.ts';

export function addWebhooks(program: Command): void {
  const webhooks = program
    .command('webhooks')
    .description('list and try webhooks, to which results are posted, and have results posted again');
  for (const addCommand of [addWebhooksList, addTryWebhook, addReplayWebhook]) addCommand(webhooks);
}
