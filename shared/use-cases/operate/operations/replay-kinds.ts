import type { Instant } from '../../../jobs/instant.ts';
import type { JobRecord } from '../../../jobs/job-record.ts';
import type { WorkOutcome } from '../../../jobs/operations/operation-progress.ts';
import type { JobSelection } from '../../../jobs/operations/selection.ts';
import { redeliveryRefusal, replayRefusal } from '../../../jobs/replay.ts';
import type { RequestId } from '../../../protocol/request-id.ts';
import type { ActAsked } from '../act-asked.ts';
import { type ActResult, redeliverJob, replayAsked, replayJob } from '../act-on-job.ts';
import type { OperateContext } from '../audited.ts';
import type { KindOfOperation } from './kind-of-operation.ts';
import { selectedJobs } from './selected-jobs.ts';

/** Has requests published again, each as `POST /v1/jobs/{id}:replay` does. */
export const REPLAY_KIND = kindOfAct({
  already: 'already-replayed',
  lastAt: ({ publish }) => publish.lastAt,
  refusalOf: async (context, record) => replayRefusal(record, (await replayAsked(context, record)).heldBy),
  act: replayJob,
});

/** Delivers results again, each as `POST /v1/jobs/{id}:redeliver` does. */
export const REDELIVER_KIND = kindOfAct({
  already: 'already-redelivered',
  lastAt: ({ delivery }) => delivery?.at ?? null,
  refusalOf: async (_context, record) => redeliveryRefusal(record),
  act: redeliverJob,
});

interface KindOfAct {
  /** The reason of a job to which it was done since the operation was asked for. */
  readonly already: string;
  /** When it was done to a job last. */
  readonly lastAt: (record: JobRecord) => Instant | null;
  readonly refusalOf: (context: OperateContext, record: JobRecord) => Promise<string | undefined>;
  readonly act: (context: OperateContext, asked: ActAsked) => Promise<ActResult<string, string>>;
}

function kindOfAct(of: KindOfAct): KindOfOperation<JobSelection, RequestId> {
  /** @returns what it comes to where it is not to be done; undefined where it is */
  const undone = async (
    context: OperateContext,
    record: JobRecord | undefined,
    asOf: Instant,
  ): Promise<WorkOutcome | undefined> => {
    if (!record) return { kind: 'failed', reason: 'not-found' };
    if ((of.lastAt(record) ?? 0) >= asOf) return { kind: 'already', reason: of.already };
    const reason = await of.refusalOf(context, record);
    return reason === undefined ? undefined : { kind: 'skipped', reason };
  };
  return {
    page: selectedJobs,
    judge: async (context, requestId, { asOf }) =>
      (await undone(context, (await context.store.get(requestId))?.record, asOf)) ?? { kind: 'done' },
    async act(context, requestId, { asOf, reason }) {
      const found = await context.store.get(requestId);
      const not = await undone(context, found?.record, asOf);
      if (not) return not;
      const result = await of.act(context, { requestId, reason, of: 'attempt', from: found });
      if (result.kind === 'refused')
        return { kind: 'skipped', reason: String('reason' in result && result.reason) };
      return result.kind === 'not-found' ? { kind: 'failed', reason: 'not-found' } : { kind: 'done' };
    },
  };
}
