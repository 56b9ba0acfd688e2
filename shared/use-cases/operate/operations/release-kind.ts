import { instant } from '../../../jobs/instant.ts';
import { FROM_THE_START } from '../../../jobs/operations/operation.ts';
import type { ItemOutcome } from '../../../jobs/operations/operation-progress.ts';
import type { HoldSelection } from '../../../jobs/operations/selection.ts';
import type { RequestId } from '../../../protocol/request-id.ts';
import { type JobReleased, judgeRelease, releaseJob } from '../holds/release-job.ts';
import type { KindOfOperation } from './kind-of-operation.ts';

/** Lets go the jobs that a hold has kept back, those that it has held since it was asked for included. */
export const RELEASE_KIND: KindOfOperation<HoldSelection, RequestId> = {
  async page({ store }, { selection }, { cursor, limit }) {
    const { listed, next } = await store.list({
      filter: { held: selection.name },
      // In the order of names, the time of a change does not count.
      ...(cursor !== FROM_THE_START && { after: { requestId: cursor as RequestId, changedAt: instant(0) } }),
      limit,
    });
    return { items: listed.map(({ record }) => record.requestId), next: next?.requestId ?? null };
  },

  async judge(context, requestId, { selection }) {
    return outcomeOf(await judgeRelease(context, { requestId, name: selection.name }));
  },

  async act(context, requestId, { selection }) {
    return outcomeOf(await releaseJob(context, { requestId, name: selection.name }));
  },
};

function outcomeOf(released: JobReleased): ItemOutcome {
  switch (released) {
    case 'released':
      return { kind: 'done' };
    case 'not-found':
      return { kind: 'failed', reason: released };
    default:
      return { kind: 'skipped', reason: released };
  }
}
