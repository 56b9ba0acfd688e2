/** The whole gateway and a synthetic repository in one process: the same functions, with other adapters. */

import { intakeJobsHandler } from '../../functions/intake-jobs/handler.ts';
import { keepDeadLettersHandler } from '../../functions/keep-dead-letters/handler.ts';
import { operateJobsHandler } from '../../functions/operate-jobs/handler.ts';
import { queryJobsHandler } from '../../functions/query-jobs/handler.ts';
import { receiveResponsesHandler } from '../../functions/receive-responses/handler.ts';
import { submitJobsHandler } from '../../functions/submit-jobs/handler.ts';
import { sweepJobsHandler } from '../../functions/sweep-jobs/handler.ts';
import { MemoryAuditLog } from '../../shared/adapters/memory/audit-log.ts';
import { MemoryDeadLetterStore } from '../../shared/adapters/memory/dead-letters.ts';
import { MemoryErasureLedger } from '../../shared/adapters/memory/erasure-ledger.ts';
import { MemoryHolds } from '../../shared/adapters/memory/holds.ts';
import { MemoryJobStore } from '../../shared/adapters/memory/job-store.ts';
import { MemoryOperationStore } from '../../shared/adapters/memory/operation-store.ts';
import { openApi } from '../../shared/api/openapi.ts';
import type { FunctionName } from '../../shared/config/function-config.ts';
import type { DigestPolicy } from '../../shared/digest/digest-policy.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { ACCEPT_ALL } from '../../shared/http/push-auth.ts';
import type { BudgetLimit } from '../../shared/jobs/money/budget-limits.ts';
import type { Prices } from '../../shared/jobs/money/prices.ts';
import type { ReuseRules } from '../../shared/jobs/money/reuse-rules.ts';
import type { Showback } from '../../shared/jobs/money/showback.ts';
import type { Peppers } from '../../shared/jobs/persons/peppers.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/jobs/policy.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { OperationStore } from '../../shared/ports/operation-store.ts';
import { KNOWN_JOB_TYPES } from '../../shared/protocol/job-types.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';
import { createContext, type GatewayContext } from '../../shared/use-cases/context.ts';
import { LocalBus } from '../bus.ts';
import { carry, type Misbehaviour } from '../misbehaviour.ts';
import { REPOSITORY_ID, SyntheticRepository, type Timing } from '../synthetic-repository/repository.ts';
import { apiHandler } from './api-handler.ts';
import {
  type EmbeddedWebhooks,
  embeddedWebhooks,
  NO_WEBHOOKS,
  subscribeWebhooks,
} from './embedded-webhooks.ts';

/** Settings of money, none of which is required: showback, limits, prices, rates and reuse. */
export interface EmbeddedMoney {
  readonly showback?: Showback;
  /** No limits when absent. */
  readonly budgets?: readonly BudgetLimit[];
  readonly prices?: Prices;
  /** How many jobs of a type go out in a second, for forecasts. */
  readonly dispatchRates?: ReadonlyMap<string, number>;
  /** No answer is reused when absent. */
  readonly reuse?: ReuseRules;
}

export interface EmbeddedOptions extends EmbeddedMoney {
  readonly clock: Clock;
  readonly timing: Timing;
  readonly misbehaviour: Misbehaviour;
  readonly telemetry: Telemetry;
  readonly policy?: Partial<Policy>;
  /** Results carry no digest when absent. */
  readonly digest?: DigestPolicy;
  /** The time between two sweeps, in milliseconds; null leaves sweeping to `EmbeddedStack.sweep`. */
  readonly sweepEveryMs: number | null;
  /** Whether lineages are forgotten once they are purged, so that memory stays bounded. */
  readonly forgetful?: boolean;
  readonly intercept?: Interceptor;
  /** None when absent. */
  readonly webhooks?: EmbeddedWebhooks;
  /** Where operations are kept; in memory if absent. */
  readonly operations?: OperationStore;
  /** Whether pushes are unwrapped: the cheaper way, where a run is long. */
  readonly unwrapped?: boolean;
  /** How long (ms) a delivery waits for its acknowledgement until it is repeated; without end if absent. */
  readonly ackDeadlineMs?: number;
}

