/** `webhooks list`: where which results are posted, and what waits there. */
import type { Command } from 'commander';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { rfc3339 } from '../../shared/jobs/instant.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { prefixOption, projectOption } from '../deployment/deployment-options.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { askingGoogle, operatorsGoogle } from '../google/asking-google.ts';
import { addWebhookOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { type Cloud, type WebhookBacklog, webhookBacklogs } from './webhook-backlog.ts';
import { type ShownWebhook, WEBHOOK_COLUMNS, WEBHOOK_FIELDS } from './webhook-columns.ts';

type Given = GatewayAddress &
  Pick<Deployment, 'prefix'> & {
    readonly project?: string;
    readonly json?: JsonFields | undefined;
  };

export function addWebhooksList(webhooks: Command): void {
  const command = webhooks
    .command('list')
    .description('list webhooks, and with --project how many results wait for each')
    .addOption(projectOption())
    .addOption(prefixOption());
  addWebhookOptions(addJsonOption(command, WEBHOOK_FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action(({ project, prefix, json, ...address }: Given) =>
      callGateway(address, async (call) => {
        const cloud =
          project === undefined
            ? undefined
            : { google: await operatorsGoogle(), deployment: { project, prefix }, clock: systemClock };
        return listWebhooks(call, cloud, json);
      }),
    );
}

/**
 * @param cloud undefined where Google is not asked
 * @returns the exit code
 * @throws as `Webhooks.list` does, and UserError where Google refuses to tell
 */
export async function listWebhooks(
  { operator, sink, tell, signal }: GatewayCall,
  cloud: Cloud | undefined,
  json: JsonFields | undefined,
): Promise<number> {
  const [webhooks, backlogs] = await Promise.all([
    operator.webhooks.list({ signal }),
    cloud ? askingGoogle(() => webhookBacklogs(cloud)) : new Map<string, WebhookBacklog>(),
  ]);
  const listing = createListing<ShownWebhook>(sink, { columns: WEBHOOK_COLUMNS, json });
  for (const webhook of webhooks) {
    const { messages: backlog = null, oldest } = backlogs.get(webhook.name) ?? {};
    listing.add({ ...webhook, backlog, oldest: oldest === undefined ? null : rfc3339(oldest) });
  }
  listing.end();
  if (webhooks.length === 0) tell('There are no webhooks: the Terraform variable webhooks names them.');
  for (const { name, secrets } of webhooks)
    if (secrets === 0)
      tell(
        `The secret of ${name} cannot be read, so that nothing is posted to it: docs/webhooks.md, Rotate a secret.`,
      );
  return DONE;
}
