/** A company that hands in leads in every way there is, and hears only some of the answers. */

import type { HttpHandler } from '../../shared/http/http.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { isEnding } from '../../shared/protocol/job-status.ts';
import { withTrace } from '../../shared/telemetry/current-trace.ts';
import { check } from './invariants.ts';
import { BY_TOPIC, isNamed, type Job, lateRetryAt, leadOf, type NamedJob } from './leads.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A caller waits for so long. */
export const CALL_DEADLINE_MS = 2 * MINUTE;

/** The share of companies whose calls belong to a trace, as every call does through Cloud Run. */
const TRACED = 0.5;
const TRACE = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true };

const OVER_BUDGET = 429;
const NONSENSE = { requestId: '..', jobType: 'telepathy' };

export interface CompanyOptions {
  readonly seed: string;
  readonly clock: Clock;
  readonly api: HttpHandler;
  /** Publishes on the company's own topic. */
  readonly publish: (job: object) => Promise<unknown>;
  /** Told of what must not be, when nobody waits for it. */
  readonly onViolation: (error: unknown) => void;
}

/** One result of a batch. */
interface Item {
  readonly status: number;
  readonly type?: string;
  readonly errors?: unknown;
  readonly job?: { readonly rootId: string };
}

interface Heard {
  readonly status: number;
  readonly body: string;
}

export class Company {
  readonly #options: CompanyOptions;
  readonly #since: number;
  /** Request IDs that the gateway said it accepted. */
  readonly acknowledged = new Set<string>();
  /** Requests that it repeats until they are answered. */
  #waiting = 0;

  constructor(options: CompanyOptions) {
    this.#options = options;
    this.#since = options.clock.now();
  }

  /**
   * The life of one lead: handed in, perhaps again, perhaps with another payload under the same ID, perhaps
   * retried by hand.
   */
  async handIn(lead: number): Promise<void> {
    const chance = (what: string) => this.#chance(`lead${lead}/${what}`);
    const job = this.job(lead);
    await this.#sleep(chance('start') * HOUR);
    const byTopic = chance('way') < BY_TOPIC;
    if (byTopic) await this.#options.publish(job);
    if (!isNamed(job)) return byTopic ? undefined : this.#anonymously(job, chance('again-later') * DAY);
    if (!byTopic) await this.#submit(job, chance('way'));
    void this.#follow(job, chance('follow') * DAY).catch(this.#options.onViolation);
    if (chance('reuse') < 0.3) await this.#reuse(job, chance('reuse-later') * DAY, byTopic);
    if (chance('again') < 0.3 && !byTopic) await this.#again(job, chance('again-later') * DAY);
    if (chance('by-hand') < 0.3) await this.#retry(job, chance('by-hand-later') * DAY);
    // Past the limit of silence: what was never answered may be asked for again.
    await this.#sleep(
      Math.max(0, this.#since + lateRetryAt(this.#options.seed, lead) - this.#options.clock.now()),
    );
    if (chance('by-hand-late') < 0.7) await this.#retry(job, 0);
  }

  /** All leads of a list as one batch, bad ones beside them, and the first twice; later the same again. */
  async handInList(leads: readonly number[]): Promise<void> {
    if (leads.length === 0) return;
    const jobs = leads.map((lead) => this.job(lead));
    await this.#sleep(this.#chance('list/start') * HOUR);
    await this.#list(jobs, [200, 202]);
    await this.#sleep(this.#chance('list/again-later') * DAY);
    await this.#list(jobs, [200]);
  }

