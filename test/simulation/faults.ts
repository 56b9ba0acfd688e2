/** Where the world may misbehave: every call to store and publisher. Each decision follows from the seed and its number. */
import type { GatewayContext } from '../../shared/gateway/context.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import { type JobStore, PublishError, type Publisher, StoreUnavailableError } from '../../shared/jobs/ports.ts';

export const KINDS = ['crash-before', 'crash-after', 'error-before', 'error-after', 'latency', 'conflict'] as const;
export type Kind = (typeof KINDS)[number];

/** Every point, with the kinds that can happen there. */
export const POINTS: Readonly<Record<string, readonly Kind[]>> = {
  'store.create': ['crash-before', 'crash-after', 'error-before', 'error-after', 'latency'],
  'store.replace': ['crash-before', 'crash-after', 'error-before', 'error-after', 'latency', 'conflict'],
  'store.get': ['crash-before', 'error-before', 'latency'],
  'store.getMany': ['crash-before', 'error-before', 'latency'],
  'store.due': ['crash-before', 'error-before', 'latency'],
  'store.findByMessageId': ['crash-before', 'error-before', 'latency'],
  'publisher.publish': ['crash-before', 'crash-after', 'error-before', 'error-after', 'latency'],
};

export interface Fault {
  /** The number of the call, from the beginning of the world. */
  readonly call: number;
  readonly point: string;
  readonly kind: Kind;
}

const MAX_LATENCY_MS = 90_000;

export class Faults {
  readonly injected: Fault[] = [];
  readonly #seed: string;
  readonly #share: number;
  readonly #only: ReadonlySet<number> | undefined;
  #calls = 0;
  /** Once the world heals nothing goes wrong any more: then everything has to come to rest. */
  healed = false;

  /** @param share of calls that go wrong @param only the calls that may: to replay, and to find the fewest that still fail */
  constructor(seed: string, share: number, only?: ReadonlySet<number>) {
    this.#seed = seed;
    this.#share = share;
    this.#only = only;
  }

  intercept(context: GatewayContext): GatewayContext {
    const publisher = this.#guard<Publisher>(context, context.own, 'publisher', () => new PublishError('unavailable', 'simulated'));
    const store = this.#guard<JobStore>(context, context.store, 'store', () => new StoreUnavailableError());
    return { ...context, store, own: publisher, requests: publisher };
  }

  #guard<T extends object>(context: GatewayContext, target: T, prefix: string, error: () => Error): T {
    return new Proxy(target, {
      get: (inner, name) => {
        const method = Reflect.get(inner, name, inner);
        const point = `${prefix}.${String(name)}`;
        if (typeof method !== 'function' || !(point in POINTS)) return method;
        return (...args: unknown[]) => this.#call(context, point, error, () => method.apply(inner, args));
      },
    });
  }

  async #call(context: GatewayContext, point: string, error: () => Error, work: () => Promise<unknown>): Promise<unknown> {
    this.#calls += 1;
    const call = this.#calls;
    const kind = this.#decide(call, point);
    if (!kind) return work();
    this.injected.push({ call, point, kind });
    if (kind === 'conflict') return 'conflict';
    if (kind === 'latency') await context.clock.sleep(fractionOf(`${this.#seed}/latency/${call}`) * MAX_LATENCY_MS);
    if (kind === 'crash-before') return gone();
    if (kind === 'error-before') throw error();
    const result = await work();
    if (kind === 'crash-after') return gone();
    if (kind === 'error-after') throw error();
    return result;
  }

  #decide(call: number, point: string): Kind | undefined {
    if (this.healed || (this.#only && !this.#only.has(call))) return undefined;
    if (fractionOf(`${this.#seed}/fault/${call}`) >= this.#share) return undefined;
    const kinds = POINTS[point] ?? [];
    return kinds[Math.floor(fractionOf(`${this.#seed}/kind/${call}`) * kinds.length)];
  }
}

/** A process that has died goes on nowhere: whoever waits for it runs into a deadline. */
function gone(): Promise<never> {
  return new Promise(() => undefined);
}
