import { SecretUnavailableError } from '../../ports/webhook-secrets.ts';
import type { ReceivedMessage } from '../../protocol/message.ts';
import type { LogFields } from '../../telemetry/log-events.ts';
import type { WebhookEndpoint } from '../../webhooks/endpoint.ts';
import { isFor } from '../../webhooks/endpoint-filter.ts';
import { type Result, readResult } from '../../webhooks/result.ts';
import { type ReceiverAnswer, verdictOf } from '../../webhooks/verdict.ts';
import { webhookBody } from '../../webhooks/webhook-body.ts';
import { webhookIdOf } from '../../webhooks/webhook-signature.ts';
import { postSigned } from './post-signed.ts';
import type { WebhookContext } from './webhook-context.ts';

/**
 * Posts one message of the results topic to one webhook.
 * @returns `done` when the message may be acknowledged: the receiver has it, or wants nothing more, or it is
 * not for this webhook, or no result at all. Anything else comes again, by the subscription's backoff, and
 * is a dead letter after 100 attempts
 */
export async function deliverWebhook(
  context: WebhookContext,
  endpoint: WebhookEndpoint,
  message: ReceivedMessage,
): Promise<'done' | 'retry-later'> {
  const { telemetry, places } = context;
  const { name } = endpoint;
  const result = readResult(message);
  if (typeof result === 'string') {
    // It would be none at the hundredth attempt either, and every other subscription has it as well.
    telemetry.emit('webhook.unreadable', { webhook: name, messageId: message.messageId, reason: result });
    return 'done';
  }
  const told = { webhook: name, ...toldOf(result), ...attemptOf(message) };
  if (!isFor(endpoint, result)) {
    telemetry.emit('webhook.filtered', told);
    return 'done';
  }
  const verdict = await places.within(name, () => post(context, { endpoint, result, told }));
  if (verdict === undefined) telemetry.emit('webhook.postponed', told);
  return verdict ?? 'retry-later';
}

interface Posting {
  readonly endpoint: WebhookEndpoint;
  readonly result: Result;
  readonly told: LogFields;
}

async function post(
  context: WebhookContext,
  { endpoint, result, told }: Posting,
): Promise<'done' | 'retry-later'> {
  const { telemetry, queryUrl, clock } = context;
  const { payload } = endpoint;
  const id = webhookIdOf(result.dedupKey);
  const body = webhookBody(result, { payload, queryUrl });
  const begun = clock.now();
  try {
    const { answer } = await postSigned(context, endpoint, { id, body, traceparent: result.traceparent });
    const fields = { ...told, ...answerFields(answer), durationMs: clock.now() - begun };
    switch (verdictOf(answer)) {
      case 'taken':
        telemetry.emit('webhook.delivered', fields);
        return 'done';
      case 'gone':
        telemetry.emit('webhook.gone', fields);
        return 'done';
      case 'failed':
        telemetry.emit('webhook.failed', fields);
        return 'retry-later';
    }
  } catch (error) {
    if (!(error instanceof SecretUnavailableError)) throw error;
    telemetry.emit('webhook.unsigned', { ...told, reason: error.code });
    return 'retry-later';
  }
}

function toldOf({ requestId, rootId, jobType, status }: Result): LogFields {
  return { requestId, rootId, jobType, status };
}

/** Pub/Sub counts its attempts where a dead-letter topic is given. */
function attemptOf({ deliveryAttempt }: ReceivedMessage): LogFields {
  return deliveryAttempt === undefined ? {} : { deliveryAttempt };
}

function answerFields(answer: ReceiverAnswer): LogFields {
  return 'status' in answer ? { httpStatus: answer.status } : { reason: answer.error };
}
