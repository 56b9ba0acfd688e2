/**
 * A world that misbehaves: at every call of a function to store and publisher, at each item of a set, and at
 * every acknowledgement to its caller. Each decision follows from the seed and the call's number.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Interceptor } from '../../local/stacks/embedded-stack.ts';
import type { FunctionName } from '../../shared/config/function-config.ts';
import type { HttpHandler, HttpResponse } from '../../shared/http/http.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { BudgetLimit } from '../../shared/jobs/money/budget-limits.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { DeadLetterStore } from '../../shared/ports/dead-letters.ts';
import type { Holds } from '../../shared/ports/holds.ts';
import type { JobStore, Replacement } from '../../shared/ports/job-store.ts';
import type { Publisher } from '../../shared/ports/publisher.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { type Lasting, publishError, storeError } from './fault-errors.ts';
import { type Fault, itemOf, type Kind, POINTS, SELDOM } from './fault-points.ts';
import type { Outage } from './outages.ts';
import { ProcessMemory } from './process-memory.ts';

/** One life of a function's process: what was under way when it ended goes on nowhere. */
interface Life {
  readonly of: FunctionName;
  over: boolean;
}

interface Call {
  readonly point: string;
  /** @param share of a set that is reached, from its beginning; all of it if absent */
  readonly work: (share?: number) => Promise<unknown>;
  /** The error as the caller sees it, one that passes unless it is a refusal or a record that is spoilt. */
  readonly fail: (kind?: Lasting) => unknown;
  /** The write of a concurrent writer. */
  readonly interfere?: () => Promise<unknown>;
}

interface SetCall {
  readonly point: string;
  readonly items: readonly unknown[];
  readonly all: (items: readonly unknown[]) => Promise<readonly unknown[]>;
  readonly error: (kind?: Lasting) => Error;
  readonly interfere: (item: unknown) => Promise<unknown>;
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
  readonly budgets: readonly BudgetLimit[];
  /** The calls that may go wrong: to replay a world, and to find the fewest that still fail. */
  readonly only?: ReadonlySet<number> | undefined;
}

export class Faults implements Interceptor {
  readonly injected: Fault[] = [];
  readonly #clock: Clock;
  readonly #seed: string;
  readonly #outage: Outage | undefined;
  readonly #share: number;
  readonly #budgets: readonly BudgetLimit[];
  readonly #only: ReadonlySet<number> | undefined;
  readonly #lives = new Map<FunctionName, Life>();
  /** A process keeps these in its memory, and forgets them when it ends. */
  readonly #memories = new Map<FunctionName, ProcessMemory>();
  readonly #invocation = new AsyncLocalStorage<Life>();
  #calls = 0;
  /** Once the world heals nothing goes wrong any more: then everything has to come to rest. */
  healed = false;

  constructor(clock: Clock, { seed, outage, share, budgets, only }: FaultOptions) {
    this.#outage = outage;
    this.#clock = clock;
    this.#seed = seed;
    this.#share = share;
    this.#budgets = budgets;
    this.#only = only;
  }

