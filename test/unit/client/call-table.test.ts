import { describe, expect, it } from 'vitest';
import { type GatewayOptions, type Jobs, ModigieGateway, type Money } from '../../../client/index.ts';
import {
  type Audit,
  type DeadLetters,
  type Erasures,
  type Holds,
  type Operations,
  Operator,
  type Reconciliation,
  type Webhooks,
} from '../../../client/operator.ts';
import { CALLS } from '../../../shared/api/calls.ts';
import {
  DEAD_LETTER,
  DEAD_LETTER_COUNTS,
  DEAD_LETTER_PAGE,
  REDRIVEN,
} from '../../../shared/api/dead-letter-examples.ts';
import { DIGESTED } from '../../../shared/api/digest-example.ts';
import { ERASURE } from '../../../shared/api/erasure-examples.ts';
import {
  AUDIT_PAGE,
  BACKLOG,
  BATCH_RESULTS,
  COUNTS,
  EXPLANATION,
  JOB,
  JOB_LIST,
  JOB_PAGE,
  LEDGER_REPORT,
  REVEALED,
} from '../../../shared/api/examples.ts';
import { FORECAST } from '../../../shared/api/forecast-examples.ts';
import { HOLD } from '../../../shared/api/hold-examples.ts';
import { callMatcher } from '../../../shared/api/match.ts';
import { BUDGET_LIST, USAGE } from '../../../shared/api/money-examples.ts';
import { openApi } from '../../../shared/api/openapi.ts';
import { OPERATION } from '../../../shared/api/operation-examples.ts';
import { RECONCILIATION } from '../../../shared/api/reconcile-examples.ts';
import { WEBHOOK_LIST, WEBHOOK_TEST } from '../../../shared/api/webhook-examples.ts';
import { submission } from '../../fixtures.ts';
import { answer } from './scripted.ts';

type Name<Of> = { [Key in keyof Of]: Of[Key] extends (...args: never) => unknown ? Key : never }[keyof Of];
type Methods<Of> = Readonly<Record<Name<Of> & string, (of: Of) => unknown>>;

/** Every method, as the compiler knows them, called once. */
const OF_JOBS: Methods<Jobs> = {
  submit: (jobs) => jobs.submit(submission()),
  submitMany: (jobs) => drain(jobs.submitMany([submission()])),
  forecast: (jobs) => jobs.forecast([submission()]),
  get: (jobs) => jobs.get('lead-1'),
  explain: (jobs) => jobs.explain('lead-1'),
  digest: (jobs) => jobs.digest('lead-1'),
  getText: (jobs) => jobs.getText('lead-1'),
  getMany: (jobs) => jobs.getMany(['lead-1']),
  list: (jobs) => drain(jobs.list().pages()),
  count: (jobs) => jobs.count(),
  wait: (jobs) => jobs.wait('lead-1'),
  retry: (jobs) => jobs.retry('lead-1'),
};
const OF_AUDIT: Methods<Audit> = {
  list: (audit) => drain(audit.list()),
  pages: (audit) => drain(audit.pages()),
};
const OF_OPERATIONS: Methods<Operations> = {
  start: (operations) => operations.start({ kind: 'retry', all: true }),
  get: (operations) => operations.get(OPERATION.done.id),
  abort: (operations) => operations.abort(OPERATION.done.id),
  list: (operations) => drain(operations.list()),
  pages: (operations) => drain(operations.pages()),
  watch: (operations) => drain(operations.watch(OPERATION.done.id)),
};
const OF_HOLDS: Methods<Holds> = {
  list: (holds) => holds.list(),
  place: (holds) => holds.place('*'),
  release: (holds) => holds.release('enrichMobile'),
};
const OF_DEAD_LETTERS: Methods<DeadLetters> = {
  list: (letters) => drain(letters.list()),
  pages: (letters) => drain(letters.pages()),
  count: (letters) => letters.count(),
  get: (letters) => letters.get(DEAD_LETTER.waiting.id),
  reveal: (letters) => letters.reveal(DEAD_LETTER.waiting.id),
  redrive: (letters) => letters.redrive(DEAD_LETTER.waiting.id),
  drop: (letters) => letters.drop(DEAD_LETTER.waiting.id),
};
const OF_OPERATOR: Methods<Operator> = {
  replay: (operator) => operator.replay('lead-1'),
  redeliver: (operator) => operator.redeliver('lead-1'),
  reveal: (operator) => operator.reveal('lead-1'),
  revealText: (operator) => operator.revealText('lead-1'),
  examineLedger: (operator) => operator.examineLedger(),
  backlog: (operator) => operator.backlog(),
  changes: (operator) => operator.changes().next(),
};
const OF_ERASURES: Methods<Erasures> = {
  create: (erasures) => erasures.create({ email: 'a@b.example', reason: 'DSR-1' }),
  run: (erasures) => erasures.run('er-20260301T090000000Z-1f6a0c93be'),
  get: (erasures) => erasures.get('er-20260301T090000000Z-1f6a0c93be'),
  list: (erasures) => drain(erasures.list()),
  pages: (erasures) => drain(erasures.pages()),
  replay: (erasures) => drain(erasures.replay(new Date(0))),
};
const OF_MONEY: Methods<Money> = {
  budgets: (money) => money.budgets(),
  usage: (money) => money.usage(),
};
const OF_RECONCILIATION: Methods<Reconciliation> = {
  read: (reconciliation) => reconciliation.read(),
  charges: (reconciliation) => drain(reconciliation.charges()),
  pages: (reconciliation) => drain(reconciliation.pages()),
};
const OF_WEBHOOKS: Methods<Webhooks> = {
  list: (webhooks) => webhooks.list(),
  test: (webhooks) => webhooks.test('crm'),
};
const OF_GATEWAY: Methods<ModigieGateway> = {
  health: (gateway) => gateway.health(),
  openApi: (gateway) => gateway.openApi(),
};

