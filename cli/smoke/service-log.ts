/** The log events of a deployment's functions, and Cloud Run's log of the requests to them. */
import type { FunctionName } from '../../shared/config/function-config.ts';
import type { Instant } from '../../shared/jobs/instant.ts';
import type { LogEventName } from '../../shared/telemetry/log-events.ts';
import { nameOf } from '../deployment/deployment.ts';
import { type LogEntry, readLog } from '../google/logging.ts';
import type { SmokeContext } from './check.ts';
import { STRANGER } from './strangers-call.ts';

/** Events of Modigie's answers: with `tracking` `endings-only` the end alone is stored. */
export const ANSWERED = ['job.answered', 'job.ended'] as const satisfies readonly LogEventName[];

/** Entries of one look: of the few that a new deployment writes, all. */
const MOST = 200;

/**
 * Cloud Run's request log has an entry for each request, whatever the function's LOG_LEVEL, and for those
 * that IAM does not let through (https://cloud.google.com/run/docs/logging#run_request_log). The scheduler,
 * Pub/Sub and Modigie send POSTs; most other requests are of strangers, who scan addresses.
 * @returns the HTTP status of each POST but the smoke test's own, the newest first
 */
export async function postsTo(
  { google, deployment }: SmokeContext,
  to: FunctionName,
  since: Instant,
): Promise<number[]> {
  const { project } = deployment;
  const filter = [
    `logName="projects/${project}/logs/run.googleapis.com%2Frequests"`,
    'resource.type="cloud_run_revision"',
    `resource.labels.service_name="${nameOf(deployment, to)}"`,
    'httpRequest.requestMethod="POST"',
    `NOT httpRequest.userAgent:"${STRANGER}"`,
  ].join(' AND ');
  const entries = await readLog(google, { project, filter, since, order: 'newest-first', most: MOST });
  return entries.flatMap(({ httpStatus }) => (httpStatus === undefined ? [] : [httpStatus]));
}

interface EventQuery {
  readonly of: readonly FunctionName[];
  readonly since: Instant;
  /** A further condition, in Cloud Logging's language. */
  readonly where?: string;
  readonly most?: number;
}

/** @returns log events of docs/log-events.md, the newest first. @throws GoogleRefusal */
export async function eventsOf(
  { google, deployment }: SmokeContext,
  { of, since, where = 'jsonPayload.event:*', most = MOST }: EventQuery,
): Promise<LogEntry[]> {
  const services = of.map((name) => `"${nameOf(deployment, name)}"`).join(' OR ');
  const filter = [
    'resource.type="cloud_run_revision"',
    `resource.labels.service_name=(${services})`,
    where,
  ].join(' AND ');
  return readLog(google, { project: deployment.project, filter, since, order: 'newest-first', most });
}
