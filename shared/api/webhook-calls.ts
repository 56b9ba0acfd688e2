/** The calls of `deliver-webhooks`: what is posted where, and whether a receiver takes it. */

import * as z from 'zod';
import { call } from './call.ts';
import { WEBHOOK_LIST, WEBHOOK_TEST } from './webhook-examples.ts';
import { WebhookListSchema, WebhookTestSchema } from './webhook-schemas.ts';

const OPERATING = {
  servedBy: 'deliver-webhooks',
  callers: 'operators',
  tag: 'operate',
  concerns: 'every-team',
} as const;

const WEBHOOK_IN_PATH = z.object({
  id: z.string().meta({ description: 'The name of a webhook.', examples: ['crm'] }),
});

export const WEBHOOK_CALLS = {
  listWebhooks: call({
    ...OPERATING,
    method: 'GET',
    path: '/v1/webhooks',
    summary: 'List the webhooks, what each takes, and how many secrets sign',
    idempotencyKey: 'needless',
    responses: {
      200: { description: 'All of them.', schema: WebhookListSchema, example: WEBHOOK_LIST },
    },
    problems: [],
  }),

  testWebhook: call({
    ...OPERATING,
    method: 'POST',
    path: '/v1/webhooks/{id}:test',
    summary: 'Post a signed ping to a webhook now, and tell what its receiver answers',
    description:
      'The ping goes the way of every result: the same address, the same secrets, the same limits. Its type is ' +
      'gateway.ping. It is posted once, and what is answered changes nothing. An answer of 2xx is what a receiver ' +
      'of results gives.',
    pathParameters: WEBHOOK_IN_PATH,
    missing: 'webhook-not-found',
    idempotencyKey: {
      refusedBecause: 'is not taken here: each call posts a ping of its own, which does no harm.',
    },
    responses: {
      200: { description: 'What came of it.', schema: WebhookTestSchema, example: WEBHOOK_TEST },
    },
    problems: [],
  }),
} as const;
