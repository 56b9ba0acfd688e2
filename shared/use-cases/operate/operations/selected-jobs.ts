import { instant } from '../../../jobs/instant.ts';
import { tellingAttempt } from '../../../jobs/lineage.ts';
import { FROM_THE_START } from '../../../jobs/operations/operation.ts';
import { filterAsOf, type JobSelection } from '../../../jobs/operations/selection.ts';
import type { RequestId } from '../../../protocol/request-id.ts';
import type { GatewayContext } from '../../context.ts';
import { attemptsOf, isRoot } from '../../read/attempts.ts';
import type { OperationOf, PageAsked } from './kind-of-operation.ts';

/** Records that are looked at for one page, where some condition of the filter is in no index. */
const MOST_SCANNED = 2_000;

interface PageOfJobs {
  readonly items: readonly RequestId[];
  readonly next: string | null;
}

type Reading = Pick<GatewayContext, 'store'>;

/**
 * @returns a page of the attempts that an operation selects. Each is named by itself from here on: a page
 * that is worked on again does not go on to the attempt after it
 */
export async function selectedJobs(
  context: Reading,
  { selection, asOf }: OperationOf<JobSelection>,
  asked: PageAsked,
): Promise<PageOfJobs> {
  if (selection.by === 'ids') return pageOfIds(context, selection.requestIds, asked);
  const { cursor, limit } = asked;
  const { listed, next } = await context.store.list({
    filter: filterAsOf(selection.filter, asOf),
    // In the order of names, the time of a change does not count.
    ...(cursor !== FROM_THE_START && { after: { requestId: cursor as RequestId, changedAt: instant(0) } }),
    limit,
    scanLimit: MOST_SCANNED,
  });
  return { items: listed.map(({ record }) => record.requestId), next: next?.requestId ?? null };
}

/** A root ID stands for the attempt by which its lineage is told, as in a call for one job. */
async function pageOfIds(
  context: Reading,
  requestIds: readonly RequestId[],
  { cursor, limit }: PageAsked,
): Promise<PageOfJobs> {
  const from = cursor === FROM_THE_START ? 0 : Number(cursor);
  const page = requestIds.slice(from, from + limit);
  const lineages = await attemptsOf(context, page);
  const meant = page.map((requestId, i) => {
    const attempts = lineages[i] ?? [];
    if ('reason' in attempts) return requestId;
    const [first] = attempts;
    const told = first && isRoot(first) ? tellingAttempt(attempts) : first;
    return told?.record.requestId ?? requestId;
  });
  const to = from + page.length;
  return { items: [...new Set(meant)], next: to < requestIds.length ? String(to) : null };
}
