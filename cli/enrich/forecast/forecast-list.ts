/** Asks a gateway what would become of a list, part by part: nothing is sent. */
import type { Forecast, ModigieGateway } from '../../../client/index.ts';
import { LIMITS } from '../../../shared/api/limits.ts';
import type { LeadSubmission } from '../lead-payload.ts';
import { LeadSource } from '../lead-source.ts';
import type { Lead } from '../leads.ts';
import { RowPlaces } from '../row-places.ts';
import { SeenIds } from '../seen-ids.ts';
import { LeadSample } from './lead-sample.ts';
import { type AskedRow, ListForecast } from './list-forecast.ts';

export interface ForecastListOptions {
  readonly client: Pick<ModigieGateway, 'jobs'>;
  /** How many rows are asked about, for which the others stand; all when absent. */
  readonly sample?: number | undefined;
  readonly signal: AbortSignal;
}

interface Asked extends AskedRow {
  readonly submission: LeadSubmission;
  readonly bytes: number;
}

/** Calls that are under way at once. */
const AT_ONCE = 4;
/** Bytes of a call: what the gateway takes, and room for brackets and commas. */
const CALL_BYTES = LIMITS.batchBytes * 0.9;

/**
 * A list of any length is read once, and its request IDs alone are kept.
 * @throws GatewayError, GatewayUnreachable, the signal's reason, and as the leads do
 */
export async function forecastList(
  leads: AsyncIterable<Lead>,
  options: ForecastListOptions,
): Promise<ListForecast> {
  const { signal, sample } = options;
  const forecast = new ListForecast();
  const rows = new RowsOfList(forecast);
  const parts = new Parts(forecast, options);
  const asking = sample === undefined ? parts : new SampleOfRows(sample, { forecast, parts });
  const source = new LeadSource(leads, options);
  while (!source.ended) {
    signal.throwIfAborted();
    for (const lead of await source.take(LIMITS.batchItems, false)) {
      const asked = rows.askedOf(lead);
      if (asked) await asking.add(asked);
    }
  }
  if (source.failure !== undefined) throw source.failure;
  await asking.end();
  return forecast;
}

/** Tells rows that are the same, or that nothing is asked about, from those that a gateway has to judge. */
class RowsOfList {
  readonly #forecast: ListForecast;
  readonly #lines = new RowPlaces();
  readonly #contents = new SeenIds();

  constructor(forecast: ListForecast) {
    this.#forecast = forecast;
  }

  askedOf({ row: { line }, submission, duplicateOf, problem = '' }: Lead): Asked | undefined {
    this.#forecast.rows += 1;
    if (duplicateOf !== undefined) {
      this.#forecast.addDuplicate(line, this.#lines.startOf(duplicateOf.requestId) ?? line);
      return undefined;
    }
    if (submission === undefined) {
      this.#forecast.addInvalid(line, withoutValues(problem));
      return undefined;
    }
    const { requestId } = submission;
    const text = JSON.stringify(submission);
    const isNew = this.#contents.add(text);
    const before = this.#lines.startOf(requestId);
    if (before !== undefined) {
      if (isNew) this.#forecast.addReusedId(line, before);
      else this.#forecast.addDuplicate(line, before);
      return undefined;
    }
    this.#lines.add(requestId, line, false);
    const bytes = Buffer.byteLength(text);
    if (bytes <= LIMITS.submissionBytes) return { line, requestId, submission, bytes };
    this.#forecast.addTooLarge(line);
    return undefined;
  }
}

/** The parts of a list, asked about a few at once, and put together in their order. */
class Parts {
  readonly #forecast: ListForecast;
  readonly #options: ForecastListOptions;
  readonly #underWay: { readonly rows: readonly Asked[]; readonly answer: Promise<Forecast> }[] = [];
  #part: Asked[] = [];
  #bytes = 0;
  weight = 1;

  constructor(forecast: ListForecast, options: ForecastListOptions) {
    this.#forecast = forecast;
    this.#options = options;
  }

  async add(asked: Asked): Promise<void> {
    if (this.#part.length === LIMITS.batchItems || this.#bytes + asked.bytes + 1 > CALL_BYTES)
      await this.#ask();
    this.#part.push(asked);
    this.#bytes += asked.bytes + 1;
  }

  async end(): Promise<void> {
    if (this.#part.length > 0) await this.#ask();
    while (this.#underWay.length > 0) await this.#take();
  }

  async #ask(): Promise<void> {
    const { client, signal } = this.#options;
    const rows = this.#part;
    this.#part = [];
    this.#bytes = 0;
    const answer = client.jobs.forecast(
      rows.map(({ submission }) => submission),
      { signal },
    );
    // It is awaited in its turn, which comes after a failure of one before it.
    answer.catch(() => undefined);
    this.#underWay.push({ rows, answer });
    if (this.#underWay.length === AT_ONCE) await this.#take();
  }

  async #take(): Promise<void> {
    const first = this.#underWay.shift();
    if (first) this.#forecast.add(first.rows, await first.answer, this.weight);
  }
}

/** Asks about some of the rows, once all are read. */
class SampleOfRows {
  readonly #sample: LeadSample<Asked>;
  readonly #forecast: ListForecast;
  readonly #parts: Parts;

  constructor(size: number, { forecast, parts }: { readonly forecast: ListForecast; readonly parts: Parts }) {
    this.#sample = new LeadSample(size);
    this.#forecast = forecast;
    this.#parts = parts;
  }

  async add(asked: Asked): Promise<void> {
    this.#sample.offer(asked.requestId, asked);
  }

  async end(): Promise<void> {
    const chosen = this.#sample.chosen();
    const { weight, offered } = this.#sample;
    if (chosen.length < offered) this.#forecast.sample = { rows: chosen.length, of: offered };
    this.#parts.weight = weight;
    for (const asked of chosen) await this.#parts.add(asked);
    await this.#parts.end();
  }
}

/** The cells beyond a header are values, and stand in no forecast. */
export function withoutValues(problem: string): string {
  const from = problem.indexOf('; beyond it: ');
  const to = problem.lastIndexOf('. A cell with');
  return from === -1 || to < from ? problem : problem.slice(0, from) + problem.slice(to);
}
