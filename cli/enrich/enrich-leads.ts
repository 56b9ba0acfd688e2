/** Leads in, enriched leads out, in the same order, with a bounded number of them at work. */
import type { ModigieGateway } from '../../client/index.ts';
import { unlessAborted } from '../../client/retries.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Enriched, InFlight } from './enriched-lead.ts';
import { LeadSource } from './lead-source.ts';
import type { Lead } from './leads.ts';
import { NOT_RETRYING, type Retrying } from './retrying.ts';
import { AT_NO_COST, submitChunk } from './submit-chunk.ts';

export interface EnrichLeadsOptions {
  readonly client: ModigieGateway;
  readonly clock: Clock;
  /** Leads at work at once. */
  readonly concurrency: number;
  readonly polls: Polls;
  /** Which leads that ended without a result are sent again, as their next attempt; none when absent. */
  readonly retrying?: Retrying | undefined;
  /** When it aborts, what is finished still comes out, and nothing else. */
  readonly signal: AbortSignal;
  /** How long (ms of the machine's time) leads that pause are waited for while others are at work. */
  readonly pauseMs?: number | undefined;
  /** Told now and then of the leads that wait for their end. */
  readonly onWaiting?: ((waiting: Waiting) => void) | undefined;
}

/** When a lead is asked after, in milliseconds. */
export interface Polls {
  /** The shortest time to the first question, and between two: leads that are due meanwhile are one. */
  readonly shortestMs: number;
  /** The longest time between two. */
  readonly longestMs: number;
}

export interface Waiting {
  readonly leads: number;
  /** How long (ms) the oldest of them waits. */
  readonly oldestMs: number;
}

/** Leads submitted in one call. */
const BATCH = 100;
/** Finished leads held back until those before them are finished. */
export const MAX_HELD_BACK = 4_000;
/** A lead is asked after ever less often: next in this share of the time that it has taken so far. */
const POLL_SHARE = 0.5;
/** How long (ms) a record may be beyond reading: for a deployment it is for minutes. */
const PATIENCE_MS = 10 * 60_000;
const UNREADABLE = 'the gateway cannot read the record of this lead, and has told its operator';
/** Leads asked after in one call: as many as the gateway takes. */
const MAX_READ = 500;

/**
 * Submits leads, follows them to their end, and gives them back in the order in which they came, as many at
 * a time as are finished.
 * @throws GatewayError, GatewayUnreachable when the gateway no longer takes calls, once all that is finished
 * by then has come out
 * @throws the error that ended the leads, once all that were read before it have come out
 */
export async function* enrichLeads(
  leads: AsyncIterable<Lead>,
  options: EnrichLeadsOptions,
): AsyncGenerator<readonly Enriched[]> {
  const window = new LeadWindow(leads, options);
  try {
    while (!options.signal.aborted && !window.done) {
      await window.fill();
      yield window.takeFinished();
      await window.poll();
    }
  } catch (error) {
    // A token that ends, or a gateway that goes away: leads may be finished behind one that is not.
    yield window.takeAllFinished();
    if (options.signal.aborted) return;
    throw error;
  }
  yield window.takeAllFinished();
  if (window.failure !== undefined) throw window.failure;
}

/** The leads at work: as many as may be, in the order of the file. */
class LeadWindow {
  readonly #source: LeadSource;
  readonly #options: EnrichLeadsOptions;
  #inFlight: InFlight[] = [];
  #waiting: InFlight[] = [];

  constructor(leads: AsyncIterable<Lead>, options: EnrichLeadsOptions) {
    this.#source = new LeadSource(leads, options);
    this.#options = options;
  }

  /** The error with which the list broke off. */
  get failure(): unknown {
    return this.#source.failure;
  }

  get done(): boolean {
    return this.#source.ended && this.#inFlight.length === 0;
  }

