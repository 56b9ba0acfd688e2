import { rfc3339 } from '../../jobs/instant.ts';
import { SecretUnavailableError } from '../../ports/webhook-secrets.ts';
import type { WebhookEndpoint } from '../../webhooks/endpoint.ts';
import { pingBody } from '../../webhooks/webhook-body.ts';
import { webhookIdOf } from '../../webhooks/webhook-signature.ts';
import { type Posted, postSigned } from './post-signed.ts';
import type { WebhookContext } from './webhook-context.ts';

export interface Pinged {
  /** Of the receiver's answer; null when none came. */
  readonly status: number | null;
  /** Why none came, as a code; null when one came. */
  readonly error: string | null;
  readonly ms: number;
  readonly webhookId: string;
  /** Those that were sent, but for the signature; none when nothing was. */
  readonly headers: Posted['headers'];
}

/** Posts a ping to a webhook, the same way as results. It is no attempt at any of them. */
export async function pingWebhook(context: WebhookContext, endpoint: WebhookEndpoint): Promise<Pinged> {
  const { clock, telemetry } = context;
  const { name } = endpoint;
  const begun = clock.now();
  // A dedupKey has one slash: no result has this ID.
  const webhookId = webhookIdOf(`ping/${name}/${begun}`);
  const letter = { id: webhookId, body: pingBody(name, rfc3339(begun)) };
  const posted = await posting(context, endpoint, letter);
  const { answer } = posted;
  const status = 'status' in answer ? answer.status : null;
  const error = 'error' in answer ? answer.error : null;
  const ms = clock.now() - begun;
  telemetry.emit('webhook.pinged', {
    webhook: name,
    durationMs: ms,
    ...(status !== null && { httpStatus: status }),
    ...(error !== null && { reason: error }),
  });
  return { status, error, ms, webhookId, headers: posted.headers };
}

async function posting(...args: Parameters<typeof postSigned>): Promise<Posted> {
  try {
    return await postSigned(...args);
  } catch (error) {
    if (!(error instanceof SecretUnavailableError)) throw error;
    return { answer: { error: error.code }, headers: {} };
  }
}
