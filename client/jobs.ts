/** The calls about jobs: `gateway.jobs`. */

import { LIMITS } from '../shared/api/limits.ts';
import { inBatches, type Prepared, prepare, type SubmitResult, submitBatch } from './batches.ts';
import type { Caller } from './caller.ts';
import type { Digested } from './digest-state.ts';
import type { Forecast } from './forecast-state.ts';
import type { Submission } from './job-input.ts';
import { JobList } from './job-list.ts';
import type { CountFilter, Counts, Explanation, Job, JobFilter, SubmittedJob } from './job-state.ts';
import type { CallOptions } from './options.ts';
import type { Paging } from './page-by-page.ts';
import { type WaitOptions, waitForFinal } from './wait.ts';

export interface SubmitManyOptions extends CallOptions {
  /** How many are sent at once, 500 at most; fewer give results sooner when submissions come slowly. */
  readonly batchSize?: number | undefined;
}

export interface ListOptions extends JobFilter, Paging {
  /**
   * `name`, the default: an order that lasts, each attempt once, whatever changes meanwhile. `newest`: what
   * changed last comes first.
   */
  readonly orderBy?: 'name' | 'newest' | undefined;
  /** `brief` gives jobs without what Modigie knows of the person: `job` is null. Else `full`. */
  readonly view?: 'full' | 'brief' | undefined;
}

export interface GetOptions extends CallOptions {
  /**
   * Whole seconds, 50 at most, that the gateway waits for the job to be final before it answers; without it,
   * it answers at once. The client's `timeoutMs` has to be longer.
   */
  readonly waitSeconds?: number | undefined;
  /** `brief` gives the job without what Modigie knows of the person: `job` is null. Else `full`. */
  readonly view?: 'full' | 'brief' | undefined;
}

export interface RetryOptions extends CallOptions {
  /** Why, in your own words; 500 characters at most. The audit keeps it for good: no personal data. */
  readonly reason?: string | undefined;
}

export interface GetManyOptions extends CallOptions {
  /** Gives null for a job that something more will happen to: cheap to ask often. */
  readonly finalOnly?: boolean | undefined;
  /** `brief` gives jobs without what Modigie knows of the person: `job` is null. Else `full`. */
  readonly view?: 'full' | 'brief' | undefined;
  /** Told of each ID whose record the gateway cannot read at the moment; its job is there all the same. */
  readonly onUnreadable?: ((requestId: string) => void) | undefined;
}

/**
 * Jobs of one gateway. Every call rejects with a `GatewayError` when it is refused, with a
 * `GatewayUnreachable` when no answer comes, and with the reason of its signal.
 * @example
 * const { requestId } = await gateway.jobs.submit({ jobType: 'enrichMobile', payload });
 * const job = await gateway.jobs.wait(requestId, { timeoutMs: 300_000 });
 */
export class Jobs {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Submits one job. It is requested once, however often it had to be sent. */
  async submit(submission: Submission, options?: CallOptions): Promise<SubmittedJob> {
    const prepared = prepare(submission);
    const input = { requestId: prepared.requestId, body: written(prepared) };
    const { value, status } = await this.#caller.call('submitJob', input, options);
    return { ...value, replayed: status === 200 };
  }

