/** Reading jobs: one, many, a page, counts. */
import type { AttemptView } from '../../api/job.ts';
import type { JobFilter } from '../../jobs/job-filter.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { OWN_STATUSES } from '../../jobs/statuses.ts';
import { PUBLISHED_STATUSES } from '../../protocol/job-status.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { attemptsOf } from './attempts.ts';
import { isFinal, jobText } from './job-view.ts';

type Reading = Pick<GatewayContext, 'store'>;

/**
 * @param finalOnly whether jobs that something more will happen to are left out: cheap to ask for often
 * @returns each ID's job as JSON text, in order; undefined for an unknown ID. A root answers for its lineage.
 */
export async function readJobs(
  context: Reading,
  requestIds: readonly RequestId[],
  finalOnly = false,
): Promise<(string | undefined)[]> {
  const lineages = await attemptsOf(context, requestIds);
  return lineages.map((lineage) => {
    const latest = lineage.at(-1);
    if (!latest || (finalOnly && !isFinal(latest.record))) return undefined;
    return jobText(latest.record, { attempts: lineage.map(({ record }) => summaryOf(record)) });
  });
}

export interface JobPage {
  readonly jobs: readonly JobRecord[];
  /** Pass as `after` to go on; undefined on the last page. */
  readonly next: string | undefined;
}

export interface PageQuery {
  readonly filter: JobFilter;
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string | undefined;
}

/** One page of attempts, ordered by request ID. */
export async function listJobs({ store }: Reading, { filter, limit, after }: PageQuery): Promise<JobPage> {
  const jobs = await store.list({ filter, limit: limit + 1, ...(after !== undefined && { after }) });
  const page = jobs.slice(0, limit);
  return { jobs: page, next: jobs.length > limit ? page.at(-1)?.requestId : undefined };
}

/**
 * Counts of attempts by status, statuses without any left out. `other` are statuses unknown to this version.
 */
export async function countJobs(
  { store }: Reading,
  filter: Omit<JobFilter, 'status'>,
): Promise<Record<string, number>> {
  const statuses = [...OWN_STATUSES, ...PUBLISHED_STATUSES];
  const [total = 0, ...counts] = await Promise.all([
    store.count(filter),
    ...statuses.map((status) => store.count({ ...filter, status })),
  ]);
  const known = statuses.map((status, i) => [status, counts[i] ?? 0] as const);
  const other = total - known.reduce((sum, [, count]) => sum + count, 0);
  return Object.fromEntries(
    [...known, ['other', Math.max(0, other)] as const].filter(([, count]) => count > 0),
  );
}

function summaryOf({ requestId, lineage, status, answer }: JobRecord): AttemptView {
  return { requestId, attempt: lineage.attempt, status, reasonType: answer?.reasonType ?? null };
}
