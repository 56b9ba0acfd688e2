/** Cloud Monitoring's alerts, by its REST API v3: https://cloud.google.com/monitoring/api/ref_v3/rest */
import * as z from 'zod';
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