  context(context: GatewayContext, name: FunctionName): GatewayContext {
    const { clock } = context;
    const store = this.#guard<JobStore>('store', context.store, storeError);
    const holds = this.#guard<Holds>('holds', context.holds, storeError);
    const deadLetters = this.#guard<DeadLetterStore>('letters', context.deadLetters, storeError);
    const sleep = async (ms: number) => {
      await clock.sleep(ms);
      if (this.#invocation.getStore()?.over) await gone();
    };
    const { telemetry } = context;
    const kept = { store, holds, telemetry, limits: this.#budgets, clock: { now: () => clock.now(), sleep } };
    const memory = new ProcessMemory(kept);
    this.#memories.set(name, memory);
    return {
      ...context,
      store,
      deadLetters,
      budget: memory.budget,
      holds,
      holdsInForce: memory.holdsInForce,
      asGateway: this.#guard<Publisher>('gateway', context.asGateway, publishError),
      asApplication: this.#guard<Publisher>('application', context.asApplication, publishError),
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

  #guard<T extends object>(prefix: string, target: T, error: (kind?: Lasting) => Error): T {
    const fail = (kind?: Lasting) => {
      throw error(kind);
    };
    return new Proxy(target, {
      get: (inner, name) => {
        const method = Reflect.get(inner, name, inner);
        const point = `${prefix}.${String(name)}`;
        if (typeof method !== 'function') return method;
        if (!(point in POINTS)) return method.bind(inner);
        const interfere = (record: unknown) => touch(inner as unknown as JobStore, record as JobRecord);
        if (!(itemOf(point) in POINTS))
          return (...args: unknown[]) =>
            this.#call({
              point,
              work: () => method.apply(inner, args),
              fail,
              interfere: () => interfere(args[0]),
            });
        return (...args: unknown[]) =>
          this.#callOfSet({
            point,
            items: args.at(-1) as unknown[],
            all: (items) => method.apply(inner, [...args.slice(0, -1), items]),
            error,
            interfere: (item) => interfere((item as Replacement).record),
          });
      },
    });
  }

  /** A set that is written or published never throws: a fault of the call is each item's outcome. */
  #callOfSet(set: SetCall): Promise<unknown> {
    const { point, items, error } = set;
    return this.#call({
      point,
      work: (share = 1) => this.#workOnSet(set, items.slice(0, Math.floor(share * items.length))),
      fail: (kind) => {
        // Of a set that is read, the call itself fails.
        if (point === 'store.getMany') throw error(kind);
        return items.map(() => error(kind));
      },
    });
  }

  /** Each item meets a fault of its own, or none. */
  async #workOnSet({ point, all, error, interfere }: SetCall, items: readonly unknown[]): Promise<unknown[]> {
    const met = items.map((item) => ({ item, ...this.#meet(itemOf(point)) }));
    for (const { item, kind } of met) if (kind === 'conflict') await interfere(item);
    const reached = met.filter(({ kind }) => !failsBefore(kind));
    const outcomes = (await all(reached.map(({ item }) => item))).values();
    return met.map(({ item, call, kind }) => {
      if (kind === 'error-then-effect') this.#later(call, () => all([item]));
      if (failsBefore(kind)) return error(kind === 'refused' ? kind : undefined);
      const outcome = outcomes.next().value;
      if (kind === 'unreadable') return { requestId: item, reason: 'malformed' };
      return kind === 'error-after' ? error() : outcome;
    });
  }

  async #call({ point, work, fail, interfere }: Call): Promise<unknown> {
    const { call, kind } = this.#meet(point);
    const life = this.#invocation.getStore();
    if (kind === 'redeploy') this.#endAll();
    if (kind === 'crash-before' && life) this.#end(life);
    await this.#way(call, 'there', kind);
    if (life?.over) return gone();
    if (kind === 'error-before' || this.#isOut(point)) return fail();
    if (kind === 'refused' || kind === 'unreadable') return fail(kind);
    if (kind === 'error-then-effect') {
      this.#later(call, work);
      return fail();
    }
    if (kind === 'crash-between' && life) {
      await work(this.#chance(`between/${call}`));
      this.#end(life);
      return gone();
    }
    if (kind === 'conflict') await interfere?.();
    if (kind === 'repeated') await work();
    const result = await work();
    if (kind === 'crash-after' && life) this.#end(life);
    await this.#way(call, 'back', kind);
    if (life?.over) return gone();
    return kind === 'error-after' ? fail() : result;
  }

  /** The caller never hears of it, whatever becomes of it. */
  #later(call: number, work: () => Promise<unknown>): void {
    const late = this.#clock.sleep(this.#chance(`late/${call}`) * MAX_LATE_MS).then(() => work());
    late.catch(() => undefined);
  }

  async #way(call: number, leg: 'there' | 'back', kind: Kind | undefined): Promise<void> {
    if (this.healed) return;
    const isHere = this.#chance(`slow/${call}`) < 0.5 === (leg === 'there');
    const longest = (isHere && LONGEST_WAY_MS[kind ?? '']) || MAX_WAY_MS;
    await this.#clock.sleep(this.#chance(`${leg}/${call}`) * longest);
  }

  #isOut(point: string): boolean {
    if (!this.#outage) return false;
    const { from, until, service } = this.#outage;
    // The holds are in the same database as the ledger.
    if (!point.replace('holds.', 'store.').startsWith(service)) return false;
    return this.#clock.now() >= from && this.#clock.now() < until;
  }

  /** @returns the number of the call, and what goes wrong at it, if anything */
  #meet(point: string): { readonly call: number; readonly kind: Kind | undefined } {
    this.#calls += 1;
    const call = this.#calls;
    const kind = this.#decide(call, point);
    if (kind) this.injected.push({ call, point, kind });
    return { call, kind };
  }

  #decide(call: number, point: string): Kind | undefined {
    if (this.healed || (this.#only && !this.#only.has(call))) return undefined;
    if (this.#chance(`fault/${call}`) >= this.#share * (SELDOM[point] ?? 1)) return undefined;
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
    if (this.#lives.get(life.of) !== life) return;
    this.#lives.delete(life.of);
    this.#memories.get(life.of)?.forget();
  }

  #endAll(): void {
    for (const life of this.#lives.values()) this.#end(life);
  }

  #chance(what: string): number {
    return fractionOf(`${this.#seed}/${what}`);
  }
}

/** @returns whether an item of a set that meets this fault has no effect, or has it later */
function failsBefore(kind: Kind | undefined): boolean {
  return kind === 'error-before' || kind === 'error-then-effect' || kind === 'refused';
}

/** Writes what is there once more, as a concurrent writer would: its revision is another then. */
async function touch(store: JobStore, { requestId }: JobRecord): Promise<void> {
  const current = await store.get(requestId);
  if (current) await store.replace(current.record, current.revision);
}

/** A call to a process that has died is never answered. */
function gone(): Promise<never> {
  return new Promise(() => undefined);
}
