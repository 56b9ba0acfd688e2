/** An invented operation, as the examples of every call show it. */

import type * as z from 'zod';
import type { OperationOrderSchema, OperationSchema } from './operation-schemas.ts';

export const OPERATION_KEY = 'retry-expired-2026-03-01';

const ACTOR = 'ops@acme.example';
const REASON = 'Ticket OPS-311: expired during the outage';

export const OPERATION_ORDER = {
  kind: 'retry',
  filter: { status: 'canceled', reason: 'JobExpireReason', since: '2026-02-28T00:00:00.000Z' },
  reason: REASON,
  ratePerMinute: 600,
} satisfies z.input<typeof OperationOrderSchema>;

type Example = z.input<typeof OperationSchema>;

const RUNNING = {
  id: 'op_9e74873da8fc2301431161d4',
  ...OPERATION_ORDER,
  requestedBy: ACTOR,
  requestedAt: '2026-03-01T09:00:00.000Z',
  limit: null,
  dryRun: false,
  state: 'running',
  found: 100,
  done: 50,
  skipped: {},
  failed: {},
  lastError: null,
  finishedAt: null,
} satisfies Example;

const DONE = {
  ...RUNNING,
  state: 'done',
  found: 1203,
  done: 1199,
  skipped: { purged: 4 },
  finishedAt: '2026-03-01T09:04:10.000Z',
} satisfies Example;

const ABORTED = {
  ...RUNNING,
  state: 'aborted',
  found: 50,
  finishedAt: '2026-03-01T09:00:12.480Z',
} satisfies Example;

export const OPERATION = { running: RUNNING, done: DONE, aborted: ABORTED };