/** Every method of the client by its name, called once. */
const METHODS: readonly (readonly [string, (options: GatewayOptions) => unknown])[] = [
  ...named(OF_JOBS, (options) => new ModigieGateway(options).jobs),
  ...named(OF_AUDIT, (options) => new Operator(options).audit),
  ...named(OF_OPERATIONS, (options) => new Operator(options).operations),
  ...named(OF_HOLDS, (options) => new Operator(options).holds),
  ...named(OF_DEAD_LETTERS, (options) => new Operator(options).deadLetters),
  ...named(OF_OPERATOR, (options) => new Operator(options)),
  ...named(OF_ERASURES, (options) => new Operator(options).erasures),
  ...named(OF_MONEY, (options) => new ModigieGateway(options).money),
  ...named(OF_RECONCILIATION, (options) => new Operator(options).reconciliation),
  ...named(OF_WEBHOOKS, (options) => new Operator(options).webhooks),
  ...named(OF_GATEWAY, (options) => new ModigieGateway(options)),
];

function named<Of>(methods: Methods<Of>, made: (options: GatewayOptions) => Of) {
  const uses = Object.entries<(of: Of) => unknown>(methods);
  return uses.map(([name, use]) => [name, (options: GatewayOptions) => use(made(options))] as const);
}

const ANSWERS: Readonly<Record<keyof typeof CALLS, unknown>> = {
  submitJob: JOB.accepted,
  batchSubmitJobs: BATCH_RESULTS,
  forecastJobs: FORECAST,
  getJob: JOB.completed,
  explainJob: EXPLANATION,
  digestJob: DIGESTED,
  listJobs: { ...JOB_PAGE, nextPageToken: undefined, since: '2026-03-01T09:00:00.000Z' },
  countJobs: COUNTS,
  batchGetJobs: JOB_LIST,
  retryJob: JOB.retried,
  listAudit: AUDIT_PAGE,
  getReconciliation: RECONCILIATION,
  listCharges: { charges: [] },
  examineLedger: LEDGER_REPORT,
  getBacklog: BACKLOG,
  getBudgets: BUDGET_LIST,
  getUsage: USAGE,
  replayJob: JOB.accepted,
  redeliverJob: JOB.completed,
  revealJob: REVEALED,
  startOperation: OPERATION.running,
  listOperations: { operations: [OPERATION.done] },
  getOperation: OPERATION.done,
  abortOperation: OPERATION.aborted,
  listHolds: { holds: [HOLD.inForce] },
  placeHold: HOLD.inForce,
  releaseHold: HOLD.releasing,
  listDeadLetters: DEAD_LETTER_PAGE,
  countDeadLetters: DEAD_LETTER_COUNTS,
  getDeadLetter: DEAD_LETTER.full,
  revealDeadLetter: DEAD_LETTER.revealed,
  redriveDeadLetter: REDRIVEN,
  dropDeadLetter: DEAD_LETTER.dropped,
  createErasure: ERASURE.prepared,
  listErasures: { erasures: [ERASURE.done] },
  getErasure: ERASURE.done,
  runErasure: ERASURE.done,
  replayErasures: { erasures: [] },
  listWebhooks: WEBHOOK_LIST,
  testWebhook: WEBHOOK_TEST,
  getOpenApi: { openapi: '3.1.1' },
  getHealth: { status: 'ok' },
};

async function drain(items: AsyncIterable<unknown>) {
  for await (const _ of items);
}

/** @returns the operations that a use of the client calls, as the gateway's router tells them apart */
async function operationsOf(use: (options: GatewayOptions) => unknown): Promise<string[]> {
  const match = callMatcher(CALLS);
  const called: string[] = [];
  await use({
    url: 'https://gateway.test',
    fetch: async (url, { method }) => {
      const matched = match(method, new URL(url).pathname);
      if (matched.kind !== 'call') throw new Error(`${method} ${url} is no call of the gateway.`);
      called.push(matched.id);
      return answer(200, ANSWERS[matched.id as keyof typeof CALLS]);
    },
  });
  return called;
}

describe('the methods of the client', () => {
  it.each(METHODS)('%s calls one operation that the gateway has', async (_name, use) => {
    expect(await operationsOf(use)).toHaveLength(1);
  });

  it('call every operation of the OpenAPI document', async () => {
    const called = await Promise.all(METHODS.map(([, use]) => operationsOf(use)));
    const paths: Record<string, Record<string, { operationId: string }>> = JSON.parse(
      JSON.stringify(openApi()),
    ).paths;
    const described = Object.values(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect([...new Set(called.flat())].toSorted()).toEqual(described.toSorted());
  });
});
