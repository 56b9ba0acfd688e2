/** An invented webhook, as the examples of every call show it. */

import type * as z from 'zod';
import type { WebhookListSchema, WebhookTestSchema, WebhookView } from './webhook-schemas.ts';

export const WEBHOOK = {
  name: 'crm',
  host: 'crm.acme.example',
  statuses: ['completed'],
  jobTypes: [],
  tags: ['team=emea'],
  payload: 'full',
  secrets: 1,
} satisfies WebhookView;

export const WEBHOOK_LIST = { webhooks: [WEBHOOK] } satisfies z.input<typeof WebhookListSchema>;

export const WEBHOOK_TEST = {
  status: 204,
  error: null,
  ms: 84,
  webhookId: 'msg_dgwLV3Vfc2h6PYC0WL5uGkA8kI',
  headers: {
    'content-type': 'application/json',
    'user-agent': 'modigie-gateway/0.1.0',
    'webhook-id': 'msg_dgwLV3Vfc2h6PYC0WL5uGkA8kI',
    'webhook-timestamp': '1772355600',
  },
} satisfies z.input<typeof WebhookTestSchema>;
