/** One simulated world: the whole system in one process, in virtual time, from one seed. */
import { VirtualClock } from '../../local/clock.ts';
import { createEmbeddedStack, type EmbeddedStack } from '../../local/embedded-stack.ts';
import { CHAOS, type Misbehaviour } from '../../local/misbehaviour.ts';
import { REALISTIC } from '../../local/synthetic-repository/repository.ts';
import type { GatewayContext } from '../../shared/gateway/context.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { JobStore, OutgoingMessage } from '../../shared/jobs/ports.ts';
import { type Fault, Faults } from './faults.ts';
import { check, checkRest, checkWrite, Violated, Wire } from './invariants.ts';

const START = Date.UTC(2026, 2, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** For so long things go wrong; by the time of rest every retry, silence and purge has passed. */
const TROUBLE_MS = 3 * DAY;
const REST_MS = 120 * DAY;
const CALL_DEADLINE_MS = 2 * MINUTE;
const MAX_SKEW_MS = 5 * MINUTE;

const OUTCOMES = [
  '',
  '',
  '',
  '',
  'rejected',
  'failed',
  'deadline-exceeded',
  'canceled',
  'expired',
  'evicted',
  'discarded',
  'silent',
  'fail-first:1',
  'fail-first:2',
];
const MALFORMED = ['', '{', '[]', 'null', '{"status":"created"}', '{"id":"a/b","status":"created"}', '\uFFFE', '{"id":7}'];

export interface WorldReport {
  readonly violation: string | undefined;
  readonly faults: readonly Fault[];
  /** `from → to` of every status that a write changed. */
  readonly transitions: readonly string[];
  readonly trace: readonly string[];
}

export interface WorldOptions {
  readonly seed: string;
  readonly only?: ReadonlySet<number>;
}

/** Runs a world to its rest. @returns what was violated, if anything */
export async function runWorld({ seed, only }: WorldOptions): Promise<WorldReport> {
  const world = new World(seed, only);
  try {
    await world.run();
  } catch (error) {
    if (!(error instanceof Violated)) throw error;
    world.violation ??= error.message;
  }
  return { violation: world.violation, faults: world.faults.injected, transitions: world.transitions, trace: world.trace };
}

class World {
  readonly #seed: string;
  readonly #clock = new VirtualClock(START);
  readonly #wire = new Wire();
  readonly #stack: EmbeddedStack;
  readonly faults: Faults;
  readonly transitions: string[] = [];
  readonly trace: string[] = [];
  readonly #malformed: Buffer[] = [];
  violation: string | undefined;

  constructor(seed: string, only: ReadonlySet<number> | undefined) {
    this.#seed = seed;
    this.faults = new Faults(seed, 0.02 + 0.1 * this.#chance('share'), only);
    const misbehaviour: Misbehaviour = { ...CHAOS, seed, lost: 0.15 * this.#chance('lost') };
    this.#stack = createEmbeddedStack({
      clock: this.#clock,
      timing: REALISTIC,
      misbehaviour,
      telemetry: { emit: (name, { requestId = '', reason = '' } = {}) => this.trace.push(`${this.#day()} ${name} ${requestId} ${reason}`) },
      sweepEveryMs: null,
      ackDeadlineMs: CALL_DEADLINE_MS,
      intercept: (context, name) => this.faults.intercept(this.#observed(this.#skewed(context, name))),
    });
    for (const [topic, take] of this.#observers()) this.#stack.bus.listen(topic, (message) => this.#guard(() => take(message)));
  }

  async run(): Promise<void> {
    const leads = 1 + Math.floor(this.#chance('leads') * 5);
    for (let lead = 0; lead < leads; lead += 1) void this.#company(lead);
    void this.#noise();
    void this.#sweeper(0);
    if (this.#chance('second-sweeper') < 0.5) void this.#sweeper(1);
    await this.#pass(TROUBLE_MS);
    this.faults.healed = true;
    await this.#pass(REST_MS);
    this.#atRest(leads);
    await this.#afterPurge(leads);
  }

  /** A company submits a lead until it is acknowledged; now and then twice, or with another payload under the same ID. */
  async #company(lead: number): Promise<void> {
    const chance = (what: string) => this.#chance(`lead${lead}/${what}`);
    await this.#clock.sleep(chance('start') * HOUR);
    const job = this.#job(lead);
    if (chance('by-topic') < 0.3) {
      await this.#stack.bus.publish(this.#stack.topics.intake, { data: Buffer.from(JSON.stringify(job)), attributes: {} });
    } else if (chance('twin') < 0.3) await Promise.all([this.#submit(job), this.#submit(job)]);
    else await this.#submit(job);
    if (chance('reuse') < 0.3) {
      await this.#clock.sleep(chance('reuse-later') * DAY);
      const status = await this.#submit({ ...job, payload: { ...job.payload, urls: [] } });
      // By topic it may not have been taken in yet; then this one is the first, and the other is refused.
      check(status === 409 || chance('by-topic') < 0.3, `${job.requestId} was taken with another payload: ${status}`);
    }
    if (chance('by-hand') < 0.3) {
      await this.#clock.sleep(chance('by-hand-later') * DAY);
      await this.#call('POST', `/v1/jobs/${job.requestId}:retry`);
    }
  }

  #job(lead: number) {
    const outcome = OUTCOMES[Math.floor(this.#chance(`outcome${lead}`) * OUTCOMES.length)] ?? '';
    const person = { firstName: 'Ann', lastName: `Lee ${lead}` };
    const payload = { person, employment: { company: { title: 'Acme' } }, ...(outcome && { tags: [{ name: 'synthetic.outcome', value: outcome }] }) };
    return { requestId: `lead-${lead}`, jobType: 'enrichMobile', payload };
  }

  /** @returns the status that it was at last acknowledged with */
  async #submit(job: object): Promise<number> {
    for (;;) {
      const status = await this.#call('POST', '/v1/jobs', job);
      if (status !== undefined && status < 500) return status;
      await this.#clock.sleep(MINUTE);
    }
  }

  async #call(method: string, target: string, body?: object): Promise<number | undefined> {
    const request = { method, target, headers: { 'content-type': 'application/json' }, body: Buffer.from(body ? JSON.stringify(body) : '') };
    const response = await Promise.race([this.#stack.api(request), this.#clock.sleep(CALL_DEADLINE_MS)]);
    return response?.status;
  }

  /** What nobody ordered: malformed messages, and answers to unknown IDs. */
  async #noise(): Promise<void> {
    const { bus, topics } = this.#stack;
    for (let i = 0; i < 3; i += 1) {
      await this.#clock.sleep(this.#chance(`noise${i}`) * 6 * HOUR);
      const data = Buffer.from(MALFORMED[Math.floor(this.#chance(`malformed${i}`) * MALFORMED.length)] ?? '');
      this.#malformed.push(data);
      await bus.publish(i === 0 ? topics.intake : topics.responses, { data, attributes: {} });
      await bus.publish(topics.responses, {
        data: Buffer.from(JSON.stringify({ id: `alien-${i}`, status: 'failed', updateTime: '2026-03-01T00:00:00.000001Z' })),
        attributes: {},
      });
    }
  }

  /** Sweeps when something is due: at times hours late, at times two at once. */
  async #sweeper(which: number): Promise<void> {
    for (let round = 0; ; round += 1) {
      const lateness = this.#chance(`late${which}/${round}`);
      const nextAt = Math.min(...this.#stack.store.records().map(({ wake }) => wake?.at ?? Number.POSITIVE_INFINITY), this.#clock.now() + DAY);
      await this.#clock.sleep(Math.max(MINUTE, nextAt - this.#clock.now()) + (lateness > 0.8 ? lateness * 6 * HOUR : 0));
      await Promise.race([this.#stack.sweep({ method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) }), this.#clock.sleep(CALL_DEADLINE_MS)]);
    }
  }

  #atRest(leads: number): void {
    const records = this.#stack.store.records();
    for (let lead = 0; lead < leads; lead += 1)
      check(
        records.some(({ requestId }) => requestId === `lead-${lead}`),
        `lead-${lead} was acknowledged and is not there`,
      );
    checkRest(records, this.#wire, this.#stack.repository.completedIds());
    for (const bytes of this.#malformed)
      check(
        this.#wire.deadLetters.some((dead) => dead.equals(bytes)),
        `a malformed message is nowhere: ${bytes}`,
      );
    check(
      records.every(({ purgedAt }) => purgedAt !== null),
      'something was never purged',
    );
    check(!records.some(({ requestId }) => /^alien-\d~/.test(requestId)), 'an external job was retried');
  }

  /** A purge must not re-open an ID. */
  async #afterPurge(leads: number): Promise<void> {
    for (let lead = 0; lead < leads; lead += 1) {
      const status = await this.#clock.during(() =>
        this.#submit({ ...this.#job(lead), payload: { person: { firstName: 'X', lastName: 'Y' }, employment: { company: { title: 'Z' } } } }),
      );
      check(status === 409, `lead-${lead} was purged, and took another payload: ${status}`);
    }
  }

  #observers(): [string, (message: OutgoingMessage) => void][] {
    const { topics, repository } = this.#stack;
    return [
      ['projects/synthetic-repository/topics/enrichMobile-requests', (message) => this.#wire.request(message, (id) => repository.statusOf(id))],
      [topics.results, (message) => this.#wire.result(message, (id) => this.#stack.store.records().find(({ requestId }) => requestId === id)?.status)],
      [topics.deadLetters, ({ data }) => void this.#wire.deadLetters.push(data)],
    ];
  }

  /** Looks at every write that takes effect. */
  #observed(context: GatewayContext): GatewayContext {
    const { store } = context;
    const watch = async <R>(record: JobRecord, write: () => Promise<R>): Promise<R> => {
      const before = (await store.get(record.requestId))?.record;
      const result = await write();
      if (result !== 'conflict' && result !== 'exists') this.#guard(() => this.#noteWrite(before, record));
      return result;
    };
    const observed: JobStore = {
      create: (record) => watch(record, () => store.create(record)),
      replace: (record, expected) => watch(record, () => store.replace(record, expected)),
      get: (id) => store.get(id),
      getMany: (ids) => store.getMany(ids),
      due: (query) => store.due(query),
      findByMessageId: (id) => store.findByMessageId(id),
      list: (query) => store.list(query),
      count: (filter) => store.count(filter),
    };
    return { ...context, store: observed };
  }

  #noteWrite(before: JobRecord | undefined, after: JobRecord): void {
    this.transitions.push(`${before?.status ?? 'none'} → ${after.status}`);
    checkWrite(before, after);
  }

  /** Clocks of two functions are minutes apart. */
  #skewed(context: GatewayContext, name: string): GatewayContext {
    const skew = Math.floor((this.#chance(`skew/${name}`) - 0.5) * 2 * MAX_SKEW_MS);
    return { ...context, clock: { now: () => context.clock.now() + skew, sleep: (ms) => context.clock.sleep(ms) } };
  }

  /** A violation inside of the system must not be taken for one of its faults. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.violation ??= (error as Error).message;
    }
  }

  async #pass(ms: number): Promise<void> {
    await this.#clock.during(() => this.#clock.sleep(ms));
    check(this.violation === undefined, this.violation ?? '');
  }

  #day(): string {
    return `day ${((this.#clock.now() - START) / DAY).toFixed(3)}`;
  }

  #chance(what: string): number {
    return fractionOf(`${this.#seed}/${what}`);
  }
}
