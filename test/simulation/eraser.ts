/** An operator who erases leads at any point of their life, and asks again until it is done. */
import type { HttpHandler } from '../../shared/http/http.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { CALL_DEADLINE_MS } from './company.ts';
import { check } from './invariants.ts';
import type { Person } from './leads.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The share of companies that erase anybody, and of their leads those that are erased. */
const ERASING = 0.3;
const ERASED = 0.5;
/** Most are erased while things go wrong, some when all has ended. */
const SOON = { share: 0.7, withinMs: 2 * DAY };
const LATE_MS = 45 * DAY;
/** Times that one publish may take effect (`fault-points.ts`). */
const MOST_TIMES = 2;

/** The share of those who are known by their e-mail address alone. */
const BY_EMAIL = 0.4;

interface EraserOptions {
  readonly seed: string;
  readonly clock: Clock;
  readonly api: HttpHandler;
}

export class Eraser {
  readonly #options: EraserOptions;
  /** Of erased attempts, how many publishes were under way, or of unknown outcome, when their text went. */
  readonly #underWay = new Map<string, number>();
  /** By root, the time since which it has been told that the lead is erased. */
  readonly told = new Map<string, number>();

  constructor(options: EraserOptions) {
    this.#options = options;
  }

  /** Perhaps erases a person, by the request ID of the lead or by what else is known of them. */
  async about({ requestId, email }: Person): Promise<void> {
    if (this.#chance('at-all') > ERASING || this.#chance(`${requestId}/erased`) > ERASED) return;
    const within = this.#chance(`${requestId}/soon`) < SOON.share ? SOON.withinMs : LATE_MS;
    await this.#options.clock.sleep(this.#chance(`${requestId}/when`) * within);
    const isByEmail = this.#chance(`${requestId}/by-email`) < BY_EMAIL;
    const asked = { ...(isByEmail ? { email } : { requestIds: [requestId] }), reason: 'DSR' };
    const prepared = await this.#untilAnswered(
      '/v1/erasures',
      () => asked,
      ({ id }) => id !== undefined,
    );
    if (prepared['records'] === 0) return;
    await this.#untilAnswered(
      `/v1/erasures/${prepared['id']}:run`,
      () => undefined,
      ({ state }) => state === 'done',
    );
    if (this.#underWay.has(requestId)) this.told.set(requestId, this.#options.clock.now());
  }

  /** Text never comes back, and what is erased is erased for good. */
  noteWrite(before: JobRecord | undefined, after: JobRecord): void {
    const { requestId, erased, payload, answer, reused, tags, requestedBy, fingerprint, publish } = after;
    check(!before?.erased || erased || before.origin !== after.origin, `${requestId} is not erased any more`);
    if (!erased) return this.#noteAdoption(requestId);
    check(
      payload === null && (answer ?? reused)?.job == null && tags.length === 0 && requestedBy === null,
      `${requestId} was erased, and has text`,
    );
    check(
      fingerprint === null || fingerprint.includes(':'),
      `${requestId} was erased, and has its fingerprint`,
    );
    if (!before?.erased) this.#underWay.set(requestId, publish.open - publish.count);
  }

  /** Another party's job was erased under this ID, and the company's own lead comes after that. */
  #noteAdoption(requestId: string): void {
    if (this.#underWay.delete(requestId)) this.told.delete(requestId);
  }

  /** Nothing is published after an erasure but what was under way, and that perhaps twice. */
  notePublish(requestId: string): void {
    const underWay = this.#underWay.get(requestId);
    if (underWay === undefined) return;
    check(underWay > 0, `${requestId} was published after its erasure`);
    this.#underWay.set(requestId, underWay - 1 / MOST_TIMES);
  }

  /** Of a lead that is erased, no attempt has been left, whenever it was made. */
  checkAtRest(records: readonly JobRecord[]): void {
    for (const { requestId, lineage, erased, origin } of records) {
      const isMeant = this.told.has(lineage.rootId) && origin === 'gateway';
      check(!isMeant || erased, `${requestId} is of a lead that was erased, and is not erased itself`);
    }
  }

  async #untilAnswered(
    target: string,
    body: () => object | undefined,
    isDone: (answer: Readonly<Record<string, unknown>>) => boolean,
  ): Promise<Readonly<Record<string, unknown>>> {
    for (let pause = MINUTE; ; pause = Math.min(2 * pause, HOUR)) {
      const text = JSON.stringify(body()) ?? '';
      const headers = text === '' ? {} : { 'content-type': 'application/json' };
      const asked = this.#options.api({ method: 'POST', target, headers, body: Buffer.from(text) });
      const heard = await Promise.race([asked, this.#options.clock.sleep(CALL_DEADLINE_MS)]);
      check(!heard || heard.status === 200 || heard.status >= 500, `${target} was answered ${heard?.status}`);
      const answer = heard?.status === 200 ? JSON.parse(heard.body) : {};
      if (isDone(answer)) return answer;
      await this.#options.clock.sleep(pause);
    }
  }

  #chance(what: string): number {
    return fractionOf(`${this.#options.seed}/eraser/${what}`);
  }
}
