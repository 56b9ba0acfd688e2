import type { ForecastItemView } from '../../shared/api/forecast-schemas.ts';
import type { SUBMIT_CALLS } from '../../shared/api/submit-calls.ts';
import { json } from '../../shared/http/http.ts';
import type { CallHandler } from '../../shared/http/router.ts';
import { ChargeHistory } from '../../shared/use-cases/forecast/charge-history.ts';
import type { ForecastContext } from '../../shared/use-cases/forecast/forecast-context.ts';
import { forecastJobs } from '../../shared/use-cases/forecast/forecast-jobs.ts';
import type { BatchItem } from '../../shared/use-cases/submit/submit-batch.ts';
import type { AnsweredProblem } from './answer.ts';
import { itemsOf } from './batch-items.ts';

/** All calls of an instance share the history that it has counted. */
export function forecastMany(context: ForecastContext): CallHandler<(typeof SUBMIT_CALLS)['forecastJobs']> {
  const history = new ChargeHistory(context.store, context.clock);
  return async ({ caller, body }) => {
    const items = itemsOf(body).map(inputOf);
    return json(200, await forecastJobs({ ...context, caller }, history, items));
  };
}

function inputOf(item: BatchItem<AnsweredProblem>) {
  return 'refused' in item ? { refused: refusedItem(item.refused) } : item;
}

/** A line that is not JSON, or an item that is beyond what is read. */
function refusedItem({ problem: { status, detail } }: AnsweredProblem): ForecastItemView {
  const errors = [{ pointer: '', detail }];
  return { would: status === TOO_LARGE ? 'too-large' : 'invalid', requestId: null, errors };
}

const TOO_LARGE = 413;
