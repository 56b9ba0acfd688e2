/**
 * Where the world may misbehave: every call of a function to store and publisher, and every acknowledgement
 * to whoever called it. Each decision follows from the seed and the call's number.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Interceptor } from '../../local/stacks/embedded-stack.ts';
import type { FunctionName } from '../../shared/config/function-config.ts';
import type { HttpHandler, HttpResponse } from '../../shared/http/http.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { PublishError, RecordUnreadableError, StoreUnavailableError } from '../../shared/ports/errors.ts';
import type { JobStore } from '../../shared/ports/job-store.ts';
import type { Publisher } from '../../shared/ports/publisher.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import type { Budget } from '../../shared/use-cases/submit/budget.ts';
import type { Outage } from './outages.ts';

/**
 * `crash-…` ends the process of one function with all that it had under way, `redeploy` those of all, and
 * `frozen` holds one up for hours. `error-…` says that the call failed: before it took effect, after, or with
 * its effect still to come (`error-then-effect`); `refused` that it failed for good. `repeated` is done
 * twice, as an SDK does when the first answer was lost. `conflict` is a concurrent writer who comes first,
 * `unreadable` a record that a person has spoilt and mends.
 */
const KINDS = [
  'crash-before',
  'crash-after',
  'error-before',
  'error-after',
  'error-then-effect',
  'repeated',
  'latency',
  'frozen',
  'conflict',
  'refused',
  'unreadable',
  'redeploy',
] as const;
export type Kind = (typeof KINDS)[number];

const READING: readonly Kind[] = ['crash-before', 'error-before', 'latency', 'frozen', 'redeploy'];
const COUNTING: readonly Kind[] = [...READING, 'crash-after', 'error-after'];
/** A store recognises a write of its own that was repeated (test/emulator/repeated-commits.test.ts). */
const WRITING: readonly Kind[] = [...COUNTING, 'error-then-effect'];
const PUBLISHING: readonly Kind[] = [...WRITING, 'repeated'];

/** Every point, with the kinds that can happen there. */
export const POINTS: Readonly<Record<string, readonly Kind[]>> = {
  'store.create': WRITING,
  'store.replace': [...WRITING, 'conflict'],
  'store.get': [...READING, 'unreadable'],
  'store.getMany': READING,
  'store.due': READING,
  'store.findByMessageId': READING,
  'application.publish': [...PUBLISHING, 'refused'],
  'gateway.publish': PUBLISHING,
  'budget.take': COUNTING,
  'budget.giveBack': COUNTING,
  acknowledge: READING,
};

export interface Fault {
  /** The number of the call, from the beginning of the world. */
  readonly call: number;
  readonly point: string;
  readonly kind: Kind;
}

/** One life of a function's process: what was under way when it ended goes on nowhere. */
interface Life {
  readonly of: FunctionName;
  over: boolean;
}

type Lasting = 'refused' | 'unreadable';

interface Call {
  readonly point: string;
  readonly work: () => Promise<unknown>;
  /** The error as the caller sees it, one that passes unless it is a refusal or a record that is spoilt. */
  readonly fail: (kind?: Lasting) => unknown;
  /** The write of a concurrent writer. */
  readonly interfere?: () => Promise<unknown>;
}

const MAX_LATENCY_MS = 90_000;
/** A process that Cloud Run takes the CPU from goes on when the next request comes. */
const MAX_FROZEN_MS = 6 * 3_600_000;
/** An effect may come so much later than the error that a client made of its deadline. */
const MAX_LATE_MS = 600_000;
/** An ordinary way there, or back: long enough for calls to overtake each other. */
const MAX_WAY_MS = 20;

const LONGEST_WAY_MS: Readonly<Record<string, number>> = { latency: MAX_LATENCY_MS, frozen: MAX_FROZEN_MS };

interface FaultOptions {
  readonly seed: string;
  readonly outage?: Outage | undefined;
  /** The share of calls that go wrong. */
  readonly share: number;
  /** The calls that may go wrong: to replay a world, and to find the fewest that still fail. */
  readonly only?: ReadonlySet<number> | undefined;
}

export class Faults implements Interceptor {
  readonly injected: Fault[] = [];
  readonly #clock: Clock;
  readonly #seed: string;
  readonly #outage: Outage | undefined;
  readonly #share: number;
  readonly #only: ReadonlySet<number> | undefined;
  readonly #lives = new Map<FunctionName, Life>();
  readonly #invocation = new AsyncLocalStorage<Life>();
  #calls = 0;
  /** Once the world heals nothing goes wrong any more: then everything has to come to rest. */
  healed = false;

  constructor(clock: Clock, { seed, outage, share, only }: FaultOptions) {
    this.#outage = outage;
    this.#clock = clock;
    this.#seed = seed;
    this.#share = share;
    this.#only = only;
  }

