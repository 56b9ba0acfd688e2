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
import { PublishError, StoreUnavailableError } from '../../shared/ports/errors.ts';
import type { JobStore } from '../../shared/ports/job-store.ts';
import type { Publisher } from '../../shared/ports/publisher.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import type { Budget } from '../../shared/use-cases/submit/budget.ts';

/**
 * `crash-…` ends the process of one function with all that it had under way, `redeploy` those of all;
 * `error-…` says that the call failed, before or after it took effect; `refused` that it failed for good;
 * `conflict` is a concurrent writer who comes first.
 */
const KINDS = [
  'crash-before',
  'crash-after',
  'error-before',
  'error-after',
  'latency',
  'conflict',
  'refused',
  'redeploy',
] as const;
export type Kind = (typeof KINDS)[number];

const READING: readonly Kind[] = ['crash-before', 'error-before', 'latency', 'redeploy'];
const EFFECTFUL: readonly Kind[] = [
  'crash-before',
  'crash-after',
  'error-before',
  'error-after',
  'latency',
  'redeploy',
];

/** Every point, with the kinds that can happen there. */
export const POINTS: Readonly<Record<string, readonly Kind[]>> = {
  'store.create': EFFECTFUL,
  'store.replace': [...EFFECTFUL, 'conflict'],
  'store.get': READING,
  'store.getMany': READING,
  'store.due': READING,
  'store.findByMessageId': READING,
  'application.publish': [...EFFECTFUL, 'refused'],
  'gateway.publish': EFFECTFUL,
  'budget.take': EFFECTFUL,
  'budget.giveBack': EFFECTFUL,
  acknowledge: ['crash-before', 'error-before', 'latency', 'redeploy'],
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

interface Call {
  readonly point: string;
  readonly work: () => Promise<unknown>;
  /** The error as the caller sees it, one that passes unless it is a refusal. */
  readonly fail: (kind?: 'refused') => unknown;
  /** The write of a concurrent writer. */
  readonly interfere?: () => Promise<unknown>;
}

const MAX_LATENCY_MS = 90_000;
/** An ordinary way there, or back: long enough for calls to overtake each other. */
const MAX_WAY_MS = 20;

interface FaultOptions {
  readonly seed: string;
  /** The share of calls that go wrong. */
  readonly share: number;
  /** The calls that may go wrong: to replay a world, and to find the fewest that still fail. */
  readonly only?: ReadonlySet<number> | undefined;
}

export class Faults implements Interceptor {
  readonly injected: Fault[] = [];
  readonly #clock: Clock;
  readonly #seed: string;
  readonly #share: number;
  readonly #only: ReadonlySet<number> | undefined;
  readonly #lives = new Map<FunctionName, Life>();
  readonly #invocation = new AsyncLocalStorage<Life>();
  #calls = 0;
  /** Once the world heals nothing goes wrong any more: then everything has to come to rest. */
  healed = false;

  constructor(clock: Clock, { seed, share, only }: FaultOptions) {
    this.#clock = clock;
    this.#seed = seed;
    this.#share = share;
    this.#only = only;
  }

  context(context: GatewayContext): GatewayContext {
    const { clock } = context;
    const fails = (kind: 'refused' | 'unavailable' = 'unavailable') => new PublishError(kind, 'simulated');
    const store = this.#guard<JobStore>('store', context.store, () => new StoreUnavailableError());
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

  #guard<T extends object>(prefix: string, target: T, error: (kind?: 'refused') => Error): T {
    const fail = (kind?: 'refused') => {
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
    if (kind === 'error-before') return fail();
    if (kind === 'refused') return fail(kind);
    if (kind === 'conflict') await interfere?.();
    const result = await work();
    if (kind === 'crash-after' && life) this.#end(life);
    await this.#way(call, 'back', kind);
    if (life?.over) return gone();
    return kind === 'error-after' ? fail() : result;
  }

  async #way(call: number, leg: 'there' | 'back', kind: Kind | undefined): Promise<void> {
    if (this.healed) return;
    const slow = kind === 'latency' && this.#chance(`slow/${call}`) < 0.5 === (leg === 'there');
    await this.#clock.sleep(this.#chance(`${leg}/${call}`) * (slow ? MAX_LATENCY_MS : MAX_WAY_MS));
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
