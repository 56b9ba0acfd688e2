/** Leads in, enriched leads out, in the same order, with a bounded number of them at work. */
import { GatewayUnreachable, type Job, type ModigieGateway, type SubmitResult } from '../../client/index.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { explainViolations, type LeadSubmission, toSubmission } from './lead-payload.ts';
import type { Lead } from './leads.ts';

/** A lead with what came of it; `requestId` is blank when the row could not be made into a request. */
export type Enriched =
  | {
      readonly kind: 'done';
      readonly lead: Lead;
      readonly requestId: string;
      /** The lineage's last attempt, which is final. */
      readonly job: Job;
      /** Whether the gateway had this very request before. */
      readonly known: boolean;
    }
  | { readonly kind: 'skipped'; readonly lead: Lead; readonly requestId: string; readonly reason: string };

export interface EnrichLeadsOptions {
  readonly client: ModigieGateway;
  readonly clock: Clock;
  readonly jobType: string;
  /** The names of the columns, in the order of a lead's cells. */
  readonly header: readonly string[];
  /** Leads at work at once. */
  readonly concurrency: number;
  /** The longest time (ms) between two questions after the same lead. */
  readonly maxPollMs: number;
  /** When it aborts, what is finished still comes out, and nothing else. */
  readonly signal: AbortSignal;
}

interface InFlight {
  readonly lead: Lead;
  readonly requestId: string;
  readonly known: boolean;
  /** When it was submitted, in epoch milliseconds. */
  readonly since: number;
  /** When to ask again, in epoch milliseconds. */
  askAt: number;
  result: Enriched | undefined;
}

/** Leads submitted in one call. */
const BATCH = 100;
/** Finished leads held back until those before them are finished. */
const MAX_HELD_BACK = 4_000;
const MIN_POLL_MS = 250;
/** A lead is asked after ever less often: next in this share of the time that it has taken so far. */
const POLL_SHARE = 0.5;
/** Leads asked after in one call: as many as the gateway takes. */
const MAX_READ = 500;

/**
 * Submits leads, follows them to their end, and gives them back in the order in which they came.
 * @throws GatewayError, GatewayUnreachable when the gateway no longer takes calls, once all that is finished
 * by then has come out
 * @throws the error that ended the leads, once all that were read before it have come out
 */
export async function* enrichLeads(
  leads: AsyncIterable<Lead>,
  options: EnrichLeadsOptions,
): AsyncGenerator<Enriched> {
  const window = new LeadWindow(leads, options);
  try {
    while (!options.signal.aborted && !window.done) {
      await window.fill();
      yield* window.takeFinished();
      await window.poll();
    }
  } catch (error) {
    // A token that ends, or a gateway that goes away: leads may be finished behind one that is not.
    window.failure = error;
  }
  yield* window.takeAllFinished();
  if (window.failure !== undefined) throw window.failure;
}

/** The leads at work: as many as may be, in the order of the file. */
class LeadWindow {
  readonly #source: AsyncIterator<Lead>;
  readonly #options: EnrichLeadsOptions;
  #inFlight: InFlight[] = [];
  #waiting: InFlight[] = [];
  #ended = false;
  failure: unknown;

  constructor(leads: AsyncIterable<Lead>, options: EnrichLeadsOptions) {
    this.#source = leads[Symbol.asyncIterator]();
    this.#options = options;
  }

  get done(): boolean {
    return this.#ended && this.#inFlight.length === 0;
  }