  context(context: GatewayContext): GatewayContext {
    const { clock } = context;
    const fails = (kind?: Lasting) =>
      new PublishError(kind === 'refused' ? kind : 'unavailable', 'simulated');
    const store = this.#guard<JobStore>('store', context.store, (kind) =>
      kind === 'unreadable'
        ? new RecordUnreadableError({ requestId: '', reason: 'malformed' })
        : new StoreUnavailableError(),
    );
    const budget = this.#budget(context.budget);
    const sleep = async (ms: number) => {
      await clock.sleep(ms);
      if (this.#invocation.getStore()?.over) await gone();
    };
    return {
      ...context,
      store,
      budget,
      asGateway: this.#guard<Publisher>('gateway', context.asGateway, fails),
      asApplication: this.#guard<Publisher>('application', context.asApplication, fails),
      clock: { now: () => clock.now(), sleep },
    };
  }

  /** Each request is work of the process that lives when it comes in. */
  handler(handler: HttpHandler, name: FunctionName): HttpHandler {
    return (request) =>
      this.#invocation.run(this.#lifeOf(name), async () => {
        const response = await handler(request);
        const lost = { status: 503, headers: {}, body: '' };
        return (await this.#call({
          point: 'acknowledge',
          work: async () => response,
          fail: () => lost,
        })) as HttpResponse;
      });
  }

  #budget(budget: Budget): Budget {
    const unavailable = () => new StoreUnavailableError();
    const take: Budget['take'] = async (job, now) => {
      const taken = await budget.take(job, now);
      return taken.kind === 'taken' ? this.#guard('budget', taken, unavailable) : taken;
    };
    return this.#guard<Budget>('budget', { take }, unavailable);
  }

  #guard<T extends object>(prefix: string, target: T, error: (kind?: Lasting) => Error): T {
    const fail = (kind?: Lasting) => {
      throw error(kind);
    };
    return new Proxy(target, {
      get: (inner, name) => {
        const method = Reflect.get(inner, name, inner);
        const point = `${prefix}.${String(name)}`;
        if (typeof method !== 'function' || !(point in POINTS)) return method;
        const interfere = (args: unknown[]) => touch(inner as unknown as JobStore, args);
        return (...args: unknown[]) =>
          this.#call({
            point,
            work: () => method.apply(inner, args),
            fail,
            interfere: () => interfere(args),
          });
      },
    });
  }

  async #call({ point, work, fail, interfere }: Call): Promise<unknown> {
    this.#calls += 1;
    const call = this.#calls;
    const life = this.#invocation.getStore();
    const kind = this.#decide(call, point);
    if (kind) this.injected.push({ call, point, kind });
    if (kind === 'redeploy') this.#endAll();
    if (kind === 'crash-before' && life) this.#end(life);
    await this.#way(call, 'there', kind);
    if (life?.over) return gone();
    if (kind === 'error-before' || this.#isOut(point)) return fail();
    if (kind === 'refused' || kind === 'unreadable') return fail(kind);
    if (kind === 'error-then-effect') {
      const late = this.#clock.sleep(this.#chance(`late/${call}`) * MAX_LATE_MS).then(work);
      // The caller never hears of it, whatever becomes of it.
      late.catch(() => undefined);
      return fail();
    }
    if (kind === 'conflict') await interfere?.();
    if (kind === 'repeated') await work();
    const result = await work();
    if (kind === 'crash-after' && life) this.#end(life);
    await this.#way(call, 'back', kind);
    if (life?.over) return gone();
    return kind === 'error-after' ? fail() : result;
  }

  async #way(call: number, leg: 'there' | 'back', kind: Kind | undefined): Promise<void> {
    if (this.healed) return;
    const isHere = this.#chance(`slow/${call}`) < 0.5 === (leg === 'there');
    const longest = (isHere && LONGEST_WAY_MS[kind ?? '']) || MAX_WAY_MS;
    await this.#clock.sleep(this.#chance(`${leg}/${call}`) * longest);
  }

  #isOut(point: string): boolean {
    if (!this.#outage || !point.startsWith(this.#outage.service)) return false;
    const { from, until } = this.#outage;
    return this.#clock.now() >= from && this.#clock.now() < until;
  }

  #decide(call: number, point: string): Kind | undefined {
    if (this.healed || (this.#only && !this.#only.has(call))) return undefined;
    if (this.#chance(`fault/${call}`) >= this.#share) return undefined;
    const kinds = POINTS[point] ?? [];
    return kinds[Math.floor(this.#chance(`kind/${call}`) * kinds.length)];
  }

  #lifeOf(name: FunctionName): Life {
    const life = this.#lives.get(name) ?? { of: name, over: false };
    this.#lives.set(name, life);
    return life;
  }

  #end(life: Life): void {
    life.over = true;
    if (this.#lives.get(life.of) === life) this.#lives.delete(life.of);
  }

  #endAll(): void {
    for (const life of this.#lives.values()) this.#end(life);
  }

  #chance(what: string): number {
    return fractionOf(`${this.#seed}/${what}`);
  }
}

/** Writes what is there once more, as a concurrent writer would: its revision is another then. */
async function touch(store: JobStore, [record]: readonly unknown[]): Promise<void> {
  const current = await store.get((record as { requestId: never }).requestId);
  if (current) await store.replace(current.record, current.revision);
}

/** A call to a process that has died is never answered. */
function gone(): Promise<never> {
  return new Promise(() => undefined);
}