  /** Held leads stop no others that have room in their budgets. */
  get #atWork(): number {
    return this.#waiting.reduce((sum, { isHeld }) => sum + Number(!isHeld), 0);
  }

  async fill(): Promise<void> {
    const { concurrency, signal } = this.#options;
    while (
      !this.#source.ended &&
      !signal.aborted &&
      this.#atWork < concurrency &&
      this.#inFlight.length < MAX_HELD_BACK
    ) {
      const room = Math.min(BATCH, concurrency - this.#atWork);
      const chunk = await this.#source.take(room, this.#inFlight.length > 0);
      if (chunk.length === 0) return;
      const submitted = await submitChunk(chunk, this.#options);
      await this.#askAfterKnown(submitted);
      this.#inFlight.push(...submitted);
      this.#waiting.push(...submitted.filter(({ result }) => result === undefined));
      this.#tell();
    }
  }

  /** A lead that ended before is read at once: at its first poll a gateway in memory may know it no more. */
  async #askAfterKnown(submitted: readonly InFlight[]): Promise<void> {
    const ended = submitted.filter(({ result, since, askAt }) => result === undefined && askAt <= since);
    if (ended.length > 0) await askAfter(ended, this.#options);
  }

  /** Those that are finished, up to the first that is not. */
  takeFinished(): Enriched[] {
    const open = this.#inFlight.findIndex(({ result }) => result === undefined);
    return resultsOf(this.#inFlight.splice(0, open === -1 ? this.#inFlight.length : open));
  }

  takeAllFinished(): Enriched[] {
    return resultsOf(this.#inFlight);
  }

  /** Waits until the first lead is to be asked after, and asks after those whose turn it is. */
  async poll(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const { clock, polls, signal } = this.#options;
    const nextAt = this.#waiting.reduce(
      (earliest, { askAt }) => Math.min(earliest, askAt),
      Number.POSITIVE_INFINITY,
    );
    await unlessAborted(clock.sleep(Math.max(polls.shortestMs, nextAt - clock.now())), signal);
    const asked = this.#waiting.filter(({ askAt }) => askAt <= clock.now());
    for (let i = 0; i < asked.length; i += MAX_READ)
      await askAfter(asked.slice(i, i + MAX_READ), this.#options);
    this.#waiting = this.#waiting.filter(({ result }) => result === undefined);
    this.#tell();
  }

  #tell(): void {
    const { clock, onWaiting } = this.#options;
    const oldest = this.#waiting.reduce(
      (since, lead) => Math.min(since, lead.since),
      Number.POSITIVE_INFINITY,
    );
    onWaiting?.({ leads: this.#waiting.length, oldestMs: Math.max(0, clock.now() - oldest) });
  }
}

function resultsOf(leads: readonly InFlight[]): Enriched[] {
  return leads.flatMap(({ result }) => result ?? []);
}

/** Asks after leads, and notes the results of those that have one. */
async function askAfter(
  asked: readonly InFlight[],
  { client, clock, polls, signal, retrying = NOT_RETRYING }: EnrichLeadsOptions,
): Promise<void> {
  const requestIds = asked.map(({ requestId }) => requestId);
  const unreadable = new Set<string>();
  const onUnreadable = (requestId: string) => void unreadable.add(requestId);
  const jobs = await client.jobs.getMany(requestIds, { finalOnly: true, onUnreadable, signal });
  for (const [at, entry] of asked.entries()) {
    const job = jobs[at];
    const { row, id, requestId, tidied, duplicateOf, known, since } = entry;
    const taken = { row, id, requestId, tidied, duplicateOf };
    const waitedMs = clock.now() - since;
    if (job) entry.result = { ...taken, kind: 'done', job, known };
    else if (unreadable.has(requestId) && waitedMs > PATIENCE_MS)
      entry.result = {
        ...taken,
        kind: 'open',
        reason: `${UNREADABLE}: give ${retrying.again} later, ${AT_NO_COST}`,
      };
    else
      entry.askAt =
        clock.now() + Math.min(polls.longestMs, Math.max(polls.shortestMs, waitedMs * POLL_SHARE));
  }
}
