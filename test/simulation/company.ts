/** A company that hands in leads in every way there is, and hears only some of the answers. */
import type { Clock } from '../../shared/gateway/context.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import { check } from './invariants.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A caller waits for so long. */
export const CALL_DEADLINE_MS = 2 * MINUTE;

/** Ordinary leads are more frequent than any single misfortune. */
const OUTCOMES = [
  '',
  '',
  '',
  '',
  'rejected',
  'failed',
  'deadline-exceeded',
  'canceled',
  'expired',
  'evicted',
  'discarded',
  'silent',
  'fail-first:1',
  'fail-first:2',
];
const OVER_BUDGET = 429;
const NONSENSE = { requestId: '..', jobType: 'telepathy' };

export interface CompanyOptions {
  readonly seed: string;
  readonly clock: Clock;
  readonly api: HttpHandler;
  /** Publishes on the company's own topic. */
  readonly publish: (job: object) => Promise<unknown>;
}

type Job = ReturnType<Company['job']>;

interface Heard {
  readonly status: number;
  readonly body: string;
}

export class Company {
  readonly #options: CompanyOptions;
  /** Request IDs that the gateway said it accepted. */
  readonly acknowledged = new Set<string>();

  constructor(options: CompanyOptions) {
    this.#options = options;
  }

  /** The life of one lead: handed in, perhaps again, perhaps with another payload under the same ID, perhaps retried by hand. */
  async handIn(lead: number): Promise<void> {
    const chance = (what: string) => this.#chance(`lead${lead}/${what}`);
    const job = this.job(lead);
    await this.#sleep(chance('start') * HOUR);
    const byTopic = chance('way') < 0.25;
    if (byTopic) await this.#options.publish(job);
    else await this.#submit(job, chance('way'));
    if (chance('reuse') < 0.3) await this.#reuse(job, chance('reuse-later') * DAY, byTopic);
    if (chance('again') < 0.3 && !byTopic) await this.#again(job, chance('again-later') * DAY);
    if (chance('by-hand') < 0.3) await this.#retry(job, chance('by-hand-later') * DAY);
    // Past the limit of silence: what was never answered may be asked for again.
    if (chance('by-hand-late') < 0.3) await this.#retry(job, (32 + chance('by-hand-day') * 18) * DAY);
  }

  job(lead: number) {
    const outcome = this.outcome(lead);
    const person = { firstName: 'Ann', lastName: `Lee ${lead}` };
    const payload = { person, employment: { company: { title: 'Acme' } }, ...(outcome && { tags: [{ name: 'synthetic.outcome', value: outcome }] }) };
    return { requestId: `lead-${lead}`, jobType: 'enrichMobile', payload };
  }

  outcome(lead: number): string {
    return OUTCOMES[Math.floor(this.#chance(`outcome${lead}`) * OUTCOMES.length)] ?? '';
  }

  /** Alone and as a batch of one, the same job is answered the same. @returns the status of either */
  async bothWays(job: object): Promise<number> {
    const alone = await this.#untilAnswered(() => this.#call('POST', '/v1/jobs', job));
    const [batched] = await this.#batch([job]);
    check(alone.status === batched?.status, `alone it is answered ${alone.status}, in a batch of one ${batched?.status}`);
    const [single, item] = [JSON.parse(alone.body), batched];
    check(single.type === item.type && JSON.stringify(single.errors) === JSON.stringify(item.errors), 'a batch of one has another problem than a single');
    check(alone.status !== 200 || single.rootId === item.job.rootId, 'a batch of one answers for another lead than a single');
    return alone.status;
  }

  async #submit(job: Job, way: number): Promise<void> {
    const statuses = way < 0.5 ? await this.#beside(job) : await Promise.all(Array.from({ length: way < 0.75 ? 2 : 1 }, () => this.#alone(job)));
    for (const status of statuses) check(status === 200 || status === 202, `${job.requestId} was refused: ${status}`);
    this.acknowledged.add(job.requestId);
  }

  async #alone(job: object): Promise<number> {
    return (await this.#untilAnswered(() => this.#call('POST', '/v1/jobs', job))).status;
  }

  /** In a batch, between bad ones. @returns what the good ones were answered */
  async #beside(job: Job): Promise<number[]> {
    const results = await this.#batch([NONSENSE, job, 7, job, null]);
    const statuses = results.map(({ status }) => status);
    check(
      [0, 2, 4].every((bad) => statuses[bad] === 422),
      `bad ones beside ${job.requestId} were answered ${statuses}`,
    );
    return [1, 3].map((good) => statuses[good] ?? 0);
  }

  /** Sends the whole batch again until the gateway is certain of each item. */
  // biome-ignore lint/suspicious/noExplicitAny: what comes back is read as any client would.
  async #batch(jobs: readonly unknown[]): Promise<any[]> {
    const answer = await this.#untilAnswered(async () => {
      const heard = await this.#call('POST', '/v1/jobs:batch', jobs);
      const uncertain = heard?.status === 207 && JSON.parse(heard.body).results.some(({ status }: { status: number }) => isPassing(status));
      return uncertain ? undefined : heard;
    });
    check(answer.status === 207, `a batch was answered ${answer.status}`);
    return JSON.parse(answer.body).results;
  }

  async #reuse(job: Job, laterMs: number, byTopic: boolean): Promise<void> {
    await this.#sleep(laterMs);
    const status = await this.#alone({ ...job, payload: { ...job.payload, urls: [] } });
    // By topic it may not have been taken in yet; then this one is the first, and the other is refused.
    check(status === 409 || byTopic, `${job.requestId} was taken with another payload: ${status}`);
  }

  async #again(job: Job, laterMs: number): Promise<void> {
    await this.#sleep(laterMs);
    const status = await this.bothWays(job);
    check(status === 200, `${job.requestId} was acknowledged, and is then answered ${status}`);
  }

  async #retry(job: Job, laterMs: number): Promise<void> {
    await this.#sleep(laterMs);
    await this.#call('POST', `/v1/jobs/${job.requestId}:retry`);
  }

  async #untilAnswered(ask: () => Promise<Heard | undefined>): Promise<Heard> {
    for (;;) {
      const heard = await ask();
      if (heard && !isPassing(heard.status)) return heard;
      await this.#sleep(heard?.status === OVER_BUDGET ? 6 * HOUR : MINUTE);
    }
  }

  /** @returns undefined when nothing is heard in time */
  async #call(method: string, target: string, body?: unknown): Promise<Heard | undefined> {
    const request = { method, target, headers: { 'content-type': 'application/json' }, body: Buffer.from(body === undefined ? '' : JSON.stringify(body)) };
    return (await Promise.race([this.#options.api(request), this.#sleep(CALL_DEADLINE_MS)])) ?? undefined;
  }

  #sleep(ms: number): Promise<void> {
    return this.#options.clock.sleep(ms);
  }

  #chance(what: string): number {
    return fractionOf(`${this.#options.seed}/${what}`);
  }
}

/** What another try may mend. */
function isPassing(status: number): boolean {
  return status >= 500 || status === OVER_BUDGET;
}