/** A layer around each function, through which a simulation makes its world misbehave. */
export interface Interceptor {
  /** Wraps the context that a function works with. */
  context(context: GatewayContext, name: FunctionName): GatewayContext;
  /** Wraps the function for its callers. */
  handler(handler: HttpHandler, name: FunctionName): HttpHandler;
}

const UNDISTURBED: Interceptor = { context: (context) => context, handler: (handler) => handler };

export interface EmbeddedStack {
  /** The HTTP API under one roof. */
  readonly api: HttpHandler;
  /** The scheduled function. */
  readonly sweep: HttpHandler;
  readonly store: MemoryJobStore;
  readonly holds: MemoryHolds;
  readonly deadLetters: MemoryDeadLetterStore;
  readonly erasures: MemoryErasureLedger;
  readonly bus: LocalBus;
  readonly repository: SyntheticRepository;
  readonly topics: typeof TOPICS;
  /** No further sweep begins. */
  stop(): void;
}

const PROJECT = 'projects/embedded';
const REPOSITORY_PROJECT = 'projects/synthetic-repository';
const MAX_DELIVERY_ATTEMPTS = 100;
/** Nothing outlives the process, so that there is nothing to steal. */
const PEPPERS: Peppers = [{ version: '0', secret: 'embedded' }];
const BATCH_BUDGET_MS = 40_000;
const SWEEP_BUDGET_MS = 45_000;

const TOPICS = {
  intake: `${PROJECT}/topics/intake`,
  results: `${PROJECT}/topics/results`,
  deadLetters: `${PROJECT}/topics/dead-letters`,
  responses: `${REPOSITORY_PROJECT}/topics/responses`,
} as const;

export function createEmbeddedStack(options: EmbeddedOptions): EmbeddedStack {
  const { clock, misbehaviour, telemetry, prices, dispatchRates, webhooks = NO_WEBHOOKS } = options;
  const bus = new LocalBus(clock, misbehaviour);
  const store = new MemoryJobStore({ forgetPurged: options.forgetful ?? false, peppers: PEPPERS });
  const holds = new MemoryHolds();
  const deadLetters = new MemoryDeadLetterStore({ peppers: PEPPERS });
  const policy = { ...DEFAULT_POLICY, ...options.policy };
  const context = createContext({
    repositoryId: REPOSITORY_ID,
    store,
    holds,
    asApplication: bus,
    asGateway: bus,
    jobTypes: new Map(
      [...KNOWN_JOB_TYPES].map(([name, { requires }]) => [
        name,
        { topic: requestTopic(name), requirements: requires },
      ]),
    ),
    resultsTopic: TOPICS.results,
    deadLetters,
    deadLetterTopic: TOPICS.deadLetters,
    priorityCarrier: { in: 'body' },
    policy,
    peppers: PEPPERS,
    ...(options.budgets && { budgets: options.budgets }),
    ...(options.reuse && { reuse: options.reuse }),
    ...(options.digest && { digest: options.digest }),
    ...(options.showback && { showback: options.showback }),
    clock,
    telemetry,
  });
  const repository = createRepository(options, bus, options.forgetful ? policy.retentionMs : undefined);
  connectRepository(options, { jobTypes: context.jobTypes, bus, repository });
  const interceptor = options.intercept ?? UNDISTURBED;
  const functionOf: FunctionOf = (name, make) =>
    interceptor.handler(make(interceptor.context(context, name)), name);
  subscribeFunctions(functionOf, bus, options);
  const deliver = functionOf('deliver-webhooks', () => embeddedWebhooks(webhooks, options));
  subscribeWebhooks(bus, webhooks, {
    topic: TOPICS.results,
    push: deliver,
    maxAttempts: MAX_DELIVERY_ATTEMPTS,
    deadLetterTopic: TOPICS.deadLetters,
    ackDeadlineMs: options.ackDeadlineMs,
  });
  const erasures = new MemoryErasureLedger();
  const people = {
    audit: new MemoryAuditLog(),
    operations: options.operations ?? new MemoryOperationStore(),
    erasures,
    intakeTopic: TOPICS.intake,
  };
  const sweep = functionOf('sweep-jobs', (own) =>
    sweepJobsHandler({ ...own, ...people }, ACCEPT_ALL, SWEEP_BUDGET_MS),
  );
  const sweeping = startSweeping(sweep, clock, options.sweepEveryMs);
  const api = apiHandler({
    'submit-jobs': functionOf('submit-jobs', (own) =>
      submitJobsHandler({ ...own, prices, dispatchRates }, BATCH_BUDGET_MS),
    ),
    'operate-jobs': functionOf('operate-jobs', (own) => operateJobsHandler({ ...own, ...people })),
    'query-jobs': functionOf('query-jobs', (own) => queryJobsHandler({ ...own, ...people, prices }, openApi)),
    'deliver-webhooks': deliver,
  });
  return {
    api,
    sweep,
    store,
    holds,
    deadLetters,
    erasures,
    bus,
    repository,
    topics: TOPICS,
    stop: sweeping.stop,
  };
}

