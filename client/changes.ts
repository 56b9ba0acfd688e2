/** Following jobs as they change: the list of the newest, read again and again. */

import type { Caller } from './caller.ts';
import { JobList } from './job-list.ts';
import type { Job, JobFilter, JobPage } from './job-state.ts';
import type { CallOptions } from './options.ts';
import { unlessAborted } from './retries.ts';

export interface ChangesOptions extends CallOptions {
  /** How long (ms) to wait between two readings; 2,000 by default. */
  readonly everyMs?: number | undefined;
  /** Reads what the gateway sent; `JSON.parse` by default, which rounds numbers beyond 2^53. */
  readonly parse?: ((json: string) => unknown) | undefined;
}

const EVERY_MS = 2_000;
/** From now on, by the gateway's clock, which may be another than ours. */
const FROM_NOW = '1s';
/**
 * A change is in the list a little after its time: a gateway decides, and then writes; its instances have
 * clocks of their own. Each reading looks back a short way, and now and then as far as a write may take.
 */
const LOOK_BACK_MS = 5_000;
const FAR_LOOK_BACK_MS = 90_000;
const FAR_EVERY_MS = 30_000;
const PAGE_SIZE = 500;

/**
 * Each job of a filter whenever it has changed, the earliest change first, without end. Of several changes
 * between two readings the last one is given: none that lasts is missed, and none is given twice.
 * @param filter without `since` from now on; `until` has no meaning here
 * @throws as `Caller.call` does
 */
export async function* changes(
  caller: Caller,
  { since = FROM_NOW, until: _until, ...filter }: JobFilter,
  { everyMs = EVERY_MS, parse = JSON.parse, ...options }: ChangesOptions,
): AsyncGenerator<Job, void, undefined> {
  const given = new Given(caller.now);
  let from: string | Date = since;
  for (;;) {
    const fresh: Job[] = [];
    for await (const text of newest(caller, { ...filter, since: from }, options).pageTexts())
      fresh.push(...(parse(text) as JobPage).jobs.filter((job) => given.isNew(job)));
    yield* fresh.reverse();
    await unlessAborted(caller.sleep(everyMs, options.signal), options.signal);
    from = given.lookBack();
  }
}

function newest(caller: Caller, filter: JobFilter, options: CallOptions): JobList {
  return new JobList((pageToken) => {
    const query = { ...filter, orderBy: 'newest', pageSize: PAGE_SIZE, pageToken };
    return caller.call('listJobs', { query }, options);
  }, undefined);
}

/** The jobs that were given already, as they were then. */
class Given {
  readonly #now: () => number;
  readonly #states = new Map<string, { readonly state: string; readonly at: number }>();
  readonly #begun: number;
  /** By the gateway's clock, of the latest change. */
  #latest: number | undefined;
  #farAt: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#begun = now();
    this.#farAt = this.#begun + FAR_EVERY_MS;
  }

  isNew({ requestId, updatedAt, status, version, retriedBy, deliveredAt }: Job): boolean {
    const at = Date.parse(updatedAt);
    const state = [at, status, version, retriedBy, deliveredAt].join();
    if (this.#states.get(requestId)?.state === state) return false;
    this.#states.set(requestId, { state, at });
    this.#latest = Math.max(this.#latest ?? at, at);
    return true;
  }

  /** @returns from when on the next reading asks, and forgets what no later one will look back to */
  lookBack(): string | Date {
    const isFar = this.#now() >= this.#farAt;
    if (isFar) this.#farAt = this.#now() + FAR_EVERY_MS;
    const backMs = isFar ? FAR_LOOK_BACK_MS : LOOK_BACK_MS;
    if (this.#latest === undefined) return before(this.#now() - this.#begun + backMs);
    const forgotten = this.#latest - 2 * FAR_LOOK_BACK_MS;
    for (const [requestId, { at }] of this.#states) if (at < forgotten) this.#states.delete(requestId);
    return new Date(this.#latest - backMs);
  }
}

/** @returns so long before now, as the gateway reads it */
function before(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 86_400 ? `${seconds}s` : `${Math.ceil(seconds / 60)}m`;
}
