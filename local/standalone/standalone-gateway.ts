/**
 * The gateway in one process, for real: the same functions over the ledger in one file, against Modigie's
 * topics (docs/standalone.md).
 */
import { pullResponsesHandler } from '../../functions/pull-responses/handler.ts';
import type { LedgerFile } from '../../shared/adapters/sqlite/ledger-file.ts';
import { MessageQueue } from '../../shared/adapters/sqlite/message-queue.ts';
import type { StandaloneConfig } from '../../shared/config/standalone-config.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { ACCEPT_ALL } from '../../shared/http/push-auth.ts';
import { later } from '../../shared/jobs/instant.ts';
import type { Peppers } from '../../shared/jobs/persons/peppers.ts';
import type { Publisher } from '../../shared/ports/publisher.ts';
import type { Stores } from '../../shared/ports/stores.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';
import { createContext, type GatewayContext } from '../../shared/use-cases/context.ts';
import { BehindAnswers } from '../../shared/use-cases/submit/behind-answers.ts';
import { NightlyReconciliation } from '../../shared/use-cases/sweep/nightly-reconciliation.ts';
import { atMost } from '../at-most.ts';
import type { RealClock } from '../clock.ts';
import { QueuedBus } from '../queued-bus.ts';
import { Repeated } from '../repeated.ts';
import {
  type EmbeddedWebhooks,
  finishWebhooks,
  subscribeWebhooks,
  webhookContext,
} from '../stacks/embedded-webhooks.ts';
import { type GatewayFunctions, gatewayFunctions } from '../stacks/gateway-functions.ts';
import { LedgerUpkeep } from '../stacks/ledger-upkeep.ts';
import { sqliteStores } from '../stacks/sqlite-stores.ts';
import { type Lines, MessageFile } from './message-file.ts';
import type { ModigieWire } from './modigie-wire.ts';
import { routed, toEach, toTopic } from './publishers.ts';
import { seldomTold } from './seldom-told.ts';

export interface StandaloneParts {
  /** Its paths are absolute. */
  readonly config: StandaloneConfig;
  /** Open; it is closed when the gateway is stopped. */
  readonly file: LedgerFile;
  readonly wire: ModigieWire;
  readonly webhooks: EmbeddedWebhooks;
  readonly peppers: Peppers;
  /** Its sleeps end with the gateway. */
  readonly clock: RealClock;
  readonly telemetry: Telemetry;
}

export interface StandaloneGateway {
  /** The HTTP API. */
  readonly api: HttpHandler;
  /** Results begin to go out, answers to come in, and timers to be seen to. */
  begin(): void;
  /** Settled once a fault of its disk has closed the ledger: this process can do nothing more. */
  readonly lost: Promise<void>;
  /**
   * Ends what is at work, as far as it ends soon, and closes the ledger.
   * @returns how many messages the ledger keeps for each subscription in this process, for the next start
   */
  stop(): Promise<ReadonlyMap<string, number>>;
}

const TOPICS = {
  intake: 'standalone/intake',
  results: 'standalone/results',
  webhooks: 'standalone/webhooks',
  /** Messages that the store does not take. */
  deadLetters: 'standalone/dead-letters',
  /** Messages that a subscription in this process did not take. */
  undelivered: 'standalone/undelivered',
} as const;

const MINUTE_MS = 60_000;
/** A sweep that finds nothing is some queries of a file: nobody has to wait for a scheduler's minute. */
const SWEEP_EVERY_MS = 10_000;
/** How long (ms) subscriptions are pulled until one that failed meanwhile is tried again. */
const PULL_MS = MINUTE_MS;
/** When (ms) the first pull begins: it loads for long, and callers who wait for the start come first. */
const PULL_FROM_MS = 300;
/** How long (ms) nothing is pulled after all of them have failed at once. */
const PULL_AGAIN_MS = 10_000;
const MAX_DELIVERY_ATTEMPTS = 100;
/** How long (ms) a stop waits for what is at work: less than systemd and Docker do. */
const STOP_MS = 8_000;