  /** Sooner or later the gateway is certain of everything. */
  checkAnswered(): void {
    check(this.#waiting === 0, `${this.#waiting} requests were never answered`);
  }

  job(lead: number): Job {
    return leadOf(this.#options.seed, lead);
  }

  /** Alone and as a batch of one, the same job is answered the same. @returns the status of either */
  async aloneAndBatched(job: object): Promise<number> {
    const alone = await this.#untilAnswered(() => this.#call('POST', '/v1/jobs', job));
    const [batched] = await this.#batch([job]);
    check(
      alone.status === batched?.status,
      `alone it is answered ${alone.status}, in a batch of one ${batched?.status}`,
    );
    const single = JSON.parse(alone.body) as Item & { readonly rootId?: string };
    check(
      single.type === batched?.type && JSON.stringify(single.errors) === JSON.stringify(batched?.errors),
      'alone it has another problem than in a batch',
    );
    check(
      alone.status !== 200 || single.rootId === batched?.job?.rootId,
      'alone it is another lineage than in a batch',
    );
    return alone.status;
  }

  async #submit(job: NamedJob, way: number): Promise<void> {
    const statuses =
      way < 0.5
        ? await this.#amongBadOnes(job)
        : await Promise.all(Array.from({ length: way < 0.75 ? 2 : 1 }, () => this.#alone(job)));
    for (const status of statuses)
      check(status === 200 || status === 202, `${job.requestId} was refused: ${status}`);
    this.acknowledged.add(job.requestId);
  }

  async #list(jobs: readonly Job[], expected: readonly number[]): Promise<void> {
    const [bad, ...results] = await this.#batch([NONSENSE, ...jobs, jobs[0]]);
    check(bad?.status === 422, `a bad one before a list was answered ${bad?.status}`);
    for (const [i, { status, job }] of results.entries()) {
      check(expected.includes(status), `item ${i} of a list was answered ${status}`);
      const { requestId = job?.rootId } = jobs[i % jobs.length] ?? {};
      check(job !== undefined && job.rootId === requestId, `${requestId} was answered as ${job?.rootId}`);
      this.acknowledged.add(job.rootId);
    }
    const [first, again] = [results[0], results.at(-1)];
    check(first?.job?.rootId === again?.job?.rootId, 'the same lead twice in a list is two');
  }

  /** Without an ID, and obedient: sent again as told, and once more later. It is one job, under one ID. */
  async #anonymously(job: object, laterMs: number): Promise<void> {
    const first = await this.#untilAnswered(() => this.#call('POST', '/v1/jobs', job));
    check(first.status === 200 || first.status === 202, `a lead without ID was refused: ${first.status}`);
    // The answer that is heard may not be the first, and tell of a later attempt.
    const { rootId: requestId } = JSON.parse(first.body) as { rootId: string };
    this.acknowledged.add(requestId);
    await this.#sleep(laterMs);
    const again = await this.#untilAnswered(() => this.#call('POST', '/v1/jobs', job));
    check(again.status === 200, `${requestId} was accepted, and is answered ${again.status} without its ID`);
    const { rootId } = JSON.parse(again.body) as { rootId: string };
    check(rootId === requestId, `the lead of ${requestId} is ${rootId} when it is sent again`);
  }

  async #alone(job: object): Promise<number> {
    return (await this.#untilAnswered(() => this.#call('POST', '/v1/jobs', job))).status;
  }

  /** In a batch, between bad ones, as JSON or by the line. @returns what the good ones were answered */
  async #amongBadOnes(job: NamedJob): Promise<number[]> {
    const byLine = this.#chance(`${job.requestId}/by-line`) < 0.5;
    const results = await (byLine
      ? this.#lines([JSON.stringify(NONSENSE), JSON.stringify(job), '{', JSON.stringify(job), '7'])
      : this.#batch([NONSENSE, job, 7, job, null]));
    const statuses = results.map(({ status }) => status);
    check(
      [0, 2, 4].every((bad) => statuses[bad] === 422 || statuses[bad] === 400),
      `bad ones beside ${job.requestId} were answered ${statuses}`,
    );
    return [1, 3].map((good) => statuses[good] ?? 0);
  }

  #batch(jobs: readonly unknown[]): Promise<Item[]> {
    return this.#allOf(() => this.#call('POST', '/v1/jobs:batch', jobs));
  }

