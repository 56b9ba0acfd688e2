/** The functions of the HTTP API over one gateway in memory, for tests that call them. */

import { deliverWebhooksHandler } from '../functions/deliver-webhooks/handler.ts';
import { operateJobsHandler } from '../functions/operate-jobs/handler.ts';
import { queryJobsHandler } from '../functions/query-jobs/handler.ts';
import { submitJobsHandler } from '../functions/submit-jobs/handler.ts';
import { type EmbeddedWebhooks, NO_WEBHOOKS, webhookContext } from '../local/stacks/embedded-webhooks.ts';
import { MemoryAuditLog } from '../shared/adapters/memory/audit-log.ts';
import { MemoryErasureLedger } from '../shared/adapters/memory/erasure-ledger.ts';
import { MemoryOperationStore } from '../shared/adapters/memory/operation-store.ts';
import type { ServingFunction } from '../shared/api/call.ts';
import { openApi } from '../shared/api/openapi.ts';
import type { HttpHandler } from '../shared/http/http.ts';
import { ACCEPT_ALL } from '../shared/http/push-auth.ts';
import type { Prices } from '../shared/jobs/money/prices.ts';
import type { AuditLog } from '../shared/ports/audit-log.ts';
import type { ErasureLedger } from '../shared/ports/erasure-ledger.ts';
import type { OperationStore } from '../shared/ports/operation-store.ts';
import type { GatewayContext } from '../shared/use-cases/context.ts';
import { MINUTE, TOPICS } from './fixtures.ts';

interface Surroundings {
  /** Makes the API's document. */
  readonly document?: () => unknown;
  /** Where jobs are read, when that is another address than that of each function. */
  readonly queryUrl?: string;
}

/** @returns each function by its name; `apiHandler` puts them under one roof */
export function apiFunctions(
  gateway: GatewayContext & {
    readonly audit?: AuditLog;
    readonly operations?: OperationStore;
    readonly erasures?: ErasureLedger;
    readonly prices?: Prices;
    readonly dispatchRates?: ReadonlyMap<string, number>;
    readonly webhooks?: EmbeddedWebhooks;
  },
  { document = openApi, queryUrl = '' }: Surroundings = {},
): Readonly<Record<ServingFunction, HttpHandler>> {
  const { audit = new MemoryAuditLog(), operations = new MemoryOperationStore() } = gateway;
  const { erasures = new MemoryErasureLedger(), webhooks = NO_WEBHOOKS } = gateway;
  return {
    'submit-jobs': submitJobsHandler(gateway, MINUTE, queryUrl),
    'operate-jobs': operateJobsHandler(
      { ...gateway, audit, operations, erasures, intakeTopic: TOPICS.intake },
      { queryUrl },
    ),
    'query-jobs': queryJobsHandler({ ...gateway, audit }, document),
    'deliver-webhooks': deliverWebhooksHandler(webhookContext(webhooks, gateway), ACCEPT_ALL),
  };
}