  /**
   * Submits any number of jobs, in batches, and gives one result for each, in order. A submission that is
   * refused, or could not be sent, is a result with its error, and does not stop the others. Throws when the
   * gateway refuses the caller or is not there (401, 403, 404, 405, a page, a redirect), the signal's reason,
   * and as `submissions` and `auth` do.
   */
  async *submitMany(
    submissions: AsyncIterable<Submission> | Iterable<Submission>,
    { batchSize = LIMITS.batchItems, ...options }: SubmitManyOptions = {},
  ): AsyncGenerator<SubmitResult, void, undefined> {
    const size = Math.max(1, Math.min(batchSize, LIMITS.batchItems));
    for await (const batch of inBatches(submissions, size))
      yield* await submitBatch(this.#caller, batch, options);
  }

  /**
   * Tells what would become of up to 500 submissions, and what they would cost. Nothing is sent, and nothing
   * is written.
   * @example
   * const { summary } = await gateway.jobs.forecast(leads);
   * console.log(`${summary.leads} leads, ${summary.charges.low} to ${summary.charges.high} charges`);
   */
  async forecast(submissions: Iterable<Submission>, options?: CallOptions): Promise<Forecast> {
    const texts = [...submissions].map((submission) => written(prepare(submission)));
    const body = `[${texts.join(',')}]`;
    return (await this.#caller.call('forecastJobs', { body }, options)).value;
  }

  /** A lead's state: the first request ID answers for all its attempts, that of a later one for itself. */
  async get(requestId: string, { waitSeconds, view, ...options }: GetOptions = {}): Promise<Job> {
    const query = { wait: waitSeconds === undefined ? undefined : `${waitSeconds}s`, view };
    return (await this.#caller.call('getJob', { requestId, query }, options)).value;
  }

  /**
   * The same as JSON text, exactly as the gateway sent it: JavaScript rounds numbers beyond 2^53 when it
   * reads them, and Modigie may send some.
   */
  async getText(requestId: string, options?: CallOptions): Promise<string> {
    return (await this.#caller.call('getJob', { requestId }, options)).text;
  }

  /**
   * A lead in sentences: what happened, what is due next and when, what would change it. The first request ID
   * is explained with all its attempts, that of a later one alone.
   */
  async explain(requestId: string, options?: CallOptions): Promise<Explanation> {
    return (await this.#caller.call('explainJob', { requestId }, options)).value;
  }

  /**
   * The digest of a completed lead: facts, decisions about fields of a CRM, each with its reason, and
   * patches. The first request ID of a lead answers for all its attempts.
   */
  async digest(requestId: string, options?: CallOptions): Promise<Digested> {
    return (await this.#caller.call('digestJob', { requestId }, options)).value;
  }

  /**
   * Any number of jobs by their IDs, in order; null for an unknown one, and for one whose record the gateway
   * cannot read at the moment. Those that one answer has no room for are asked for again.
   */
  async getMany(
    requestIds: Iterable<string>,
    { finalOnly = false, view, onUnreadable, ...options }: GetManyOptions = {},
  ): Promise<(Job | null)[]> {
    const ids = [...requestIds];
    const found = new Map<string, Job | null>();
    let open = [...new Set(ids)];
    while (open.length > 0) {
      const asked = open.slice(0, LIMITS.requestIds);
      const body = JSON.stringify({ requestIds: asked, finalOnly, view });
      const { value } = await this.#caller.call('batchGetJobs', { body }, options);
      const { jobs, leftOut = [], unreadable = [] } = value;
      for (const id of unreadable) onUnreadable?.(id);
      for (const [i, id] of asked.entries()) found.set(id, jobs[i] ?? null);
      // An answer has room for one job at least: the calls end.
      const again = new Set(leftOut.slice(0, asked.length - 1));
      open = [...asked.filter((id) => again.has(id)), ...open.slice(LIMITS.requestIds)];
    }
    return ids.map((id) => found.get(id) ?? null);
  }

  /**
   * All attempts that match, by name or newest first; read page by page as they are iterated.
   * @example
   * const since = '2h';
   * for await (const job of gateway.jobs.list({ status: ['failed', 'canceled'], since, orderBy: 'newest' }))
   *   console.log(job.requestId, job.cause);
   */
  list({ pageToken, ...filter }: ListOptions = {}, options?: CallOptions): JobList {
    return new JobList((token) => {
      const query = { ...filter, pageToken: token };
      return this.#caller.call('listJobs', { query }, options);
    }, pageToken);
  }

  /** How many attempts match, by status, and when they were counted: the gateway does so now and then. */
  async count(filter: CountFilter = {}, options?: CallOptions): Promise<Counts> {
    const { status, jobType, tag, since, until } = filter;
    const query = { status, jobType, tag, since, until };
    return (await this.#caller.call('countJobs', { query }, options)).value;
  }

  /** Reads a job, ever less often, until it is final. Rejects with a `WaitTimeout` when it takes too long. */
  wait(requestId: string, options: WaitOptions = {}): Promise<Job> {
    return waitForFinal(this.#caller, requestId, options);
  }

  /**
   * Sends a job again that failed or was canceled, under a new ID. Asked again, it gives the same successor.
   * The gateway's audit says who asked, and why.
   * @returns the successor
   */
  async retry(requestId: string, { reason, ...options }: RetryOptions = {}): Promise<Job> {
    const body = reason === undefined ? undefined : JSON.stringify({ reason });
    return (await this.#caller.call('retryJob', { requestId, body }, options)).value;
  }
}

/** @throws GatewayError for what cannot be written as JSON */
function written({ text }: Prepared): string {
  if (typeof text !== 'string') throw text;
  return text;
}
