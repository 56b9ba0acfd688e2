/**
 * Cloud Scheduler's jobs, by its REST API v1:
 * https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs
 */
import * as z from 'zod';
import { type Instant, instant } from '../../shared/jobs/instant.ts';
import type { GoogleApis } from './google-apis.ts';

export interface SchedulerJobName {
  readonly project: string;
  readonly region: string;
  readonly job: string;
}

export interface SchedulerJob {
  /** ENABLED, PAUSED by a person, DISABLED by an error, or UPDATE_FAILED. */
  readonly state: string;
  /** When it was last tried; undefined when never. */
  readonly triedAt: Instant | undefined;
  /** google.rpc.Code of the last try's end; 0 when it succeeded, or has not been tried. */
  readonly outcome: number;
  /** Google's time when it was read. */
  readonly readAt: Instant;
}

const JobSchema = z.object({
  state: z.string().default('STATE_UNSPECIFIED'),
  lastAttemptTime: z.string().optional(),
  status: z.object({ code: z.number().default(0) }).default({ code: 0 }),
});

/** @throws GoogleRefusal, `not-found` when there is no such job in that region */
export async function readSchedulerJob(google: GoogleApis, name: SchedulerJobName): Promise<SchedulerJob> {
  const { body, at } = await google({ ...requestOf(name), role: 'roles/cloudscheduler.viewer' });
  const { state, lastAttemptTime, status } = JobSchema.parse(body);
  const tried = Date.parse(lastAttemptTime ?? '');
  return {
    state,
    triedAt: Number.isNaN(tried) ? undefined : instant(tried),
    outcome: status.code,
    readAt: at,
  };
}

/** Has it run now, whatever its schedule says. @throws GoogleRefusal */
export async function runSchedulerJob(google: GoogleApis, name: SchedulerJobName): Promise<void> {
  const { path, ...request } = requestOf(name);
  await google({ ...request, path: `${path}:run`, body: {}, role: 'roles/cloudscheduler.jobRunner' });
}

/** Some codes of google.rpc.Code, as the scheduler reports a target's answer. */
const OUTCOMES: Readonly<Record<number, string>> = {
  4: 'DEADLINE_EXCEEDED',
  5: 'NOT_FOUND',
  7: 'PERMISSION_DENIED',
  13: 'INTERNAL',
  14: 'UNAVAILABLE',
  16: 'UNAUTHENTICATED',
};

/** @returns the end of the last try, such as `5 NOT_FOUND` */
export function outcomeInWords({ outcome }: Pick<SchedulerJob, 'outcome'>): string {
  return `${outcome} ${OUTCOMES[outcome] ?? ''}`.trim();
}

function requestOf({ project, region, job }: SchedulerJobName) {
  return {
    api: 'Cloud Scheduler',
    path: `/v1/projects/${project}/locations/${region}/jobs/${job}`,
    project,
    what: `the job ${job} in ${region}`,
  } as const;
}
