/**
 * The settings of Pub/Sub's subscriptions, and who has which role on them and on topics, by its REST API v1:
 * https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions
 */
import * as z from 'zod';
import type { GoogleApis } from './google-apis.ts';
import { type Grant, grantsIn } from './iam-policy.ts';

const text = z.string().default('');
const no = z.boolean().default(false);

const SubscriptionSchema = z.object({
  topic: text,
  ackDeadlineSeconds: z.number().default(10),
  messageRetentionDuration: text,
  /** Of the topic; empty where it keeps nothing that was acknowledged. */
  topicMessageRetentionDuration: text,
  filter: text,
  /** `{}` never expires; without any, it does after 31 days. */
  expirationPolicy: z.object({ ttl: z.string().optional() }).optional(),
  retryPolicy: z.object({ minimumBackoff: text, maximumBackoff: text }).optional(),
  deadLetterPolicy: z
    .object({ deadLetterTopic: text, maxDeliveryAttempts: z.number().default(5) })
    .optional(),
  pushConfig: z
    .object({
      pushEndpoint: text,
      oidcToken: z.object({ serviceAccountEmail: text, audience: text }).optional(),
    })
    .default({ pushEndpoint: '' }),
  bigqueryConfig: z
    .object({
      table: text,
      writeMetadata: no,
      useTopicSchema: no,
      useTableSchema: no,
      /** ACTIVE, or why it does not write. */
      state: text,
    })
    .optional(),
  messageTransforms: z
    .array(z.object({ javascriptUdf: z.object({ code: text }).optional(), disabled: no }))
    .default([]),
});

/** Names of topics are full ones, durations as `600s`. */
export type SubscriptionSettings = z.output<typeof SubscriptionSchema>;

interface PubSubName {
  readonly project: string;
  readonly kind: 'topic' | 'subscription';
  /** Within the project. */
  readonly name: string;
}

/** @throws GoogleRefusal, `not-found` when there is no such subscription */
export async function subscriptionSettings(
  google: GoogleApis,
  name: Omit<PubSubName, 'kind'>,
): Promise<SubscriptionSettings> {
  const request = requestOf({ ...name, kind: 'subscription' });
  return SubscriptionSchema.parse((await google({ ...request, role: 'roles/pubsub.viewer' })).body);
}

const PageSchema = z.object({
  subscriptions: z.array(z.string()).default([]),
  nextPageToken: z.string().optional(),
});

/** @returns the names of a topic's subscriptions in its project. @throws GoogleRefusal */
export async function subscriptionsOf(
  google: GoogleApis,
  topic: Omit<PubSubName, 'kind'>,
): Promise<string[]> {
  const { path, ...request } = requestOf({ ...topic, kind: 'topic' });
  const names: string[] = [];
  let token = '';
  do {
    const page = `${path}/subscriptions?pageSize=100&pageToken=${encodeURIComponent(token)}`;
    const { body } = await google({ ...request, path: page, role: 'roles/pubsub.viewer' });
    const { subscriptions, nextPageToken = '' } = PageSchema.parse(body);
    names.push(...subscriptions.map((name) => name.split('/').at(-1) ?? ''));
    token = nextPageToken;
  } while (token !== '');
  return names;
}

/**
 * Has a subscription deliver again all that was published since a time and is still kept.
 * @throws GoogleRefusal
 */
export async function seekSubscription(
  google: GoogleApis,
  { since, ...name }: Omit<PubSubName, 'kind'> & { readonly since: Date },
): Promise<void> {
  const { path, ...request } = requestOf({ ...name, kind: 'subscription' });
  const body = { time: since.toISOString() };
  await google({ ...request, path: `${path}:seek`, body, role: 'roles/pubsub.subscriber' });
}

/** @throws GoogleRefusal */
export async function pubSubGrants(google: GoogleApis, name: PubSubName): Promise<Grant[]> {
  const { path, ...request } = requestOf(name);
  const asked = { ...request, path: `${path}:getIamPolicy`, role: 'roles/iam.securityReviewer' };
  return grantsIn((await google(asked)).body);
}

function requestOf({ project, kind, name }: PubSubName) {
  return {
    api: 'Pub/Sub',
    path: `/v1/projects/${project}/${kind}s/${name}`,
    project,
    what: `the ${kind} ${name}`,
  } as const;
}
