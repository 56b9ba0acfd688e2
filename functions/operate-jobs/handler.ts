import { OPERATE_CALLS } from '../../shared/api/operate-calls.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { router } from '../../shared/http/router.ts';
import type { OperationsContext } from '../../shared/use-cases/operate/operations/operations-context.ts';
import { redeliverHandler, replayHandler } from './act-handlers.ts';
import { naming } from './named.ts';
import { operationHandlers } from './operation-handlers.ts';
import { retryHandler } from './retry-handler.ts';

interface Surroundings {
  /** Where jobs are read, when that is another address than this function's. */
  readonly queryUrl?: string | undefined;
  /** Whether a caller without a name may change something: on one's own machine nobody has one. */
  readonly unnamed?: 'taken' | 'refused';
}

/** Does whatever a person changes, in that person's name, to one job or to many. */
export function operateJobsHandler(
  context: OperationsContext,
  { queryUrl = '', unnamed = 'taken' }: Surroundings = {},
): HttpHandler {
  const named = naming(context, unnamed);
  return router(
    OPERATE_CALLS,
    {
      retryJob: retryHandler(named, queryUrl),
      replayJob: replayHandler(named, queryUrl),
      redeliverJob: redeliverHandler(named, queryUrl),
      ...operationHandlers(context, named),
    },
    { telemetry: context.telemetry, everyCall },
  );
}

/** Not loaded with the function: only a request that is none of its own asks for the calls of others. */
async function everyCall() {
  return (await import('../../shared/api/calls.ts')).CALLS;
}
