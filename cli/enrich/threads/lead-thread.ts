import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { MAX_HELD_BACK } from '../enrich-leads.ts';
import type { Enriched } from '../enriched-lead.ts';
import type { Lead } from '../leads.ts';

/** Objects on their way between threads: copied one by one, they would take several times as long. */
type AsJson = string;

/** A word to a thread: leads to be enriched, that there are no more, or that it is to stop. */
export type ToThread = { readonly leads: AsJson } | 'no-more' | 'interrupt';

/** All that a thread is told beforehand. */
export interface ThreadData {
  /** Leads at work at once; as many as suit an embedded gateway when absent. */
  readonly concurrency?: number | undefined;
}

/** A word from a thread. */
export interface FromThread {
  /** Of `Enriched`, a list. */
  readonly finished: AsJson;
  /** Leads that were sent and have not ended. */
  readonly atWork: number;
}

export interface Told {
  readonly finished: (leads: readonly Enriched[]) => void;
  /** @param error the one that ended it; absent when it has done its work */
  readonly ended: (error?: unknown) => void;
}

/** Leads of one message. */
const LEADS_AT_ONCE = 50;
/** Leads that a thread has at most: as many as it can hold back for one that takes a month. */
const LEADS_OF_A_THREAD = MAX_HELD_BACK;
/** Memory of a thread in MiB, as package.json has it for the process. */
const LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 24 };

/** A thread that enriches leads; its code is enrich-thread.ts. */
export class LeadThread {
  readonly #worker: Worker;
  #unsent: Lead[] = [];
  #leads = 0;
  #atWork = 0;
  #hasEnded = false;

  constructor(workerData: ThreadData, { finished, ended }: Told) {
    const code = new URL('./enrich-thread.ts', import.meta.url);
    this.#worker = new Worker(code, { workerData, resourceLimits: LIMITS, env: threadEnv() });
    let failure: unknown;
    this.#worker.on('message', (told: FromThread) => {
      const leads: readonly Enriched[] = JSON.parse(told.finished);
      this.#leads -= leads.length;
      this.#atWork = told.atWork;
      finished(leads);
    });
    this.#worker.once('error', (error) => {
      failure = error;
    });
    this.#worker.once('exit', () => {
      this.#hasEnded = true;
      ended(failure);
    });
  }

  /** Whether it has as many leads as it takes. */
  get isFull(): boolean {
    return this.#leads >= LEADS_OF_A_THREAD;
  }

  /** Leads that it has sent and that have not ended. */
  get atWork(): number {
    return this.#atWork;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  send(lead: Lead): void {
    this.#leads += 1;
    if (this.#unsent.length === 0) setImmediate(() => this.#flush());
    this.#unsent.push(lead);
    if (this.#unsent.length >= LEADS_AT_ONCE) this.#flush();
  }

  #flush(): void {
    if (this.#unsent.length > 0) this.#tell({ leads: JSON.stringify(this.#unsent) });
    this.#unsent = [];
  }

  /** It ends once its leads have ended. */
  sendNoMore(): void {
    this.#flush();
    this.#tell('no-more');
  }

  /** It gives what is finished, and ends. */
  interrupt(): void {
    this.#tell('interrupt');
  }

  end(): void {
    void this.#worker.terminate();
  }

  #tell(word: ToThread): void {
    this.#worker.postMessage(word);
  }
}

/** A thread looks for code that was compiled where the process does, but only if it is told. */
function threadEnv(): NodeJS.ProcessEnv {
  const ofThisVersion = getCompileCacheDir();
  return { ...process.env, ...(ofThisVersion && { NODE_COMPILE_CACHE: dirname(ofThisVersion) }) };
}
