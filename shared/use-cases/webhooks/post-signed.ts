import { traceOf, traceparentOf } from '../../telemetry/trace-context.ts';
import type { WebhookEndpoint } from '../../webhooks/endpoint.ts';
import type { ReceiverAnswer } from '../../webhooks/verdict.ts';
import { signatureOf } from '../../webhooks/webhook-signature.ts';
import type { WebhookContext } from './webhook-context.ts';

interface Letter {
  readonly id: string;
  readonly body: Buffer;
  /** As it was told with the result; left out unless it is one. */
  readonly traceparent?: string | undefined;
}

export interface Posted {
  readonly answer: ReceiverAnswer;
  /** Those that were sent, but for the signature. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Posts a body to a webhook, signed with all of its secrets, as Standard Webhooks 1.0.0 has it: the time is
 * that of this attempt, in whole seconds.
 * @throws SecretUnavailableError
 */
export async function postSigned(
  { sender, secrets, clock, version }: WebhookContext,
  { url, secretFile }: WebhookEndpoint,
  { id, body, traceparent }: Letter,
): Promise<Posted> {
  const keys = await secrets.read(secretFile);
  const timestamp = Math.floor(clock.now() / 1_000);
  const trace = traceOf({ traceparent });
  const headers = {
    'content-type': 'application/json',
    'user-agent': `modigie-gateway/${version}`,
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    ...(trace && { traceparent: traceparentOf(trace) }),
  };
  const signed = { ...headers, 'webhook-signature': signatureOf({ id, timestamp, body }, keys) };
  return { answer: await sender.post({ url, headers: signed, body }), headers };
}
