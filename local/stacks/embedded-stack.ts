/** The whole gateway and a synthetic repository in one process: the same functions, with other adapters. */

import type { FunctionName } from '../../shared/config/function-config.ts';
import type { DigestPolicy } from '../../shared/digest/digest-policy.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import type { BudgetLimit } from '../../shared/jobs/money/budget-limits.ts';
import type { Prices } from '../../shared/jobs/money/prices.ts';
import type { ReuseRules } from '../../shared/jobs/money/reuse-rules.ts';
import type { Showback } from '../../shared/jobs/money/showback.ts';
import type { Peppers } from '../../shared/jobs/persons/peppers.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/jobs/policy.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Stores } from '../../shared/ports/stores.ts';
import { KNOWN_JOB_TYPES } from '../../shared/protocol/job-types.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';
import { createContext, type GatewayContext } from '../../shared/use-cases/context.ts';
import { LocalBus } from '../bus.ts';
import { carry, type Misbehaviour } from '../misbehaviour.ts';
import type { QueuedBus } from '../queued-bus.ts';
import { REPOSITORY_ID, SyntheticRepository, type Timing } from '../synthetic-repository/repository.ts';
import {
  type EmbeddedWebhooks,
  finishWebhooks,
  NO_WEBHOOKS,
  subscribeWebhooks,
  webhookContext,
} from './embedded-webhooks.ts';
import { type FunctionLayer, type GatewayFunctions, gatewayFunctions } from './gateway-functions.ts';
import { type MemoryStores, memoryStores } from './memory-stores.ts';

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

