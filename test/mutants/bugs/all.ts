import { AUDIT_BUGS } from './audit.ts';
import { CALLER_BUGS } from './callers.ts';
import { COMMAND_LINE_BUGS } from './command-line.ts';
import { CONSOLE_BUGS } from './console.ts';
import { CONSOLE_PAGE_BUGS } from './console-page.ts';
import { DEAD_LETTER_BUGS } from './dead-letters.ts';
import { DIGEST_BUGS } from './digests.ts';
import { DOCTOR_BUGS } from './doctor.ts';
import { EDGE_BUGS } from './edges.ts';
import { ERASURE_BUGS } from './erasures.ts';
import { EXPLANATION_BUGS } from './explanations.ts';
import { HOLD_BUGS } from './holds.ts';
import { HTTP_BUGS } from './http.ts';
import { JOB_BUGS } from './jobs.ts';
import { LIST_BUGS } from './lists.ts';
import { MONEY_BUGS } from './money.ts';
import { MOVE_BUGS } from './moves.ts';
import { OPERATION_BUGS } from './operations.ts';
import { PROMISE_BUGS } from './promises.ts';
import { PROTOCOL_BUGS } from './protocol.ts';
import { REUSE_BUGS } from './reuse.ts';
import { SET_BUGS } from './sets.ts';
import { SQLITE_BUGS } from './sqlite.ts';
import { STANDALONE_BUGS } from './standalone.ts';
import { TEAM_BUGS } from './teams.ts';
import { USAGE_BUGS } from './usage.ts';
import { USE_CASE_BUGS } from './use-cases.ts';
import { WAREHOUSE_BUGS } from './warehouse.ts';
import { WEBHOOK_OPERATION_BUGS } from './webhook-operations.ts';
import { WEBHOOK_BUGS } from './webhooks.ts';

/** Every bug that `npm run mutants` plants, in the order of docs/planted-bugs.md. */
export const PLANTED_BUGS = [
  ...PROTOCOL_BUGS,
  ...JOB_BUGS,
  ...USE_CASE_BUGS,
  ...SET_BUGS,
  ...EDGE_BUGS,
  ...CALLER_BUGS,
  ...AUDIT_BUGS,
  ...TEAM_BUGS,
  ...DEAD_LETTER_BUGS,
  ...ERASURE_BUGS,
  ...OPERATION_BUGS,
  ...HTTP_BUGS,
  ...LIST_BUGS,
  ...PROMISE_BUGS,
  ...HOLD_BUGS,
  ...EXPLANATION_BUGS,
  ...COMMAND_LINE_BUGS,
  ...DOCTOR_BUGS,
  ...USAGE_BUGS,
  ...MONEY_BUGS,
  ...REUSE_BUGS,
  ...DIGEST_BUGS,
  ...WAREHOUSE_BUGS,
  ...WEBHOOK_BUGS,
  ...WEBHOOK_OPERATION_BUGS,
  ...SQLITE_BUGS,
  ...MOVE_BUGS,
  ...STANDALONE_BUGS,
  ...CONSOLE_BUGS,
  ...CONSOLE_PAGE_BUGS,
];
