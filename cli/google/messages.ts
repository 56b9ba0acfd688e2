/**
 * Pub/Sub's topics and subscriptions, by its REST API v1:
 * https://cloud.google.com/pubsub/docs/reference/rest/v1
 */
import * as z from 'zod';
import type { Instant } from '../../shared/jobs/instant.ts';
import type { GoogleApis } from './google-apis.ts';

interface Outgoing {
  readonly project: string;
  readonly topic: string;
  readonly data: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Published {
  readonly messageId: string;
  /** Google's time when it was taken. */
  readonly at: Instant;
}

const PublishedSchema = z.object({ messageIds: z.tuple([z.string()]) });

/** @throws GoogleRefusal */
export async function publishMessage(google: GoogleApis, message: Outgoing): Promise<Published> {
  const { project, topic, data, attributes } = message;
  const { body, at } = await google({
    api: 'Pub/Sub',
    path: `/v1/projects/${project}/topics/${topic}:publish`,
    body: { messages: [{ data: Buffer.from(data).toString('base64'), attributes }] },
    project,
    what: `the topic ${topic}`,
    role: 'roles/pubsub.publisher',
  });
  return { messageId: PublishedSchema.parse(body).messageIds[0], at };
}

export interface SubscriptionName {
  readonly project: string;
  readonly subscription: string;
}

interface Subscription {
  /** The last part of the topic's name; `_deleted-topic_` when that is gone. */
  readonly topic: string;
  readonly pushes: boolean;
}

const SubscriptionSchema = z.object({
  topic: z.string().default(''),
  pushConfig: z.object({ pushEndpoint: z.string().default('') }).default({ pushEndpoint: '' }),
});

/** @throws GoogleRefusal, `not-found` when there is no such subscription */
export async function readSubscription(google: GoogleApis, name: SubscriptionName): Promise<Subscription> {
  const { body } = await google({ ...requestOf(name), role: 'roles/pubsub.viewer' });
  const { topic, pushConfig } = SubscriptionSchema.parse(body);
  return { topic: topic.split('/').at(-1) ?? '', pushes: pushConfig.pushEndpoint !== '' };
}

function requestOf({ project, subscription }: SubscriptionName) {
  return {
    api: 'Pub/Sub',
    path: `/v1/projects/${project}/subscriptions/${subscription}`,
    project,
    what: `the subscription ${subscription}`,
  } as const;
}
