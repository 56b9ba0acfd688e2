/** Webhooks, as operators read them: nothing of an address but its host, and no secret. */

import * as z from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';

const values = (description: string) => z.array(z.string()).meta({ description });

const WebhookSchema = z
  .lazy(() =>
    z.object({
      name: z.string(),
      host: z.string().meta({ description: 'Of its address. The rest of that may be secret.' }),
      statuses: values('Results with one of these statuses are posted; of any, where there are none.'),
      jobTypes: values('And of one of these job types.'),
      tags: values('And with one of these tags, each as name=value.'),
      payload: z
        .enum(['full', 'thin'])
        .meta({ description: 'full: the whole job. thin: IDs, status and event codes.' }),
      secrets: z.int().min(0).meta({
        description: 'How many secrets sign at this moment; 0: they cannot be read, and nothing is posted.',
      }),
    }),
  )
  .meta({ id: 'Webhook', description: 'An address to which results are posted.' });

export const WebhookListSchema = z
  .lazy(() => z.object({ webhooks: z.array(WebhookSchema) }))
  .meta({ id: 'WebhookList', description: 'All webhooks that are configured, in that order.' });

export const WebhookTestSchema = z
  .lazy(() =>
    z.object({
      status: z
        .int()
        .nullable()
        .meta({ description: "HTTP status of the receiver's answer; null when none came." }),
      error: z.string().nullable().meta({
        description: 'Why none came, as a code such as ECONNREFUSED or ERR_IP_BLOCKED; null when one came.',
      }),
      ms: z.int().min(0).meta({ description: 'How long it took, in milliseconds.' }),
      webhookId: z.string().meta({ description: 'The header webhook-id of this ping.' }),
      headers: z
        .record(z.string(), z.string())
        .meta({ description: 'The headers that were sent, but for the signature.' }),
    }),
  )
  .meta({ id: 'WebhookTest', description: 'What came of a ping.' });

export type WebhookView = DeepReadonly<z.input<typeof WebhookSchema>>;