  #lines(lines: readonly string[]): Promise<Item[]> {
    return this.#allOf(() =>
      this.#send('POST', '/v1/jobs:batch', { type: 'application/x-ndjson', body: lines.join('\n') }),
    );
  }

  /** Sends a whole batch again until the gateway is certain of each item. */
  async #allOf(send: () => Promise<Heard | undefined>): Promise<Item[]> {
    const answer = await this.#untilAnswered(async () => {
      const heard = await send();
      const uncertain =
        heard?.status === 207 ? itemsOf(heard).find(({ status }) => isPassing(status)) : undefined;
      return uncertain ? { status: uncertain.status, body: '' } : heard;
    });
    check(answer.status === 207, `a batch was answered ${answer.status}`);
    return itemsOf(answer);
  }

  async #reuse(job: NamedJob, laterMs: number, byTopic: boolean): Promise<void> {
    await this.#sleep(laterMs);
    const status = await this.#alone({ ...job, payload: { ...job.payload, urls: [] } });
    // By topic it may not have been taken in yet; then this one is the first, and the other is refused.
    check(status === 409 || byTopic, `${job.requestId} was taken with another payload: ${status}`);
  }

  async #again(job: NamedJob, laterMs: number): Promise<void> {
    await this.#sleep(laterMs);
    const status = await this.aloneAndBatched(job);
    check(status === 200, `${job.requestId} was acknowledged, and is then answered ${status}`);
  }

  /** Looks after a lead now and then: what it sees never goes back. */
  async #follow({ requestId }: NamedJob, everyMs: number): Promise<void> {
    let seen = { attempt: 0, version: '' };
    for (let looks = 0; looks < 6; looks += 1) {
      await this.#sleep(everyMs);
      const heard = await this.#call('GET', `/v1/jobs/${requestId}`);
      if (heard?.status !== 200) continue;
      const { origin, attempt, status, version } = JSON.parse(heard.body) as {
        origin: string;
        attempt: number;
        status: string;
        version: string | null;
      };
      // By topic it may not have been taken in yet; what is seen until then is about another system's job.
      if (origin === 'external') continue;
      check(
        attempt >= seen.attempt || status === 'completed',
        `${requestId} was seen at attempt ${seen.attempt}, and then at ${attempt}`,
      );
      // An ending counts, whatever was said of a later time before; so does a discard, of another's job.
      const isEnd = isEnding(status) || status === 'discarded';
      const goesOn = attempt > seen.attempt || isEnd || (version ?? '') >= seen.version;
      check(goesOn, `${requestId} was seen at ${seen.version}, and then at ${version}`);
      seen = { attempt, version: version ?? '' };
    }
  }

  async #retry(job: NamedJob, laterMs: number): Promise<void> {
    await this.#sleep(laterMs);
    const heard = await this.#call('POST', `/v1/jobs/${job.requestId}:retry`);
    if (heard?.status !== 202 && heard?.status !== 200) return;
    const told = JSON.parse(heard.body) as { requestId: string; attempt: number };
    check(told.attempt > 1, `${job.requestId} was retried as its own attempt ${told.attempt}`);
    const read = await this.#untilAnswered(() => this.#call('GET', `/v1/jobs/${told.requestId}`));
    const { requestId, attempt } = JSON.parse(read.body) as typeof told;
    check(
      read.status === 200 && requestId === told.requestId && attempt === told.attempt,
      `${told.requestId} was told as the successor, and is then read with ${read.status}`,
    );
  }

  async #untilAnswered(ask: () => Promise<Heard | undefined>): Promise<Heard> {
    this.#waiting += 1;
    for (let pause = MINUTE; ; pause = Math.min(2 * pause, HOUR)) {
      const heard = await ask();
      if (heard && !isPassing(heard.status)) {
        this.#waiting -= 1;
        return heard;
      }
      await this.#sleep(heard?.status === OVER_BUDGET ? 6 * HOUR : pause);
    }
  }

  #call(method: string, target: string, body?: unknown): Promise<Heard | undefined> {
    const type = 'application/json';
    return this.#send(method, target, { type, body: body === undefined ? '' : JSON.stringify(body) });
  }

  /** @returns undefined when nothing is heard in time */
  async #send(
    method: string,
    target: string,
    { type, body }: { type: string; body: string },
  ): Promise<Heard | undefined> {
    const request = { method, target, headers: { 'content-type': type }, body: Buffer.from(body) };
    const trace = this.#chance('traced') < TRACED ? TRACE : undefined;
    const asked = withTrace(trace, () => this.#options.api(request));
    return (await Promise.race([asked, this.#sleep(CALL_DEADLINE_MS)])) ?? undefined;
  }

  #sleep(ms: number): Promise<void> {
    return this.#options.clock.sleep(ms);
  }

  #chance(what: string): number {
    return fractionOf(`${this.#options.seed}/${what}`);
  }
}

function itemsOf({ body }: Heard): Item[] {
  return (JSON.parse(body) as { results: Item[] }).results;
}

/** Another try may mend a fault of this status. */
function isPassing(status: number): boolean {
  return status >= 500 || status === OVER_BUDGET;
}
