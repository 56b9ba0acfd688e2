/** Leads in, enriched leads out, in the same order, with a bounded number of them at work. */
import type { Clock } from '../shared/gateway/context.ts';
import type { GatewayClient, Job, Submitted } from './gateway-client.ts';
import { explainViolations, requestIdOf, toSubmission } from './lead-payload.ts';
import type { Lead } from './leads.ts';

export type Enriched =
  | { readonly kind: 'done'; readonly lead: Lead; readonly requestId: string; readonly job: Job; readonly known: boolean }
  | { readonly kind: 'skipped'; readonly lead: Lead; readonly requestId: string; readonly reason: string };

export interface EnrichOptions {
  readonly client: GatewayClient;
  readonly clock: Clock;
  readonly jobType: string;
  readonly header: readonly string[];
  /** Leads at work at once. */
  readonly concurrency: number;
  readonly maxPollMs: number;
  /** When it aborts, what is finished still comes out, and nothing else. */
  readonly signal: AbortSignal;
}

interface InFlight {
  readonly lead: Lead;
  readonly requestId: string;
  /** Whether the gateway had this very request before. */
  readonly known: boolean;
  result: Enriched | undefined;
}

const BATCH = 100;
/** Finished leads held back until those before them are finished. */
const MAX_HELD_BACK = 10_000;
const MIN_POLL_MS = 200;
/** The wait grows with how long nothing has happened: a share of that time. */
const POLL_SHARE = 0.2;

export async function* enrichLeads(leads: AsyncIterable<Lead>, options: EnrichOptions): AsyncGenerator<Enriched> {
  const source: LeadSource = { iterator: leads[Symbol.asyncIterator](), failure: undefined };
  const { clock, concurrency, signal, maxPollMs } = options;
  let inFlight: InFlight[] = [];
  let waiting: InFlight[] = [];
  let ended = false;
  let quietSince = clock.now();
  // A file that breaks off ends here like any other; what was taken from it is finished first.
  while (!signal.aborted) {
    while (!ended && !signal.aborted && waiting.length < concurrency && inFlight.length < MAX_HELD_BACK) {
      const chunk = await take(source, Math.min(BATCH, concurrency - waiting.length));
      ended = chunk.length === 0;
      const submitted = await submitChunk(chunk, options);
      inFlight.push(...submitted);
      waiting.push(...submitted.filter(({ result }) => result === undefined));
    }
    const open = inFlight.findIndex(({ result }) => result === undefined);
    const finished = open === -1 ? inFlight.length : open;
    for (const { result } of inFlight.slice(0, finished)) if (result) yield result;
    inFlight = inFlight.slice(finished);
    if (ended && inFlight.length === 0) break;
    await waitFor(clock, Math.min(maxPollMs, Math.max(MIN_POLL_MS, (clock.now() - quietSince) * POLL_SHARE)), signal);
    const still = await poll(waiting, options);
    if (still.length < waiting.length) quietSince = clock.now();
    waiting = still;
  }
  for (const { result } of inFlight) if (result) yield result;
  if (source.failure) throw source.failure;
}

interface LeadSource {
  readonly iterator: AsyncIterator<Lead>;
  failure: Error | undefined;
}

async function take(source: LeadSource, count: number): Promise<Lead[]> {
  const taken: Lead[] = [];
  try {
    while (taken.length < count) {
      const next = await source.iterator.next();
      if (next.done) break;
      taken.push(next.value);
    }
  } catch (error) {
    source.failure = error as Error;
  }
  return taken;
}

/** Submits a chunk in one call; what cannot be sent comes back with its result. */
async function submitChunk(chunk: readonly Lead[], { client, jobType, header }: EnrichOptions): Promise<InFlight[]> {
  const prepared = chunk.map((lead) => ({ lead, ...prepare(lead, header, jobType) }));
  const toSend = prepared.flatMap(({ submission }) => (submission ? [submission] : []));
  const answers = (toSend.length > 0 ? await client.submit(toSend) : [])[Symbol.iterator]();
  return prepared.map(({ lead, requestId, submission, problem }) => {
    const answer = submission ? answers.next().value : undefined;
    const reason = answer ? refusalOf(answer) : problem;
    const result: Enriched | undefined = reason === undefined ? undefined : { kind: 'skipped', lead, requestId, reason };
    return { lead, requestId, known: answer?.status === 200, result };
  });
}

function prepare(lead: Lead, header: readonly string[], jobType: string): { requestId: string; submission?: object; problem?: string } {
  if (lead.unreadable !== undefined) return { requestId: '', problem: lead.unreadable };
  const row = new Map(header.map((column, i) => [column, lead.cells[i] ?? '']));
  const made = toSubmission(row, jobType);
  if ('problem' in made) return { requestId: '', problem: made.problem };
  return { requestId: requestIdOf((row.get('id') ?? '').trim(), jobType), submission: made.submission };
}

/** @returns why the gateway did not take it; undefined when it did. */
function refusalOf({ status, errors, detail = `the gateway answered ${status}` }: Submitted): string | undefined {
  if (status < 300) return undefined;
  if (status === 409) return `id was used before with other values, in this file or in an earlier one. ${detail}`;
  return errors ? explainViolations(errors) : detail;
}

/** @returns those that are not finished yet */
async function poll(waiting: readonly InFlight[], { client }: EnrichOptions): Promise<InFlight[]> {
  for (let i = 0; i < waiting.length; i += 500) {
    const part = waiting.slice(i, i + 500);
    const jobs = await client.read(part.map(({ requestId }) => requestId));
    for (const [at, entry] of part.entries()) {
      const job = jobs[at];
      if (job?.final) entry.result = { kind: 'done', lead: entry.lead, requestId: entry.requestId, job, known: entry.known };
    }
  }
  return waiting.filter(({ result }) => result === undefined);
}

async function waitFor(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  let stop = () => undefined as void;
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
    signal.addEventListener('abort', stop, { once: true });
  });
  await Promise.race([clock.sleep(ms), aborted]);
  signal.removeEventListener('abort', stop);
}