  async fill(): Promise<void> {
    const { concurrency, signal } = this.#options;
    while (
      !this.#ended &&
      !signal.aborted &&
      this.#waiting.length < concurrency &&
      this.#inFlight.length < MAX_HELD_BACK
    ) {
      const chunk = await this.#read(Math.min(BATCH, concurrency - this.#waiting.length));
      const submitted = await submitChunk(chunk, this.#options);
      this.#inFlight.push(...submitted);
      this.#waiting.push(...submitted.filter(({ result }) => result === undefined));
    }
  }

  /** Those that are finished, up to the first that is not. */
  *takeFinished(): Generator<Enriched> {
    const open = this.#inFlight.findIndex(({ result }) => result === undefined);
    const finished = this.#inFlight.splice(0, open === -1 ? this.#inFlight.length : open);
    for (const { result } of finished) if (result) yield result;
  }

  *takeAllFinished(): Generator<Enriched> {
    for (const { result } of this.#inFlight) if (result) yield result;
  }

  /** Waits until the first lead is to be asked after, and asks after those whose turn it is. */
  async poll(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const { clock, signal } = this.#options;
    const nextAt = this.#waiting.reduce(
      (earliest, { askAt }) => Math.min(earliest, askAt),
      Number.POSITIVE_INFINITY,
    );
    await sleepUnlessAborted(clock, Math.max(MIN_POLL_MS, nextAt - clock.now()), signal);
    const asked = this.#waiting.filter(({ askAt }) => askAt <= clock.now());
    for (let i = 0; i < asked.length; i += MAX_READ)
      await askAfter(asked.slice(i, i + MAX_READ), this.#options);
    this.#waiting = this.#waiting.filter(({ result }) => result === undefined);
  }

  /** A file that breaks off ends here like any other; its failure is kept for when the rest is finished. */
  async #read(count: number): Promise<Lead[]> {
    const taken: Lead[] = [];
    try {
      while (taken.length < count && !this.#ended) {
        const next = await this.#source.next();
        if (next.done) this.#ended = true;
        else taken.push(next.value);
      }
    } catch (error) {
      this.#ended = true;
      this.failure = error;
    }
    return taken;
  }
}

/** Submits a chunk in one call; what cannot be sent comes back with its result. */
async function submitChunk(
  chunk: readonly Lead[],
  { client, clock, jobType, header }: EnrichLeadsOptions,
): Promise<InFlight[]> {
  const prepared = chunk.map((lead) => ({ lead, ...prepare(lead, header, jobType) }));
  const toSend = prepared.flatMap(({ submission }) => (submission ? [submission] : []));
  const answers = (await submitAll(client, toSend)).values();
  return prepared.map(({ lead, submission, problem }) => {
    const answer = submission ? answers.next().value : undefined;
    const reason = answer ? refusalOf(answer) : problem;
    const requestId = submission?.requestId ?? '';
    const result: Enriched | undefined =
      reason === undefined ? undefined : { kind: 'skipped', lead, requestId, reason };
    return {
      lead,
      requestId,
      known: answer?.ok === true && answer.job.replayed,
      since: clock.now(),
      askAt: clock.now() + MIN_POLL_MS,
      result,
    };
  });
}

async function submitAll(
  { jobs }: ModigieGateway,
  submissions: readonly LeadSubmission[],
): Promise<SubmitResult[]> {
  const results: SubmitResult[] = [];
  for await (const result of jobs.submitMany(submissions)) results.push(result);
  return results;
}

function prepare(
  lead: Lead,
  header: readonly string[],
  jobType: string,
): { readonly submission?: LeadSubmission; readonly problem?: string } {
  if (lead.unreadable !== undefined) return { problem: lead.unreadable };
  return toSubmission(new Map(header.map((column, i) => [column, lead.cells[i] ?? ''])), jobType);
}

/**
 * @returns why the gateway did not take a lead; undefined when it did
 * @throws GatewayError, GatewayUnreachable when it is not about the lead
 */
function refusalOf(result: SubmitResult): string | undefined {
  if (result.ok) return undefined;
  const { error } = result;
  if (error instanceof GatewayUnreachable || !error.problem) throw error;
  if (error.is('request-id-reused'))
    return `id was used before with other values, in this file or in an earlier one. ${error.detail}`;
  return error.errors.length > 0 ? explainViolations(error.errors) : error.detail;
}

/** Asks after leads, and notes the results of those that have one. */
async function askAfter(
  asked: readonly InFlight[],
  { client, clock, maxPollMs }: EnrichLeadsOptions,
): Promise<void> {
  const requestIds = asked.map(({ requestId }) => requestId);
  const jobs = await client.jobs.getMany(requestIds, { finalOnly: true });
  for (const [at, entry] of asked.entries()) {
    const job = jobs[at];
    const { lead, requestId, known, since } = entry;
    if (job) entry.result = { kind: 'done', lead, requestId, job, known };
    else
      entry.askAt =
        clock.now() + Math.min(maxPollMs, Math.max(MIN_POLL_MS, (clock.now() - since) * POLL_SHARE));
  }
}

async function sleepUnlessAborted(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const woken = new AbortController();
  const aborted = new Promise((resolve) =>
    signal.addEventListener('abort', resolve, { once: true, signal: woken.signal }),
  );
  await Promise.race([clock.sleep(ms), aborted]);
  woken.abort();
}
