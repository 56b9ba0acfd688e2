import { OPERATE_CALLS } from '../../shared/api/operate-calls.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { router } from '../../shared/http/router.ts';
import type { DeadLetterContext } from '../../shared/use-cases/operate/dead-letters/dead-letter-context.ts';
import type { ErasingContext } from '../../shared/use-cases/operate/erasures/erase-context.ts';
import type { OperationsContext } from '../../shared/use-cases/operate/operations/operations-context.ts';
import { redeliverHandler, replayHandler, revealHandler } from './act-handlers.ts';
import { deadLetterHandlers } from './dead-letter-handlers.ts';
import { erasureHandlers } from './erasure-handlers.ts';
import { holdHandlers } from './hold-handlers.ts';
import { naming } from './named.ts';
import { operationHandlers } from './operation-handlers.ts';
import { retryHandler } from './retry-handler.ts';

type OperateJobsContext = OperationsContext & DeadLetterContext & ErasingContext;

interface Surroundings {
  /** Where jobs are read, when that is another address than this function's. */
  readonly queryUrl?: string | undefined;
  /** Whether a caller without a name may change something: on one's own machine nobody has one. */
  readonly unnamed?: 'taken' | 'refused';
}

/** Does whatever a person changes, in that person's name, to one job or to many. */
export function operateJobsHandler(
  context: OperateJobsContext,
  { queryUrl = '', unnamed = 'taken' }: Surroundings = {},
): HttpHandler {
  const named = naming(context, unnamed);
  return router(
    OPERATE_CALLS,
    {
      retryJob: retryHandler(named, queryUrl),
      replayJob: replayHandler(named, queryUrl),
      redeliverJob: redeliverHandler(named, queryUrl),
      revealJob: revealHandler(named),
      ...operationHandlers(context, named),
      ...holdHandlers(context, named),
      ...deadLetterHandlers(context, named),
      ...erasureHandlers(context, named),
    },
    { telemetry: context.telemetry, everyCall },
  );
}

/** Not loaded with the function: only a request that is none of its own asks for the calls of others. */
async function everyCall() {
  return (await import('../../shared/api/calls.ts')).CALLS;
}
