/** The results that wait for each webhook, as Google measures them: some minutes late. */
import { webhookOf } from '../../shared/jobs/dead-letters/undelivered-by.ts';
import { type Instant, instant } from '../../shared/jobs/instant.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { GoogleApis } from '../google/google-apis.ts';
import { subscriptionGauge } from '../google/monitoring.ts';

/** Topics and subscriptions are in no region. */
export type NamedDeployment = Omit<Deployment, 'region'>;

export interface Cloud {
  readonly google: GoogleApis;
  readonly deployment: NamedDeployment;
  readonly clock: Clock;
}

export interface WebhookBacklog {
  readonly messages: number;
  /** When the oldest was published; undefined where none waits. */
  readonly oldest: Instant | undefined;
}

/** @returns how the names of a deployment's subscriptions of webhooks begin */
export function beginOfSubscriptions({ prefix }: NamedDeployment): string {
  return `${prefix}-webhook.`;
}

/**
 * @returns the backlog by the name of the webhook; of one whose subscription is being replaced that of both
 * @throws GoogleRefusal
 */
export async function webhookBacklogs({
  google,
  deployment,
  clock,
}: Cloud): Promise<Map<string, WebhookBacklog>> {
  const { project } = deployment;
  const now = clock.now();
  const asked = { project, begin: beginOfSubscriptions(deployment), now };
  const [counts, ages] = await Promise.all([
    subscriptionGauge(google, { ...asked, metric: 'num_undelivered_messages' }),
    subscriptionGauge(google, { ...asked, metric: 'oldest_unacked_message_age' }),
  ]);
  const backlogs = new Map<string, WebhookBacklog>();
  for (const [subscription, count] of counts) {
    const name = webhookOf(subscription) ?? subscription;
    const seconds = ages.get(subscription) ?? 0;
    const before = backlogs.get(name);
    const oldest = seconds > 0 ? instant(now - seconds * 1_000) : undefined;
    backlogs.set(name, {
      messages: count + (before?.messages ?? 0),
      oldest: earlier(oldest, before?.oldest),
    });
  }
  return backlogs;
}

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
