/** Every call of the HTTP API, by its operationId. */

import { OPERATE_CALLS } from './operate-calls.ts';
import { QUERY_CALLS } from './query-calls.ts';
import { SUBMIT_CALLS } from './submit-calls.ts';
import { WEBHOOK_CALLS } from './webhook-calls.ts';

/** A function's own part is enough for its router: what it does not serve, it does not load. */
export const CALLS = { ...SUBMIT_CALLS, ...OPERATE_CALLS, ...QUERY_CALLS, ...WEBHOOK_CALLS } as const;
