/** Following jobs as they change: the list of the newest, read again and again. */

import { GatewayError } from './call-errors.ts';
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
  /**
   * Told with which `since` another following misses nothing: after each reading, and after each job that was
   * taken. It is 90 s before the latest of these, or where this following began if that is later: jobs that
   * changed in between are given again.
   */
  readonly onCheckpoint?: ((since: string) => void) | undefined;
}

const EVERY_MS = 2_000;
/** From now on, by the gateway's clock, which may be another than ours. */
const FROM_NOW = '0s';
/**
 * A change is in the list a little after its time: a gateway decides, and then writes; its instances have
 * clocks of their own. Each reading looks back a short way behind the one before, and now and then as far
 * behind the last such one as a write may take; never to before the following began.
 */
const LOOK_BACK_MS = 5_000;
const FAR_LOOK_BACK_MS = 90_000;
const FAR_EVERY_MS = 30_000;
const PAGE_SIZE = 500;

/**
 * Each job of a filter whenever it has changed, the earliest change first, without end. Of several changes
 * between two readings the last one is given: none that lasts is missed, none is given twice, and none that
 * was before `since`.
 * @param filter without `since` from now on; `until` has no meaning here
 * @throws as `Caller.call` does, and GatewayError `older-gateway`
 */
export async function* changes(
  caller: Caller,
  { since = FROM_NOW, until: _until, ...filter }: JobFilter,
  { everyMs = EVERY_MS, parse = JSON.parse, onCheckpoint, ...options }: ChangesOptions,
): AsyncGenerator<Job, void, undefined> {
  const following = new Following(caller);
  let from: string | Date = since;
  for (;;) {
    const fresh: Job[] = [];
    for await (const text of newest(caller, { ...filter, since: from }, options).pageTexts())
      fresh.push(...following.newOn(parse(text) as JobPage));
    onCheckpoint?.(following.checkpoint);
    for (const job of fresh.reverse()) {
      yield job;
      following.wasTaken(job);
      onCheckpoint?.(following.checkpoint);
    }
    await unlessAborted(caller.sleep(everyMs, options.signal), options.signal);
    from = following.lookBack();
  }
}

function newest(caller: Caller, filter: JobFilter, options: CallOptions): JobList {
  return new JobList((pageToken) => {
    const query = { ...filter, orderBy: 'newest', pageSize: PAGE_SIZE, pageToken };
    return caller.call('listJobs', { query }, options);
  }, undefined);
}

/** How far a following is. All times are epoch milliseconds by the gateway's clock, but for `#farAt`. */
class Following {
  readonly #caller: Caller;
  /** The jobs that were given already, as they were then. */
  readonly #states = new Map<string, { readonly state: string; readonly at: number }>();
  /** When it began, as the first page says: only the gateway knows what `2h` means. */
  #begun: number | undefined;
  /** Of the latest change. */
  #latest = Number.NEGATIVE_INFINITY;
  /** Of the latest change before the last far look back. */
  #latestBeforeFar: number | undefined;
  #farAt: number;
  #checkpoint = Number.NEGATIVE_INFINITY;

  constructor(caller: Caller) {
    this.#caller = caller;
    this.#farAt = caller.now() + FAR_EVERY_MS;
  }

  get checkpoint(): string {
    return this.#since(this.#checkpoint).toISOString();
  }

  /** @returns the jobs of a page that were not given yet as they are now. @throws GatewayError */
  newOn({ jobs, since }: JobPage): Job[] {
    this.#begun ??= this.#instantOf(since);
    return jobs.filter((job) => this.#isNew(job));
  }

  wasTaken({ updatedAt }: Job): void {
    this.#checkpoint = Math.max(this.#checkpoint, Date.parse(updatedAt) - FAR_LOOK_BACK_MS);
  }

  /** @returns from when on the next reading asks, and forgets what no later one will look back to */
  lookBack(): Date {
    this.#latestBeforeFar ??= this.#latest;
    if (this.#caller.now() < this.#farAt) return this.#since(this.#latest - LOOK_BACK_MS);
    const from = this.#latestBeforeFar - FAR_LOOK_BACK_MS;
    this.#farAt = this.#caller.now() + FAR_EVERY_MS;
    this.#latestBeforeFar = this.#latest;
    for (const [requestId, { at }] of this.#states) if (at < from) this.#states.delete(requestId);
    return this.#since(from);
  }

  #isNew({ requestId, updatedAt, status, version, retriedBy, deliveredAt }: Job): boolean {
    const at = Date.parse(updatedAt);
    const state = [at, status, version, retriedBy, deliveredAt].join();
    if (this.#states.get(requestId)?.state === state) return false;
    this.#states.set(requestId, { state, at });
    this.#latest = Math.max(this.#latest, at);
    return true;
  }

  /** @returns the instant, or that of the beginning where it is before that */
  #since(at: number): Date {
    return new Date(Math.max(this.#begun ?? 0, at));
  }

  #instantOf(since: string | undefined): number {
    if (since !== undefined) return Date.parse(since);
    throw new GatewayError({
      ...this.#caller.called('listJobs'),
      status: 200,
      type: 'older-gateway',
      title: 'The gateway is older than its client',
      detail:
        'Its lists do not say what since means: deploy the version of this client, or list jobs instead.',
    });
  }
}
