/** Reading jobs: one, many, a page, counts. */
import type { AttemptView } from '../../api/job.ts';
import type { JobFilter } from '../../jobs/job-filter.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { OWN_STATUSES } from '../../jobs/statuses.ts';
import { RecordUnreadableError } from '../../ports/errors.ts';
import type { ListPage, ListQuery } from '../../ports/job-store.ts';
import { PUBLISHED_STATUSES } from '../../protocol/job-status.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { attemptsOf } from './attempts.ts';
import { isFinal, jobText } from './job-view.ts';

type Reading = Pick<GatewayContext, 'store' | 'telemetry'>;

/**
 * @param finalOnly whether jobs that something more will happen to are left out: cheap to ask for often
 * @returns each ID's job as JSON text, in order; undefined for an unknown ID and for a record that cannot be
 * read, which is logged. A root answers for its lineage.
 */
export async function readJobs(
  context: Reading,
  requestIds: readonly RequestId[],
  finalOnly = false,
): Promise<(string | undefined)[]> {
  const lineages = await attemptsOf(context, requestIds);
  return lineages.map((lineage) => {
    if (!Array.isArray(lineage)) {
      context.telemetry.emit('record.unreadable', lineage);
      return undefined;
    }
    const latest = lineage.at(-1);
    if (!latest || (finalOnly && !isFinal(latest.record))) return undefined;
    return jobText(latest.record, { attempts: lineage.map(({ record }) => summaryOf(record)) });
  });
}

/**
 * @returns the job as JSON text, or undefined for an unknown ID. A root answers for its lineage.
 * @throws RecordUnreadableError
 */
export async function readJob(context: Reading, requestId: RequestId): Promise<string | undefined> {
  const [lineage] = await attemptsOf(context, [requestId]);
  if (lineage && !Array.isArray(lineage)) throw new RecordUnreadableError(lineage);
  const latest = lineage?.at(-1);
  if (!lineage || !latest) return undefined;
  return jobText(latest.record, { attempts: lineage.map(({ record }) => summaryOf(record)) });
}

/** @returns one page of attempts that match the query's filter */
export function listJobs({ store }: Pick<GatewayContext, 'store'>, query: ListQuery): Promise<ListPage> {
  return store.list(query);
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