/** @template Kept where everything is kept */
export interface EmbeddedOptions<Kept extends Stores = MemoryStores> extends EmbeddedMoney {
  readonly clock: Clock;
  readonly timing: Timing;
  readonly misbehaviour: Misbehaviour;
  readonly telemetry: Telemetry;
  readonly policy?: Partial<Policy>;
  /** Results carry no digest when absent. */
  readonly digest?: DigestPolicy;
  /** The time between two sweeps, in milliseconds; null leaves sweeping to `EmbeddedStack.sweep`. */
  readonly sweepEveryMs: number | null;
  /** In memory if absent. */
  readonly stores?: Kept;
  /** Whether memory forgets lineages once they are purged, so that it stays bounded. */
  readonly forgetful?: boolean;
  readonly intercept?: Interceptor;
  /** None when absent. */
  readonly webhooks?: EmbeddedWebhooks;
  /** Has what the gateway publishes until it is taken; absent, that ends with the process. */
  readonly lasting?: QueuedBus;
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

export interface EmbeddedStack<Kept extends Stores = MemoryStores> {
  /** The HTTP API under one roof. */
  readonly api: HttpHandler;
  /** The scheduled function. */
  readonly sweep: HttpHandler;
  readonly stores: Kept;
  readonly bus: LocalBus;
  readonly repository: SyntheticRepository;
  readonly topics: typeof TOPICS;
  /** No further sweep begins. */
  stop(): void;
}

const PROJECT = 'projects/embedded';
const REPOSITORY_PROJECT = 'projects/synthetic-repository';
const MAX_DELIVERY_ATTEMPTS = 100;
/** For people who were invented. */
export const EMBEDDED_PEPPERS: Peppers = [{ version: '0', secret: 'embedded' }];

const TOPICS = {
  intake: `${PROJECT}/topics/intake`,
  results: `${PROJECT}/topics/results`,
  deadLetters: `${PROJECT}/topics/dead-letters`,
  responses: `${REPOSITORY_PROJECT}/topics/responses`,
} as const;

export function createEmbeddedStack(options: EmbeddedOptions): EmbeddedStack;
export function createEmbeddedStack<Kept extends Stores>(
  options: EmbeddedOptions<Kept> & { readonly stores: Kept },
): EmbeddedStack<Kept>;
export function createEmbeddedStack(options: EmbeddedOptions<Stores>): EmbeddedStack<Stores> {
  const { clock, misbehaviour, webhooks = NO_WEBHOOKS } = options;
  const bus = new LocalBus(clock, misbehaviour);
  const stores =
    options.stores ?? memoryStores({ forgetful: options.forgetful ?? false, peppers: EMBEDDED_PEPPERS });
  const context = contextOf(options, stores, bus);
  const rememberMs = options.forgetful ? context.policy.retentionMs : undefined;
  const repository = createRepository(options, bus, rememberMs);
  connectRepository(options, { jobTypes: context.jobTypes, bus, repository });
  const functions = gatewayFunctions({
    ...options,
    context,
    stores,
    webhooks: webhookContext(webhooks, options),
    intakeTopic: TOPICS.intake,
    layer: layerOf(options.intercept ?? UNDISTURBED, context),
  });
  subscribeFunctions(functions, bus, options);
  const delivery = {
    push: functions.deliverWebhooks,
    maxAttempts: MAX_DELIVERY_ATTEMPTS,
    deadLetterTopic: TOPICS.deadLetters,
    ackDeadlineMs: options.ackDeadlineMs,
  };
  subscribeWebhooks(options.lasting ?? bus, webhooks, { ...delivery, topic: TOPICS.results });
  if (options.lasting) finishWebhooks(options.lasting, delivery);
  const { api, sweep } = functions;
  const sweeping = startSweeping(sweep, clock, options.sweepEveryMs);
  return { api, sweep, stores, bus, repository, topics: TOPICS, stop: sweeping.stop };
}

function contextOf(options: EmbeddedOptions<Stores>, stores: Stores, bus: LocalBus): GatewayContext {
  const { clock, telemetry } = options;
  return createContext({
    repositoryId: REPOSITORY_ID,
    store: stores.jobs,
    holds: stores.holds,
    asApplication: bus,
    asGateway: options.lasting ?? bus,
    jobTypes: new Map(
      [...KNOWN_JOB_TYPES].map(([name, { requires }]) => [
        name,
        { topic: requestTopic(name), requirements: requires },
      ]),
    ),
    resultsTopic: TOPICS.results,
    deadLetters: stores.deadLetters,
    deadLetterTopic: TOPICS.deadLetters,
    priorityCarrier: { in: 'body' },
    policy: { ...DEFAULT_POLICY, ...options.policy },
    peppers: EMBEDDED_PEPPERS,
    ...(options.budgets && { budgets: options.budgets }),
    ...(options.reuse && { reuse: options.reuse }),
    ...(options.digest && { digest: options.digest }),
    ...(options.showback && { showback: options.showback }),
    clock,
    telemetry,
  });
}

function layerOf(interceptor: Interceptor, context: GatewayContext): FunctionLayer {
  return (name, make) => interceptor.handler(make(interceptor.context(context, name)), name);
}

/** @returns the full name of a job type's request topic. */
export function requestTopic(jobType: string): string {
  return `${REPOSITORY_PROJECT}/topics/${jobType}-requests`;
}

function createRepository(
  { clock, timing, misbehaviour }: EmbeddedOptions<Stores>,
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
  { misbehaviour, clock, lasting }: EmbeddedOptions<Stores>,
  { jobTypes, bus, repository }: Connected,
): void {
  for (const one of busesOf(bus, lasting)) for (const topic of Object.values(TOPICS)) one.createTopic(topic);
  for (const [jobType, { topic }] of jobTypes) {
    bus.createTopic(topic);
    bus.listen(topic, (message) => {
      const passage = { kind: 'request', key: message.messageId, misbehaviour, clock } as const;
      carry(passage, () => repository.receive(jobType, message));
    });
  }
}

function subscribeFunctions(
  { intake, receive, keepDeadLetters }: GatewayFunctions,
  bus: LocalBus,
  { ackDeadlineMs, unwrapped, lasting }: EmbeddedOptions<Stores>,
): void {
  const delivery = { maxAttempts: MAX_DELIVERY_ATTEMPTS, ackDeadlineMs, unwrapped };
  const common = { ...delivery, deadLetterTopic: TOPICS.deadLetters };
  (lasting ?? bus).subscribe(TOPICS.intake, { ...common, name: 'intake-jobs', push: intake });
  bus.subscribe(TOPICS.responses, { ...common, name: 'receive-responses', push: receive });
  // Wrapped, whatever the others are: headers would lose the spelling of attributes.
  const wrapped = { ...delivery, unwrapped: false, path: '/dead-letters' };
  for (const one of busesOf(bus, lasting))
    one.subscribe(TOPICS.deadLetters, { ...wrapped, name: 'kept-dead-letters', push: keepDeadLetters });
}

/** Answers travel on the bus, whatever takes what the gateway publishes. */
function busesOf(bus: LocalBus, lasting: QueuedBus | undefined) {
  return lasting ? [bus, lasting] : [bus];
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
