/** One simulated world: the whole system in one process, in virtual time, from one seed. */

import { createHash } from 'node:crypto';
import { VirtualClock } from '../../local/clock.ts';
import { CHAOS } from '../../local/misbehaviour.ts';
import {
  createEmbeddedStack,
  type EmbeddedStack,
  type Interceptor,
} from '../../local/stacks/embedded-stack.ts';
import { REALISTIC } from '../../local/synthetic-repository/repository.ts';
import type { FunctionName } from '../../shared/config/function-config.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import { DEFAULT_POLICY, type Tracking } from '../../shared/jobs/policy.ts';
import { isEnding } from '../../shared/protocol/job-status.ts';
import type { LogEventName, LogFields } from '../../shared/telemetry/log-events.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { Books } from './books.ts';
import { withChangingConfiguration } from './changing-configuration.ts';
import { checkAfterPurge, checkAtRest } from './checks-at-rest.ts';
import { Chronicle } from './chronicle.ts';
import { CALL_DEADLINE_MS, Company } from './company.ts';
import { checkExplained } from './explanations.ts';
import { Faults } from './faults.ts';
import {
  check,
  checkAcknowledged,
  checkAutomaticRetry,
  checkBalance,
  checkSuccessor,
  checkWrite,
  Violated,
} from './invariants.ts';
import { type Leads, leadsOf, personsOf } from './leads.ts';
import { dataPushed, messageOf, statedIn } from './message-text.ts';
import { OtherSystem } from './other-system.ts';
import { type Outage, outageOf, relapses, spellsOf } from './outages.ts';
import { OutgoingMessages } from './outgoing-messages.ts';
import { People } from './people.ts';
import { PulledResponses } from './pulled-responses.ts';
import { RollingVersions } from './rolling-versions.ts';
import { skewedClock } from './skewed-clock.ts';
import { sweepForever } from './sweeper.ts';
import { UnexpectedMessages } from './unexpected-messages.ts';
import { type OnWrite, watchedStore } from './watched-store.ts';
import { circumstancesOf, type WorldOptions, type WorldReport } from './world-report.ts';
import { DAY, moneyOf, PULLED, REST_MS, START, TIMINGS } from './world-settings.ts';

/** Runs a world to its rest. @returns what was violated, if anything */
export async function runWorld({ seed, only, sabotage }: WorldOptions): Promise<WorldReport> {
  const world = new World(seed, only, sabotage);
  try {
    await world.run();
  } catch (error) {
    if (!(error instanceof Violated)) throw error;
    world.violation ??= error.message;
  }
  return world.report();
}

class World implements Interceptor {
  readonly #seed: string;
  readonly #clock = new VirtualClock(START);
  readonly #faults: Faults;
  readonly #outage: Outage | undefined;
  readonly #sabotage: NonNullable<WorldOptions['sabotage']>;
  readonly #stack: EmbeddedStack;
  readonly #outgoing: OutgoingMessages;
  readonly #people: People;
  readonly #company: Company;
  readonly #unexpected: UnexpectedMessages;
  readonly #versions: RollingVersions;
  /** Where responses are pulled; else they are pushed. */
  readonly #pulled: PulledResponses | undefined;
  readonly #otherSystem: OtherSystem;
  readonly #leads: Leads;
  readonly #tracking: Tracking;
  readonly #books: Books;
  readonly #storedPayloads = new Set<string>();
  readonly #chronicle = new Chronicle(this.#clock);
  /** By request ID, the status for which its retry was decided. */
  readonly #retriedAs = new Map<string, string>();
  violation: string | undefined;