export function createStandaloneGateway(given: StandaloneParts): StandaloneGateway {
  const parts = { ...given, telemetry: seldomTold(given.telemetry, given.clock) };
  const { config, file, wire, clock, telemetry, peppers } = parts;
  const stores = sqliteStores(file, { telemetry, peppers });
  const queue = new MessageQueue(file);
  const bus = new QueuedBus(queue, clock);
  for (const topic of [TOPICS.intake, TOPICS.webhooks, TOPICS.undelivered]) bus.createTopic(topic);
  const context = contextOf(parts, stores, bus);
  const functions = gatewayFunctions({
    context,
    stores,
    webhooks: webhookContext(parts.webhooks, { clock, telemetry }),
    intakeTopic: TOPICS.intake,
    prices: config.prices,
    dispatchRates: config.dispatchRate,
  });
  const nightly = new NightlyReconciliation(context);
  const upkeep = new LedgerUpkeep({ file, deadLetters: stores.deadLetters, clock });
  const stopping = new AbortController();
  const repeat = (reason: string, turn: () => Promise<number>, firstAfterMs = 0) =>
    new Repeated({
      clock,
      turn,
      firstAfterMs,
      onFault: (error) => telemetry.emit('request.failed', { reason, error }),
    });
  let work: readonly Repeated[] = [];
  const lost = Promise.withResolvers<void>();
  return {
    api: functions.api,
    lost: lost.promise,
    begin: () => {
      subscribe(bus, functions, parts.webhooks);
      const pull = pullingOf(context, parts, stopping.signal);
      work = [
        repeat('sweep', async () => {
          await functions.sweep(CALL);
          return SWEEP_EVERY_MS;
        }),
        repeat('upkeep', async () => {
          if (!file.isOpen) lost.resolve();
          await upkeep.look();
          await nightly.look(later(clock.now(), MINUTE_MS));
          return MINUTE_MS;
        }),
        repeat(
          'pull',
          async () => {
            const begunAt = clock.now();
            const { status } = await pull(CALL);
            // Where one is pulled well, the others are tried again with its next window.
            return status === 200 || clock.now() - begunAt > PULL_AGAIN_MS ? 0 : PULL_AGAIN_MS;
          },
          PULL_FROM_MS,
        ),
      ];
    },
    stop: async () => {
      stopping.abort();
      await atMost(STOP_MS, Promise.all([...work.map((one) => one.end()), bus.stop()]));
      clock.stop();
      await atMost(STOP_MS, wire.close());
      const waiting = waitingIn(queue);
      file.close();
      return waiting;
    },
  };
}

/** A ledger that cannot be read has been told of. */
function waitingIn(queue: MessageQueue): ReadonlyMap<string, number> {
  try {
    return queue.waiting();
  } catch {
    return new Map();
  }
}

/** As the scheduler calls a function. */
const CALL = { method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) } as const;

function contextOf(
  { config, wire, clock, telemetry, peppers, webhooks }: StandaloneParts,
  stores: Stores,
  bus: QueuedBus,
): GatewayContext {
  const { file, topic } = config.results;
  const results = toEach([
    ...(file === undefined ? [] : [new MessageFile(file, RESULT_LINES)]),
    ...(topic === undefined ? [] : [toTopic(topic, wire.asGateway)]),
    ...(webhooks.endpoints.length === 0 ? [] : [toTopic(TOPICS.webhooks, bus)]),
  ]);
  const deadLetters = new MessageFile(`${config.ledger}.dead-letters.ndjson`, LETTER_LINES);
  const routes: [string, Publisher][] = [
    [TOPICS.intake, bus],
    [TOPICS.results, results],
    [TOPICS.deadLetters, deadLetters],
  ];
  return createContext({
    repositoryId: config.repositoryId,
    store: stores.jobs,
    holds: stores.holds,
    asApplication: wire.asApplication,
    asGateway: routed(new Map(routes)),
    jobTypes: config.jobTypes,
    resultsTopic: TOPICS.results,
    deadLetters: stores.deadLetters,
    deadLetterTopic: TOPICS.deadLetters,
    priorityCarrier: config.priorityCarrier,
    policy: config.policy,
    peppers,
    budgets: config.budgets,
    showback: config.showbackTags,
    reuse: config.reuse,
    digest: config.digest,
    breaker: config.breaker,
    behindAnswers: new BehindAnswers(telemetry),
    clock,
    telemetry,
  });
}

/** A result as the topic has it, to the byte, and the key by which it is known when it comes again. */
const RESULT_LINES: Lines = {
  begin: '{"dedupKey":',
  of({ data, attributes }) {
    const { dedupKey } = attributes;
    return `{"dedupKey":${JSON.stringify(dedupKey)},${data.toString().replace('{', '')}`;
  },
};

const LETTER_LINES: Lines = {
  begin: '{"attributes":',
  of: ({ data, attributes }) => JSON.stringify({ attributes, data: data.toString('base64') }),
};

/** Wrapped pushes: headers would lose the spelling of attributes. */
function subscribe(bus: QueuedBus, functions: GatewayFunctions, webhooks: EmbeddedWebhooks): void {
  const common = { maxAttempts: MAX_DELIVERY_ATTEMPTS, deadLetterTopic: TOPICS.undelivered };
  bus.subscribe(TOPICS.intake, { ...common, name: 'intake-jobs', push: functions.intake });
  const push = functions.deliverWebhooks;
  subscribeWebhooks(bus, webhooks, { ...common, topic: TOPICS.webhooks, push });
  const keep = { name: 'kept-dead-letters', path: '/dead-letters', push: functions.keepDeadLetters };
  bus.subscribe(TOPICS.undelivered, { maxAttempts: MAX_DELIVERY_ATTEMPTS, ...keep });
  finishWebhooks(bus, { ...common, push });
}

function pullingOf(
  context: GatewayContext,
  { config, wire }: StandaloneParts,
  signal: AbortSignal,
): HttpHandler {
  return pullResponsesHandler(context, {
    verifier: ACCEPT_ALL,
    subscriptions: config.responseSubscriptions,
    forMs: PULL_MS,
    drain: (name, process) => wire.pull(name, { forMs: PULL_MS, signal }, process),
  });
}
