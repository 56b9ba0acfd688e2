/** `webhooks test`: a signed ping is posted now, and what comes of it. */
import type { Command } from 'commander';
import type { WebhookTest } from '../../client/operator.ts';
import { WebhookTestSchema } from '../../shared/api/webhook-schemas.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { DONE, exitCodesHelp, FAULT, WEBHOOK_TEST_CODES } from '../exit-codes.ts';
import { addWebhookOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import type { Column } from '../output/column.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { writeDetails } from '../output/listing.ts';
import type { GatewayAddress } from '../remote-gateway.ts';

const FIELDS: readonly string[] = Object.keys(WebhookTestSchema.unwrap().shape);

const COLUMNS: readonly Column<WebhookTest>[] = [
  {
    name: 'status',
    of: ({ status }) => status,
    style: ({ status }) => (isTaken(status) ? 'green' : 'red'),
  },
  { name: 'error', of: ({ error }) => error, style: () => 'red' },
  { name: 'ms', of: ({ ms }) => ms },
  { name: 'webhookId', of: ({ webhookId }) => webhookId },
  {
    name: 'headers',
    of: ({ headers }) => Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  },
];

export function addTryWebhook(webhooks: Command): void {
  const command = webhooks
    .command('test')
    .description('have a signed ping posted to a webhook now, and show what its receiver answers')
    .argument('<name>', 'the webhook, as webhooks list names it');
  addWebhookOptions(addJsonOption(command, FIELDS))
    .addHelpText('after', exitCodesHelp(WEBHOOK_TEST_CODES))
    .action(
      (name: string, { json, ...address }: GatewayAddress & { readonly json?: JsonFields | undefined }) =>
        callGateway(address, (call) => testWebhook(call, name, json)),
    );
}

/** @returns the exit code. @throws as `Webhooks.test` does */
export async function testWebhook(
  { operator, sink, tell, signal }: GatewayCall,
  name: string,
  json: JsonFields | undefined,
): Promise<number> {
  const test = await operator.webhooks.test(name, { signal });
  writeDetails(sink, test, { columns: COLUMNS, json });
  const { status, error } = test;
  if (isTaken(status)) return DONE;
  tell(
    status === null
      ? `Nothing of ${name} answered (${error}): ${remedyOf(error ?? '')}`
      : `The receiver of ${name} answered ${status}: results are taken with 2xx alone. docs/webhooks.md has what it must do.`,
  );
  return FAULT;
}

function isTaken(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}

function remedyOf(error: string): string {
  return (Object.hasOwn(REMEDIES, error) && REMEDIES[error]) || ELSE;
}

const ELSE = 'see that its url in Terraform is right, and that it can be reached from Google Cloud.';

/** By the codes that Node.js and the gateway give. */
const REMEDIES: Readonly<Record<string, string>> = {
  ERR_IP_BLOCKED:
    'its address is private, and not in webhook_egress.allow_private of Terraform (docs/webhooks.md).',
  ENOTFOUND: 'its host is in no DNS that Google Cloud sees.',
  ECONNREFUSED: 'nothing listens there.',
  TIMEOUT: 'it has to answer within 15 s: answer first, work after.',
  'not-a-secret': 'its secret is none (docs/webhooks.md, Rotate a secret): nothing was posted.',
  ENOENT: 'its secret cannot be read (docs/webhooks.md, Rotate a secret): nothing was posted.',
  CERT_HAS_EXPIRED: 'renew its certificate.',
};