  constructor(seed: string, only: ReadonlySet<number> | undefined, sabotage: WorldOptions['sabotage']) {
    this.#seed = seed;
    this.#leads = leadsOf(seed);
    this.#tracking = this.#chance('tracking') < 0.7 ? 'every-status' : 'endings-only';
    const money = moneyOf((what) => this.#chance(what));
    this.#books = new Books(money.budgets);
    const share = 0.01 + 0.07 * this.#chance('share');
    this.#outage = outageOf(seed, START);
    this.#versions = new RollingVersions({ seed, since: START, clock: this.#clock });
    if (this.#chance('pulled') < PULLED) this.#pulled = new PulledResponses(this.#clock);
    this.#faults = new Faults(this.#clock, { seed, outage: this.#outage, share, ...money, only });
    this.#sabotage = sabotage ?? ((context) => context);
    const guard = (check: () => void) => this.#guard(check);
    this.#people = new People({ seed, clock: this.#clock, faults: this.#faults, guard });
    this.#stack = createEmbeddedStack({
      clock: this.#clock,
      timing: TIMINGS[Math.floor(this.#chance('timing') * TIMINGS.length)] ?? REALISTIC,
      misbehaviour: { ...CHAOS, seed, lost: 0.15 * this.#chance('lost') },
      policy: { tracking: this.#tracking },
      ...money,
      telemetry: { emit: (name, fields = {}) => this.#note(name, fields) },
      sweepEveryMs: null,
      ackDeadlineMs: CALL_DEADLINE_MS,
      intercept: this,
      stores: this.#people.stores(),
    });
    const { api, bus, topics, repository } = this.#stack;
    this.#people.arrive(this.#stack);
    this.#company = new Company({
      seed,
      clock: this.#clock,
      api,
      publish: (job) => bus.publish(topics.intake, messageOf(JSON.stringify(job))),
      onViolation: (error) => this.#noteViolation(error),
    });
    this.#unexpected = new UnexpectedMessages({ seed, clock: this.#clock, stack: this.#stack });
    this.#otherSystem = new OtherSystem({ seed, clock: this.#clock, stack: this.#stack });
    this.#outgoing = new OutgoingMessages({
      isSetAside: (bytes) => this.#people.isSetAside(bytes),
      now: () => this.#clock.now(),
      isShared: (id) => this.#otherSystem.used.has(id),
      statusAtModigie: (id) => repository.stateOf(id)?.status,
      recordOf: (id) => this.#recordOf(id),
      retriedAs: (id) => this.#retriedAs.get(id),
      onPublish: (id) => {
        this.#people.notePublish(id);
        this.#books.notePublish(id, this.#stack.stores.jobs.records(), this.#outgoing.requested);
      },
    });
    this.#outgoing.listenTo(this.#stack, guard);
  }

  async run(): Promise<void> {
    const { single, listed, all } = this.#leads;
    const jobs = all.map((lead) => this.#company.job(lead));
    const work = [...single.map((lead) => this.#company.handIn(lead)), this.#company.handInList(listed)];
    void Promise.all(work).catch((error) => this.#noteViolation(error));
    for (const lead of all) {
      const { requestId, jobType: _type, ...body } = this.#company.job(lead);
      if (requestId === undefined) continue;
      this.#unexpected.about(lead, requestId);
      void this.#otherSystem.about(requestId, body);
    }
    void this.#unexpected.malformed();
    void this.#people.work(personsOf(this.#seed, all)).catch((error) => this.#noteViolation(error));
    void this.#sweeper(0);
    if (this.#chance('second-sweeper') < 0.5) void this.#sweeper(1);
    if (this.#chance('evicted') < 0.05)
      void this.#clock.sleep(this.#chance('evicted-at') * DAY).then(() => this.#stack.repository.evict());
    for (const { ms, healed } of spellsOf(this.#seed)) {
      this.#faults.healed = healed;
      await this.#pass(ms);
    }
    this.#faults.healed = true;
    const healedAt = this.#clock.now();
    await this.#pass(REST_MS);
    this.#company.checkAnswered();
    await this.#people.checkAtRest(this.#unexpected.malformedMessages);
    checkAtRest({
      records: this.#stack.stores.jobs.records(),
      jobs,
      acknowledged: this.#company.acknowledged,
      stored: this.#storedPayloads,
      shared: this.#otherSystem.used,
      ...this.#unexpected,
      repository: this.#stack.repository,
      healedAt,
      outgoing: this.#outgoing,
      retriedAs: this.#retriedAs,
      redelivered: this.#people.operators.redelivered,
    });
    await this.#clock.during(() => this.#books.checkAtRest(this.#stack.stores.jobs));
    const ours = jobs.filter(({ requestId = '' }) => this.#recordOf(requestId)?.origin === 'gateway');
    await this.#clock.during(() => checkAfterPurge(this.#company, ours));
  }

  report(): WorldReport {
    return {
      violation: this.violation,
      faults: this.#faults.injected,
      circumstances: circumstancesOf({
        outage: this.#outage?.service,
        relapses: relapses(this.#seed),
        isRolling: this.#versions.isRolling,
        pulled: this.#pulled,
      }),
      transitions: this.#chronicle.transitions,
      events: this.#chronicle.events,
      trace: this.#chronicle.trace,
      digest: createHash('sha256').update(JSON.stringify(this.#stack.stores.jobs.records())).digest('hex'),
    };
  }

  /** Between a function and its world: its own clock, eyes on every write, and then what goes wrong. */
  context(context: GatewayContext, name: FunctionName): GatewayContext {
    const disturbed = this.#faults.context(
      this.#sabotage(
        this.#versions.context(
          name,
          this.#watched({
            ...withChangingConfiguration(context, { seed: this.#seed, since: START, clock: this.#clock }),
            clock: skewedClock(context.clock, (draw) => this.#chance(`${name}/${draw}`)),
          }),
        ),
      ),
      name,
    );
    if (name === 'receive-responses' && this.#pulled)
      void this.#pulled.callForever(this.#faults.handler(this.#pulled.function(disturbed), 'pull-responses'));
    return this.#people.holding.context(disturbed);
  }

  handler(handler: HttpHandler, name: FunctionName): HttpHandler {
    const disturbed = this.#faults.handler(handler, name);
    if (name !== 'receive-responses') return disturbed;
    const receive = this.#pulled ? this.#pulled.hold : disturbed;
    return async (request) => {
      const response = await receive(request);
      if (response.status < 300) this.#guard(() => this.#checkAcknowledged(request.body));
      return response;
    };
  }

  #checkAcknowledged(body: Buffer): void {
    const data = dataPushed(body);
    const stated = statedIn(data);
    if (!stated || (this.#tracking === 'endings-only' && !isEnding(stated.status))) return;
    // Set aside: about another system's job, or for a record that cannot be read. Reduced: of an erased one.
    const record = this.#recordOf(stated.id);
    const isReduced = record?.erased && record.discard !== null;
    if (isReduced || this.#otherSystem.used.has(stated.id) || this.#outgoing.isSetAside(data)) return;
    checkAcknowledged(stated, record);
  }

  #recordOf(id: string): JobRecord | undefined {
    return this.#stack.stores.jobs.records().find(({ requestId }) => requestId === id);
  }

  /** Looks at every write that takes effect. */
  #watched(context: GatewayContext): GatewayContext {
    const note: OnWrite = (before, after) => this.#guard(() => this.#noteWrite(before, after));
    return this.#people.holding.watched({ ...context, store: watchedStore(context.store, note) });
  }

  #sweeper(which: number): Promise<void> {
    return sweepForever(this.#stack, this.#clock, (round) => this.#chance(`late${which}/${round}`));
  }

  #noteWrite(before: JobRecord | undefined, after: JobRecord): void {
    this.#chronicle.noteWrite(before, after);
    if (after.wake?.for === 'retry' && before?.wake?.for !== 'retry') {
      this.#retriedAs.set(after.requestId, after.status);
      if (before?.endedAt === null) checkAutomaticRetry(after);
    }
    if (after.payload !== null) this.#storedPayloads.add(after.payload);
    if (this.#chance(`explained${this.#chronicle.trace.length}`) < 0.3)
      checkExplained([after], {
        policy: { ...DEFAULT_POLICY, tracking: this.#tracking },
        now: this.#clock.now(),
      });
    this.#people.checkWrite(before, after);
    this.#books.noteWrite(before, after);
    checkWrite(before, after, this.#otherSystem.used.has(after.requestId));
    if (!before) checkSuccessor(after, this.#retriedAs.get(after.lineage.retryOf ?? ''));
    checkBalance(this.#stack.stores.jobs.records(), this.#company.acknowledged);
  }

  /** A violation inside of the system must not be taken for one of its faults. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#noteViolation(error);
    }
  }

  #noteViolation(error: unknown): void {
    this.violation ??= (error as Error).message;
  }

  async #pass(ms: number): Promise<void> {
    await this.#clock.during(() => this.#clock.sleep(ms));
    check(this.violation === undefined, this.violation ?? '');
  }

  #note(event: LogEventName, fields: LogFields): void {
    this.#people.hear(event, fields);
    this.#chronicle.noteEvent(event, fields);
  }

  #chance(what: string): number {
    return fractionOf(`${this.#seed}/${what}`);
  }
}
