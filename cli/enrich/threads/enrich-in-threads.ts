/** Leads on several cores, embedded: each thread has a gateway and a repository of its own. */

import { hash32 } from '../../../shared/jobs/hash.ts';
import { MAX_HELD_BACK, type Waiting } from '../enrich-leads.ts';
import type { Enriched } from '../enriched-lead.ts';
import type { Lead } from '../leads.ts';
import { LeadThread } from './lead-thread.ts';

interface InThreadsOptions {
  readonly threads: number;
  /** Leads at work at once in each of them; as many as suit it when absent. */
  readonly concurrency?: number | undefined;
  /** When it aborts, what is finished still comes out, and nothing else. */
  readonly signal: AbortSignal;
  /** Told now and then of the leads that wait for their end. */
  readonly onWaiting: (waiting: Waiting) => void;
}

/**
 * Gives the same as `enrichLeads` with one embedded gateway, in the same order: all that happens to a lead
 * depends on its request alone, and leads that share a request ID share a thread. An embedded gateway forgets
 * a lead some time after its end: how many rows later that is, depends on the threads.
 * @throws the error that ended the leads, once all that were read before it have come out
 */
export async function* enrichInThreads(
  leads: AsyncIterable<Lead>,
  options: InThreadsOptions,
): AsyncGenerator<readonly Enriched[]> {
  const split = new SplitLeads(options);
  try {
    void split.read(leads);
    while (!split.hasEnded) {
      const finished = split.takeFinished();
      if (finished.length > 0) yield finished;
      else await split.change();
    }
    yield split.takeFinished();
    yield split.takeAllFinished();
  } finally {
    split.end();
  }
  if (split.failure !== undefined) throw split.failure;
}

/** Leads on their way through the threads. */
class SplitLeads {
  readonly #threads: readonly LeadThread[];
  readonly #signal: AbortSignal;
  readonly #onWaiting: InThreadsOptions['onWaiting'];
  /** Lines of the leads that have not come out yet, in the order of the list. */
  readonly #lines: number[] = [];
  /** By line. */
  readonly #finished = new Map<number, Enriched>();
  #changed = Promise.withResolvers<void>();
  failure: unknown;

  constructor({ threads, concurrency, signal, onWaiting }: InThreadsOptions) {
    this.#signal = signal;
    this.#onWaiting = onWaiting;
    const told = {
      finished: (leads: readonly Enriched[]) => this.#finish(leads),
      ended: (error?: unknown) => this.#fail(error),
    };
    this.#threads = Array.from({ length: threads }, () => new LeadThread({ concurrency }, told));
    signal.addEventListener('abort', () => this.#interrupt());
  }

  get hasEnded(): boolean {
    return this.#threads.every(({ hasEnded }) => hasEnded);
  }

  /** Hands the leads out, as fast as the threads take them. */
  async read(leads: AsyncIterable<Lead>): Promise<void> {
    try {
      for await (const lead of leads) {
        const thread = this.#threadOf(lead);
        while (this.#isFull(thread) && !this.#isBroken) await this.change();
        if (this.#isBroken) break;
        this.#lines.push(lead.row.line);
        thread.send(lead);
      }
    } catch (error) {
      this.failure ??= error;
    }
    for (const thread of this.#threads) thread.sendNoMore();
  }

  /** Resolves when leads are finished, and when a thread has ended. */
  change(): Promise<void> {
    return this.#changed.promise;
  }

  /** Those that are finished, up to the first that is not. */
  takeFinished(): Enriched[] {
    const open = this.#lines.findIndex((line) => !this.#finished.has(line));
    return this.#take(this.#lines.splice(0, open === -1 ? this.#lines.length : open));
  }

  takeAllFinished(): Enriched[] {
    return this.#take(this.#lines.splice(0));
  }

  /** Ends the threads, whatever they do. */
  end(): void {
    for (const thread of this.#threads) thread.end();
  }

  #threadOf({ submission }: Lead): LeadThread {
    const which = hash32(submission?.requestId ?? '') % this.#threads.length;
    const thread = this.#threads[which];
    if (!thread) throw new Error('There is a thread at least.');
    return thread;
  }

  /** Whether no more leads are wanted: while there are some to come, a thread ends by a failure alone. */
  get #isBroken(): boolean {
    return this.#signal.aborted || this.#threads.some(({ hasEnded }) => hasEnded);
  }

  /** Those that are finished wait for the file, and for those before them. */
  #isFull(thread: LeadThread): boolean {
    return thread.isFull || this.#finished.size >= MAX_HELD_BACK;
  }

  #take(lines: readonly number[]): Enriched[] {
    const taken = lines.flatMap((line) => {
      const finished = this.#finished.get(line);
      this.#finished.delete(line);
      return finished ?? [];
    });
    if (taken.length > 0) this.#change();
    return taken;
  }

  #finish(leads: readonly Enriched[]): void {
    for (const lead of leads) this.#finished.set(lead.row.line, lead);
    const waiting = this.#threads.reduce((sum, { atWork }) => sum + atWork, 0);
    this.#onWaiting({ leads: waiting, oldestMs: 0 });
    this.#change();
  }

  #fail(error: unknown): void {
    this.failure ??= error;
    this.#change();
  }

  #interrupt(): void {
    for (const thread of this.#threads) thread.interrupt();
    this.#change();
  }

  #change(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve();
  }
}
