import type { OPERATE_CALLS } from '../../shared/api/operate-calls.ts';
import { jsonText } from '../../shared/http/http.ts';
import { refuse, refuseUnknownJob } from '../../shared/http/problem-response.ts';
import type { CallHandler } from '../../shared/http/router.ts';
import { WHY_NOT_REDELIVERABLE, WHY_NOT_REPLAYABLE } from '../../shared/jobs/replay-refusals.ts';
import { redeliverJob, replayJob } from '../../shared/use-cases/operate/act-on-job.ts';
import type { OperationsContext } from '../../shared/use-cases/operate/operations/operations-context.ts';
import { revealedText, revealJob } from '../../shared/use-cases/operate/reveal-job.ts';
import { jobText } from '../../shared/use-cases/read/job-view.ts';
import type { Named } from './named.ts';

type Handler<Id extends 'replayJob' | 'redeliverJob' | 'revealJob'> = CallHandler<(typeof OPERATE_CALLS)[Id]>;

/** @param queryUrl the address at which jobs are read */
export function replayHandler(named: Named<OperationsContext>, queryUrl: string): Handler<'replayJob'> {
  return async ({ caller, path: { id }, query: { view }, body }) => {
    const asked = { requestId: id, reason: body?.value.reason ?? null };
    const result = await replayJob(named(caller), asked);
    switch (result.kind) {
      case 'replaying':
        return jsonText(202, jobText(result.record, {}, view), {
          location: `${queryUrl}/v1/jobs/${result.record.requestId}`,
        });
      case 'refused': {
        const { requestId, reason } = result;
        return refuse('not-replayable', WHY_NOT_REPLAYABLE[reason], { requestId, reason });
      }
      case 'not-found':
        return refuseUnknownJob();
      default:
        return result satisfies never;
    }
  };
}

/** @param queryUrl the address at which jobs are read */
export function redeliverHandler(named: Named<OperationsContext>, queryUrl: string): Handler<'redeliverJob'> {
  return async ({ caller, path: { id }, query: { view }, body }) => {
    const asked = { requestId: id, reason: body?.value.reason ?? null };
    const result = await redeliverJob(named(caller), asked);
    switch (result.kind) {
      case 'redelivering':
        return jsonText(202, jobText(result.record, {}, view), {
          location: `${queryUrl}/v1/jobs/${result.record.requestId}`,
        });
      case 'refused': {
        const { requestId, reason } = result;
        return refuse('not-redeliverable', WHY_NOT_REDELIVERABLE[reason], { requestId, reason });
      }
      case 'not-found':
        return refuseUnknownJob();
      default:
        return result satisfies never;
    }
  };
}

export function revealHandler(named: Named<OperationsContext>): Handler<'revealJob'> {
  return async ({ caller, path: { id }, body }) => {
    const result = await revealJob(named(caller), { requestId: id, reason: body?.value.reason ?? null });
    return result.kind === 'not-found' ? refuseUnknownJob() : jsonText(200, revealedText(result.record));
  };
}
