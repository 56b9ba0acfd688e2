/** The names of a deployment's parts, as Terraform makes them of its variables (infra/). */
import { CONFIG_SCHEMAS, type FunctionName } from '../../shared/config/function-config.ts';
import type { WebhookSubscriptionName } from './webhook-subscription.ts';

export interface Deployment {
  readonly project: string;
  readonly prefix: string;
  readonly region: string;
}

/** Every function that a deployment may have. */
export const FUNCTIONS = Object.keys(CONFIG_SCHEMAS) as readonly FunctionName[];

/** One of them is deployed, as response_delivery has it. */
export const TAKING_ANSWERS: readonly FunctionName[] = ['receive-responses', 'pull-responses'];

/** Deployed where there are webhooks, and nowhere else. */
export const WHERE_WEBHOOKS = 'deliver-webhooks' satisfies FunctionName;

/** Opened to everybody by allow_unauthenticated. All others are for named callers, whatever the variables. */
export const EVERYBODYS: readonly FunctionName[] = ['submit-jobs', 'query-jobs'];

export type TopicName = 'intake' | 'results' | 'dead-letters' | 'intake-undelivered' | 'results-undelivered';

/**
 * Each topic has a subscription of its name, those of last resort have another one; each webhook has one, and
 * the warehouse two.
 */
export type SubscriptionName =
  | TopicName
  | WebhookSubscriptionName
  | `kept-${'dead-letters' | 'intake-undelivered' | 'results-undelivered'}`
  | `warehouse-${'facts' | 'personal'}`;

/** @returns the name of a function, a scheduler's job, a topic or a subscription within its project. */
export function nameOf(
  { prefix }: Pick<Deployment, 'prefix'>,
  part: FunctionName | SubscriptionName,
): string {
  return `${prefix}-${part}`;
}

/**
 * @param which a further condition, in Cloud Logging's language
 * @returns a shell's command that shows the log of one function
 */
export function logCommand(deployment: Deployment, of: FunctionName, which = ''): string {
  const filter = `resource.labels.service_name="${nameOf(deployment, of)}" ${which}`.trim();
  return `gcloud logging read '${filter}' --project ${deployment.project} --freshness 1h --limit 20`;
}

/** @returns a shell's command that has a paused job of the scheduler go on */
export function resumeCommand(deployment: Deployment, of: FunctionName): string {
  const { project, region } = deployment;
  return `gcloud scheduler jobs resume ${nameOf(deployment, of)} --location ${region} --project ${project}`;
}
