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

/** A message that is ours until its deadline, without its data. */
export interface Held {
  readonly ackId: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const PulledSchema = z.object({
  receivedMessages: z
    .array(
      z.object({
        ackId: z.string(),
        message: z.object({ attributes: z.record(z.string(), z.string()).default({}) }),
      }),
    )
    .default([]),
});

/** @returns at most `most` messages, and none when none is found at once. @throws GoogleRefusal */
export async function pullMessages(
  google: GoogleApis,
  name: SubscriptionName,
  most: number,
): Promise<Held[]> {
  const body = await ask(google, name, { verb: 'pull', body: { maxMessages: most } });
  return PulledSchema.parse(body).receivedMessages.map(({ ackId, message }) => ({ ackId, ...message }));
}

/** Takes messages out of the subscription for good. @throws GoogleRefusal */
export async function acknowledge(
  google: GoogleApis,
  name: SubscriptionName,
  ackIds: string[],
): Promise<void> {
  if (ackIds.length > 0) await ask(google, name, { verb: 'acknowledge', body: { ackIds } });
}

/** Has messages delivered again, to whoever asks next. @throws GoogleRefusal */
export async function release(google: GoogleApis, name: SubscriptionName, ackIds: string[]): Promise<void> {
  if (ackIds.length > 0)
    await ask(google, name, { verb: 'modifyAckDeadline', body: { ackIds, ackDeadlineSeconds: 0 } });
}

interface Asked {
  readonly verb: string;
  readonly body: object;
}

async function ask(google: GoogleApis, name: SubscriptionName, { verb, body }: Asked): Promise<unknown> {
  const { path, ...request } = requestOf(name);
  return (await google({ ...request, path: `${path}:${verb}`, body, role: 'roles/pubsub.subscriber' })).body;
}

function requestOf({ project, subscription }: SubscriptionName) {
  return {
    api: 'Pub/Sub',
    path: `/v1/projects/${project}/subscriptions/${subscription}`,
    project,
    what: `the subscription ${subscription}`,
  } as const;
}
