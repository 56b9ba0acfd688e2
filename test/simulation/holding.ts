/**
 * Operators who hold the job type, and let it go again, at any time; the breaker, which holds it by itself;
 * and what must hold meanwhile.
 */

import type { MemoryStores } from '../../local/stacks/memory-stores.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import type { BreakerRules } from '../../shared/jobs/holds/breaker.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Holds } from '../../shared/ports/holds.ts';
import type { Publisher } from '../../shared/ports/publisher.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { Breaker } from '../../shared/use-cases/holds/hold-breaker.ts';
import { CALL_DEADLINE_MS } from './company.ts';
import { check } from './invariants.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The share of worlds in which somebody holds, and how often at most. */
const SHARE = 0.3;
const MOST_HOLDS = 4;
/** All are released by then: what was held still has the time to come to rest. */
const LAST_RELEASE_MS = 50 * DAY;
/** The share of worlds that have a breaker, which trips at little, and after which somebody looks. */
const BREAKING = 0.1;
const RULES: BreakerRules = new Map([
  ['enrichMobile', { window: 4, min: 2, rejectedShare: 0.5, discards: 2, misconfigured: 2 }],
]);
const LOOKED_AT_MS = 12 * HOUR;
/** Ten seconds, and as much again where a clock was put back meanwhile. */
const STRAGGLING_MS = 20_000;
/** A process that stood still (`faults.ts`) may write by then what it had decided before. */
const MOST_UNDERWAY_MS = 13 * HOUR;

const NAMES = ['enrichMobile', '*'] as const;

interface HoldingOptions {
  readonly seed: string;
  readonly clock: Clock;
  /** Takes what is violated. */
  readonly guard: (check: () => void) => void;
}

export class Holding {
  readonly #options: HoldingOptions;
  readonly #since: number;
  /** By name, when the hold in force took effect in the store. */
  readonly #inForce = new Map<string, number>();

  constructor(options: HoldingOptions) {
    this.#options = options;
    this.#since = options.clock.now();
  }

  /** Several people, who know nothing of each other: each places a hold, and releases it some time later. */
  async placeAndRelease(api: HttpHandler): Promise<void> {
    if (this.#chance('at-all') > SHARE) return;
    const people = Array.from({ length: 1 + Math.floor(this.#chance('people') * MOST_HOLDS) }, (_, i) => i);
    await Promise.all(people.map((person) => this.#placeAndRelease(api, person)));
  }

  /** Lets go what the breaker holds, which never does so itself. */
  async lookAfterBreaker(api: HttpHandler): Promise<void> {
    for (let look = 0; this.#isBreaking; look += 1) {
      await this.#options.clock.sleep(MINUTE + this.#chance(`look${look}`) * LOOKED_AT_MS);
      await this.#untilHeard(api, '/v1/holds/enrichMobile:release', {});
    }
  }

  get #isBreaking(): boolean {
    return this.#chance('breaking') < BREAKING;
  }

  async #placeAndRelease(api: HttpHandler, person: number): Promise<void> {
    const { clock } = this.#options;
    const chance = (what: string) => this.#chance(`${person}/${what}`);
    const name = encodeURIComponent(NAMES[chance('name') < 0.7 ? 0 : 1]);
    // Most are of the first day, in which most is going on; some last longer than any silence may.
    await clock.sleep(chance('at') ** 2 * 3 * DAY);
    const lastsMs = chance('long') < 0.3 ? chance('lasts') * 40 * DAY : chance('lasts') * 12 * HOUR;
    const until = new Date(clock.now() + MINUTE + lastsMs).toISOString();
    const byItself = chance('until') < 0.3;
    await this.#untilHeard(api, `/v1/holds/${name}`, byItself ? { until } : {});
    await clock.sleep(lastsMs);
    if (!byItself) await this.#untilHeard(api, `/v1/holds/${name}:release`, {});
    // A lost answer may have left one in force, which is released at last.
    await clock.sleep(this.#since + LAST_RELEASE_MS - clock.now());
    await this.#untilHeard(api, `/v1/holds/${name}:release`, {});
  }

  /** Notes which holds are in force in the store, whatever anybody is told of it. */
  watched(context: GatewayContext): GatewayContext {
    const { holds } = context;
    const note = (name: string, isInForce: boolean) =>
      isInForce ? this.#inForce.set(name, this.#options.clock.now()) : this.#inForce.delete(name);
    const watched: Holds = {
      list: () => holds.list(),
      forget: (hold) => holds.forget(hold),
      place: async (hold) => {
        const placed = await holds.place(hold);
        if (placed === 'placed') note(hold.name, true);
        return placed;
      },
      end: async (hold, end) => {
        const ended = await holds.end(hold, end);
        if (ended) note(hold.name, false);
        return ended;
      },
    };
    const { clock, telemetry, holdsInForce } = context;
    const parts = { rules: RULES, holds: watched, holdsInForce, clock, telemetry };
    const breaker = this.#isBreaking ? new Breaker(parts) : context.breaker;
    return { ...context, holds: watched, breaker };
  }

  /** @returns a context that publishes no request for what is held, or breaks the world */
  context(context: GatewayContext): GatewayContext {
    const { asApplication } = context;
    const checked: Publisher = {
      publish: (topic, message) => {
        this.#checkPublish();
        return asApplication.publish(topic, message);
      },
      publishAll: (topic, messages) => {
        this.#checkPublish();
        return asApplication.publishAll(topic, messages);
      },
    };
    return { ...context, asApplication: checked };
  }

  /** A job that may not be asked about is not given up, and one that is held waits to be published. */
  checkWrite(before: JobRecord | undefined, after: JobRecord): void {
    const { requestId, held, wake, answer, endedAt } = after;
    check(
      held === null || (wake?.for === 'publish' && answer === null && endedAt === null),
      `${requestId} is held by ${held}, and does not wait to be published`,
    );
    // Of what was erased nothing is asked, held or not.
    if (after.status !== 'unanswered' || before?.status === 'unanswered' || after.erased) return;
    check(this.#heldForMs() < MOST_UNDERWAY_MS, `${requestId} was given up while it was held`);
  }

  /** After the last release nothing is held, and nobody waits for anything. */
  async checkAtRest({ jobs, holds }: MemoryStores): Promise<void> {
    const left = await holds.list();
    check(left.length === 0, `${left.map(({ name }) => name)} was released, and is still there`);
    for (const { requestId, held } of jobs.records())
      check(held === null, `${requestId} is held by ${held}, which was released`);
  }

  #checkPublish(): void {
    const heldForMs = this.#heldForMs();
    this.#options.guard(() =>
      check(heldForMs <= STRAGGLING_MS, `a request went out ${heldForMs} ms after its job type was held`),
    );
  }

  /** @returns for how long (ms) the job type has been held; 0 when it is not */
  #heldForMs(): number {
    const now = this.#options.clock.now();
    return Math.max(0, ...[...this.#inForce.values()].map((since) => now - since));
  }

  async #untilHeard(api: HttpHandler, target: string, body: object): Promise<void> {
    const { clock } = this.#options;
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', target, headers, body: Buffer.from(JSON.stringify(body)) };
    for (let pause = MINUTE; ; pause = Math.min(2 * pause, HOUR)) {
      const heard = await Promise.race([api(request), clock.sleep(CALL_DEADLINE_MS)]);
      // Someone else may have released it meanwhile; and its time may be over before it is placed.
      if (heard && [200, 202, 404, 422].includes(heard.status)) return;
      await clock.sleep(pause);
    }
  }

  #chance(what: string): number {
    return fractionOf(`${this.#options.seed}/holding/${what}`);
  }
}
