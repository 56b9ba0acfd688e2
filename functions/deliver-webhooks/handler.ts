import { WEBHOOK_CALLS } from '../../shared/api/webhook-calls.ts';
import { verifiedPost } from '../../shared/http/answering.ts';
import { empty, type HttpHandler, json } from '../../shared/http/http.ts';
import { refuse } from '../../shared/http/problem-response.ts';
import type { PushVerifier } from '../../shared/http/push-auth.ts';
import { parsePush } from '../../shared/http/push-envelope.ts';
import { router } from '../../shared/http/router.ts';
import { deliverWebhook } from '../../shared/use-cases/webhooks/deliver-webhook.ts';
import { listWebhooks } from '../../shared/use-cases/webhooks/list-webhooks.ts';
import { pingWebhook } from '../../shared/use-cases/webhooks/ping-webhook.ts';
import type { WebhookContext } from '../../shared/use-cases/webhooks/webhook-context.ts';
import { WEBHOOK_NAME } from '../../shared/webhooks/endpoint.ts';

/** Each webhook has a subscription of its own, which pushes to this and the webhook's name. */
const PUSHED = '/push/';

/**
 * "Failed Dependency" (RFC 4918 §11.4): a receiver did not take the result, which Pub/Sub delivers again as
 * after any other answer. With a status from 500 on the alert `failing` would tell of this function instead.
 */
const NOT_TAKEN = 424;

/** Posts results to webhooks as Pub/Sub pushes them, and tells operators of them. It keeps nothing. */
export function deliverWebhooksHandler(context: WebhookContext, verifier: PushVerifier): HttpHandler {
  const api = apiOf(context);
  const push = verifiedPost(context.telemetry, verifier, async (request) => {
    const name = nameIn(request.target);
    const endpoint = endpointOf(context, name);
    // Not acknowledged, the message waits for the webhook to be configured again, or becomes a dead letter.
    if (!endpoint) {
      context.telemetry.emit('webhook.unknown', WEBHOOK_NAME.test(name) ? { webhook: name } : {});
      return refuse('webhook-not-found', whichThereAre(context));
    }
    const message = parsePush(request, context.clock.now());
    if (!message) {
      context.telemetry.emit('webhook.unreadable', { webhook: endpoint.name, reason: 'not-an-envelope' });
      return empty(204);
    }
    return (await deliverWebhook(context, endpoint, message)) === 'done' ? empty(204) : empty(NOT_TAKEN);
  });
  return (request) => (request.target.startsWith(PUSHED) ? push(request) : api(request));
}

function apiOf(context: WebhookContext): HttpHandler {
  return router(
    WEBHOOK_CALLS,
    {
      listWebhooks: async () => json(200, { webhooks: await listWebhooks(context) }),
      testWebhook: async ({ path: { id: name } }) => {
        const endpoint = endpointOf(context, name);
        if (!endpoint) return refuse('webhook-not-found', whichThereAre(context));
        return json(200, await pingWebhook(context, endpoint));
      },
    },
    { telemetry: context.telemetry, everyCall },
  );
}

function nameIn(target: string): string {
  const [path = ''] = target.split('?', 1);
  return path.slice(PUSHED.length);
}

function endpointOf({ endpoints }: WebhookContext, name: string) {
  return endpoints.find((endpoint) => endpoint.name === name);
}

function whichThereAre({ endpoints }: WebhookContext): string {
  const names = endpoints.map(({ name }) => name);
  return names.length === 0
    ? 'None is configured (WEBHOOKS).'
    : `Name one that is configured (WEBHOOKS): ${names.join(', ')}.`;
}

/** Not loaded with the function: only a request that is none of its own asks for the calls of others. */
async function everyCall() {
  return (await import('../../shared/api/calls.ts')).CALLS;
}
