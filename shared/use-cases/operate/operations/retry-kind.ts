import type { JobSelection } from '../../../jobs/operations/selection.ts';
import { retryRefusal } from '../../../jobs/retry-policy.ts';
import type { RequestId } from '../../../protocol/request-id.ts';
import { retryJob } from '../retry-job.ts';
import type { KindOfOperation } from './kind-of-operation.ts';
import { selectedJobs } from './selected-jobs.ts';

/** Retries attempts, each as `POST /v1/jobs/{id}:retry` does. */
export const RETRY_KIND: KindOfOperation<JobSelection, RequestId> = {
  page: selectedJobs,

  async judge({ store, clock }, requestId) {
    const found = await store.get(requestId);
    if (!found) return { kind: 'failed', reason: 'not-found' };
    const refusal = retryRefusal(found.record, clock.now());
    return refusal === undefined ? { kind: 'done' } : { kind: 'skipped', reason: refusal };
  },

  async act(context, requestId, { reason }) {
    const result = await retryJob(context, { requestId, reason, of: 'attempt' });
    switch (result.kind) {
      case 'retried':
        return { kind: 'done' };
      case 'replayed':
        return { kind: 'already', reason: 'already-retried' };
      case 'not-retryable':
        return { kind: 'skipped', reason: result.reason };
      case 'over-budget':
        return { kind: 'skipped', reason: 'over-budget' };
      case 'not-found':
        return { kind: 'failed', reason: 'not-found' };
      default:
        return result satisfies never;
    }
  },
};