/** @returns the full name of a job type's request topic. */
export function requestTopic(jobType: string): string {
  return `${REPOSITORY_PROJECT}/topics/${jobType}-requests`;
}

function createRepository(
  { clock, timing, misbehaviour }: EmbeddedOptions,
  bus: LocalBus,
  rememberMs: number | undefined,
): SyntheticRepository {
  return new SyntheticRepository({
    repositoryId: REPOSITORY_ID,
    clock,
    timing,
    rememberMs,
    answer: (_jobType, message, key) =>
      carry({ kind: 'answer', key, misbehaviour, clock }, () => void bus.publish(TOPICS.responses, message)),
  });
}

interface Connected {
  readonly jobTypes: GatewayContext['jobTypes'];
  readonly bus: LocalBus;
  readonly repository: SyntheticRepository;
}

function connectRepository(
  { misbehaviour, clock }: EmbeddedOptions,
  { jobTypes, bus, repository }: Connected,
): void {
  for (const topic of Object.values(TOPICS)) bus.createTopic(topic);
  for (const [jobType, { topic }] of jobTypes) {
    bus.createTopic(topic);
    bus.listen(topic, (message) => {
      const passage = { kind: 'request', key: message.messageId, misbehaviour, clock } as const;
      carry(passage, () => repository.receive(jobType, message));
    });
  }
}

type FunctionOf = (name: FunctionName, make: (context: GatewayContext) => HttpHandler) => HttpHandler;

function subscribeFunctions(
  functionOf: FunctionOf,
  bus: LocalBus,
  { ackDeadlineMs, unwrapped }: EmbeddedOptions,
): void {
  const delivery = { maxAttempts: MAX_DELIVERY_ATTEMPTS, ackDeadlineMs, unwrapped };
  const common = { ...delivery, deadLetterTopic: TOPICS.deadLetters };
  const intake = functionOf('intake-jobs', (context) => intakeJobsHandler(context, ACCEPT_ALL));
  const receive = functionOf('receive-responses', (context) => receiveResponsesHandler(context, ACCEPT_ALL));
  bus.subscribe(TOPICS.intake, { ...common, name: 'intake-jobs', push: intake });
  bus.subscribe(TOPICS.responses, { ...common, name: 'receive-responses', push: receive });
  const keep = functionOf('keep-dead-letters', (context) => keepDeadLettersHandler(context, ACCEPT_ALL));
  // Wrapped, whatever the others are: headers would lose the spelling of attributes.
  const wrapped = { ...delivery, unwrapped: false, path: '/dead-letters' };
  bus.subscribe(TOPICS.deadLetters, { ...wrapped, name: 'kept-dead-letters', push: keep });
}

function startSweeping(sweep: HttpHandler, clock: Clock, everyMs: number | null): { stop: () => void } {
  let stopped = everyMs === null;
  const run = async () => {
    while (!stopped && everyMs !== null) {
      await clock.sleep(everyMs);
      await sweep({ method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) });
    }
  };
  void run();
  return {
    stop: () => {
      stopped = true;
    },
  };
}
