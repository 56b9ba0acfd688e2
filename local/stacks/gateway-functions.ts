/** The functions of a gateway in one process: the same handlers as in the cloud, over the same stores. */

import { deliverWebhooksHandler } from '../../functions/deliver-webhooks/handler.ts';
import { intakeJobsHandler } from '../../functions/intake-jobs/handler.ts';
import { keepDeadLettersHandler } from '../../functions/keep-dead-letters/handler.ts';
import { operateJobsHandler } from '../../functions/operate-jobs/handler.ts';
import { queryJobsHandler } from '../../functions/query-jobs/handler.ts';
import { receiveResponsesHandler } from '../../functions/receive-responses/handler.ts';
import { submitJobsHandler } from '../../functions/submit-jobs/handler.ts';
import { sweepJobsHandler } from '../../functions/sweep-jobs/handler.ts';
import { openApi } from '../../shared/api/openapi.ts';
import type { FunctionName } from '../../shared/config/function-config.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { ACCEPT_ALL } from '../../shared/http/push-auth.ts';
import type { Prices } from '../../shared/jobs/money/prices.ts';
import type { Stores } from '../../shared/ports/stores.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import type { WebhookContext } from '../../shared/use-cases/webhooks/webhook-context.ts';
import { apiHandler } from './api-handler.ts';

export interface GatewayFunctionsParts {
  readonly context: GatewayContext;
  readonly stores: Pick<Stores, 'audit' | 'operations' | 'erasures'>;
  readonly webhooks: WebhookContext;
  /** Takes what an operator has redriven of intake. */
  readonly intakeTopic: string;
  readonly prices?: Prices | undefined;
  /** How many jobs of a type go out in a second, for forecasts. */
  readonly dispatchRates?: ReadonlyMap<string, number> | undefined;
  /** A layer around each function; none when absent. */
  readonly layer?: FunctionLayer;
}

/** Makes a function, with what it is to work with. */
export type FunctionLayer = (
  name: FunctionName,
  make: (context: GatewayContext) => HttpHandler,
) => HttpHandler;

export interface GatewayFunctions {
  /** The HTTP API under one roof. */
  readonly api: HttpHandler;
  /** Called by the scheduler. */
  readonly sweep: HttpHandler;
  /** These take pushes. */
  readonly intake: HttpHandler;
  readonly receive: HttpHandler;
  readonly keepDeadLetters: HttpHandler;
  readonly deliverWebhooks: HttpHandler;
}

const BATCH_BUDGET_MS = 40_000;
const SWEEP_BUDGET_MS = 45_000;

export function gatewayFunctions(parts: GatewayFunctionsParts): GatewayFunctions {
  const { context, webhooks, prices, dispatchRates, intakeTopic } = parts;
  const { audit, operations, erasures } = parts.stores;
  const functionOf = parts.layer ?? ((_, make) => make(context));
  const people = { audit, operations, erasures, intakeTopic };
  const deliverWebhooks = functionOf('deliver-webhooks', () => deliverWebhooksHandler(webhooks, ACCEPT_ALL));
  return {
    sweep: functionOf('sweep-jobs', (own) =>
      sweepJobsHandler({ ...own, ...people }, ACCEPT_ALL, SWEEP_BUDGET_MS),
    ),
    intake: functionOf('intake-jobs', (own) => intakeJobsHandler(own, ACCEPT_ALL)),
    receive: functionOf('receive-responses', (own) => receiveResponsesHandler(own, ACCEPT_ALL)),
    keepDeadLetters: functionOf('keep-dead-letters', (own) => keepDeadLettersHandler(own, ACCEPT_ALL)),
    deliverWebhooks,
    api: apiHandler({
      'submit-jobs': functionOf('submit-jobs', (own) =>
        submitJobsHandler({ ...own, prices, dispatchRates }, BATCH_BUDGET_MS),
      ),
      'operate-jobs': functionOf('operate-jobs', (own) => operateJobsHandler({ ...own, ...people })),
      'query-jobs': functionOf('query-jobs', (own) =>
        queryJobsHandler({ ...own, ...people, prices }, openApi),
      ),
      'deliver-webhooks': deliverWebhooks,
    }),
  };
}
