/** Cloud Monitoring's alerts, by its REST API v3: https://cloud.google.com/monitoring/api/ref_v3/rest */
import * as z from 'zod';
import { type Instant, instant, rfc3339 } from '../../shared/jobs/instant.ts';
import type { GoogleApis } from './google-apis.ts';

export interface AlertPolicy {
  readonly displayName: string;
  readonly enabled: boolean;
  /** Full names, `projects/P/notificationChannels/ID`. */
  readonly channels: readonly string[];
}

const PoliciesSchema = z.object({
  alertPolicies: z
    .array(
      z.object({
        displayName: z.string().default(''),
        enabled: z.boolean().default(true),
        notificationChannels: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
});

const PAGE_SIZE = 500;

/** @returns all alert policies of a project. @throws GoogleRefusal */
export async function alertPolicies(google: GoogleApis, project: string): Promise<AlertPolicy[]> {
  const policies: AlertPolicy[] = [];
  let token = '';
  do {
    const { body } = await google({
      api: 'Cloud Monitoring',
      path: `/v3/projects/${project}/alertPolicies?pageSize=${PAGE_SIZE}&pageToken=${encodeURIComponent(token)}`,
      project,
      what: `the project ${project}`,
      role: 'roles/monitoring.viewer',
    });
    const page = PoliciesSchema.parse(body);
    for (const { displayName, enabled, notificationChannels } of page.alertPolicies)
      policies.push({ displayName, enabled, channels: notificationChannels });
    token = page.nextPageToken ?? '';
  } while (token !== '');
  return policies;
}

/** A notification channel: a mailbox, a telephone, a chat. Its address is left out. */
export interface AlertChannel {
  readonly name: string;
  /** As a person called it, or else its type and ID. */
  readonly title: string;
  readonly enabled: boolean;
  /** False only where its type has to be verified and is not: then it is not notified. */
  readonly verified: boolean;
}

const ChannelSchema = z.object({
  type: z.string().default('channel'),
  displayName: z.string().default(''),
  enabled: z.boolean().default(true),
  verificationStatus: z.string().optional(),
});

/**
 * @param name `projects/P/notificationChannels/ID`
 * @throws GoogleRefusal, `not-found` when there is none
 */
export async function alertChannel(google: GoogleApis, project: string, name: string): Promise<AlertChannel> {
  const { body } = await google({
    api: 'Cloud Monitoring',
    path: `/v3/${name}`,
    project,
    what: `the notification channel ${name}`,
    role: 'roles/monitoring.viewer',
  });
  const { type, displayName, enabled, verificationStatus } = ChannelSchema.parse(body);
  const title = displayName === '' ? `${type} ${name.split('/').at(-1)}` : `${type} "${displayName}"`;
  return { name, title, enabled, verified: verificationStatus !== 'UNVERIFIED' };
}

const SeriesSchema = z.object({
  timeSeries: z
    .array(
      z.object({
        resource: z.object({ labels: z.record(z.string(), z.string()).default({}) }).default({ labels: {} }),
        points: z
          .array(z.object({ value: z.object({ int64Value: z.string().optional() }).default({}) }))
          .default([]),
      }),
    )
    .default([]),
});

/** Values are seen some two to four minutes late. */
const LOOKED_BACK_MS = 10 * 60_000;

interface Gauge {
  readonly project: string;
  readonly metric: 'num_undelivered_messages' | 'oldest_unacked_message_age';
  /** How the names of the subscriptions begin. */
  readonly begin: string;
  readonly now: Instant;
}

/**
 * @returns the latest value of a metric, a number or seconds, by subscription; none of one that is new
 * @throws GoogleRefusal
 */
export async function subscriptionGauge(
  google: GoogleApis,
  { project, metric, begin, now }: Gauge,
): Promise<Map<string, number>> {
  const query = new URLSearchParams({
    filter:
      `metric.type="pubsub.googleapis.com/subscription/${metric}" AND ` +
      `resource.labels.subscription_id=starts_with("${begin}")`,
    'interval.startTime': rfc3339(instant(now - LOOKED_BACK_MS)),
    'interval.endTime': rfc3339(now),
    pageSize: '1000',
  });
  const { body } = await google({
    api: 'Cloud Monitoring',
    path: `/v3/projects/${project}/timeSeries?${query}`,
    project,
    what: `the project ${project}`,
    role: 'roles/monitoring.viewer',
  });
  // The latest point is the first.
  return new Map(
    SeriesSchema.parse(body).timeSeries.flatMap(({ resource, points: [latest] }) =>
      latest?.value.int64Value === undefined
        ? []
        : [[resource.labels['subscription_id'] ?? '', Number(latest.value.int64Value)] as const],
    ),
  );
}
