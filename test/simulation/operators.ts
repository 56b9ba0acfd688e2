/** Operators who do things to many jobs, at any point, two of them at once, and think better of some. */

import { MemoryOperationStore } from '../../shared/adapters/memory/operation-store.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import { type Operation, sum } from '../../shared/jobs/operations/operation.ts';
import type { OperationId } from '../../shared/jobs/operations/operation-id.ts';
import { JOB_KINDS, LETTER_KIND } from '../../shared/jobs/operations/operation-kinds.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { StoreUnavailableError } from '../../shared/ports/errors.ts';
import type { LogEventName, LogFields } from '../../shared/telemetry/log-events.ts';
import { check } from './invariants.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Worlds in which operators are at work. */
const SHARE = 0.4;
const MOST = 6;

const FILTERS: readonly object[] = [
  { all: true },
  { filter: { status: 'failed,canceled,unanswered' } },
  { filter: { status: 'published,processing,unanswered' } },
  { filter: { jobType: 'enrichMobile', since: '2d' } },
  { filter: { status: 'completed' } },
  { requestIds: ['lead-0', 'lead-1', 'lead-1~2', 'gone'] },
];

/** Of redrives. All of it, at times, while messages come back. */
const LETTER_FILTERS: readonly object[] = [
  { all: true },
  { filter: { source: 'intake-jobs' } },
  { filter: { source: 'receive-responses', since: '2d' } },
  { filter: { reason: 'invalid', until: '1h' } },
];

/** Statuses of faults, which any call may meet. */
const FAULTS = [500, 503];

interface OperatorsOptions {
  readonly seed: string;
  readonly clock: Clock;
  /** The operations' store fails as long as other things do. */
  readonly faults: { readonly healed: boolean };
}

/**
 * A store of operations that fails as the ledger does, before a write takes effect or after, and that
 * remembers each thing that was ever on a page.
 */
class FailingOperations extends MemoryOperationStore {
  readonly #fails: (draw: string) => boolean;
  /** By operation, its pages in order: each with its things as they were found. */
  readonly #pages = new Map<OperationId, Map<number, readonly string[]>>();

  constructor(fails: (draw: string) => boolean) {
    super();
    this.#fails = fails;
  }

  override async create(operation: Operation) {
    return this.#disturbed('create', () => super.create(operation));
  }

  override async replace(...args: Parameters<MemoryOperationStore['replace']>) {
    return this.#disturbed('replace', async () => {
      const written = await super.replace(...args);
      if (written !== 'conflict') this.#remember(args[0]);
      return written;
    });
  }

  /** @returns the things of each page that was found for an operation, in order */
  pagesOf(id: OperationId): (readonly string[])[] {
    return [...(this.#pages.get(id)?.values() ?? [])];
  }

  /** Things of a page that is tried again were on it before. */
  #remember({ id, page: { items, tries }, pages }: Operation): void {
    const found = this.#pages.get(id) ?? new Map<number, readonly string[]>();
    if (tries === 0 && items.length > 0 && !found.has(pages)) found.set(pages, items);
    this.#pages.set(id, found);
  }

  async #disturbed<T>(name: string, write: () => Promise<T>): Promise<T> {
    if (this.#fails(`${name}/before`)) throw new StoreUnavailableError();
    const written = await write();
    if (this.#fails(`${name}/after`)) throw new StoreUnavailableError();
    return written;
  }
}

export class Operators {
  readonly #options: OperatorsOptions;
  readonly store: FailingOperations;
  /** Request IDs whose results they had delivered again. */
  readonly redelivered = new Set<string>();
  #draws = 0;

  constructor(options: OperatorsOptions) {
    this.#options = options;
    this.store = new FailingOperations((name) => !options.faults.healed && this.#draw(name) < 0.05);
  }

  /** Takes note of what they have had delivered again. */
  hear(event: LogEventName, { action, requestId }: LogFields): void {
    if (event === 'audit.intent' && action === 'redeliver' && requestId) this.redelivered.add(requestId);
  }

  /** Nothing in most worlds. */
  async work(api: HttpHandler): Promise<void> {
    if (this.#chance('are-there') >= SHARE) return;
    const orders = Math.ceil(MOST * this.#chance('orders'));
    await Promise.all(Array.from({ length: orders }, (_, i) => this.#order(api, `order${i}`)));
    // One job at a time, whatever its state is.
    for (let i = 0; i < MOST; i += 1) {
      await this.#options.clock.sleep(this.#chance(`act${i}/after`) * DAY);
      const verb = this.#chance(`act${i}/verb`) < 0.5 ? 'replay' : 'redeliver';
      // Of a lead that was not handed in yet there is no job, and many are refused as they stand.
      const lead = Math.floor(4 * this.#chance(`act${i}/lead`));
      await post(api, `/v1/jobs/lead-${lead}:${verb}`, { answers: [200, 202, 404, 409] });
    }
  }

  /** At rest, all is done or aborted, and each thing that was found is counted, once. */
  async checkAtRest(): Promise<void> {
    const { operations } = await this.store.list({ limit: 99 });
    for (const operation of operations) {
      const { id, selection, state, page, done, skipped, failed, limit } = operation;
      check(state === 'done' || state === 'aborted', `${id} is ${state} at rest`);
      check(page.items.length === 0, `${id} has ended with things on its page`);
      const pages = this.store.pagesOf(id);
      const counted = done + sum(skipped) + sum(failed);
      const found = pages.flat().length;
      // The page after the one that an abort met is not begun, and nothing of it is counted.
      const unbegun = state === 'aborted' ? (pages.at(-1)?.length ?? 0) : 0;
      check(
        [found, found - unbegun].includes(counted),
        `${id} found ${found} things, and counted ${counted}`,
      );
      // A job may be named by its root and by its attempt, or be held again while it is let go.
      const mayRepeat = selection.by === 'ids' || selection.by === 'hold';
      check(mayRepeat || new Set(pages.flat()).size === found, `${id} had a thing on two pages`);
      check(limit === null || done + sum(failed) <= limit, `${id} went beyond its limit`);
    }
  }

  async #order(api: HttpHandler, name: string): Promise<void> {
    const draw = (what: string) => this.#chance(`${name}/${what}`);
    const pick = <T>(of: readonly T[], what: string) => of[Math.floor(draw(what) * of.length)];
    const order = {
      ...(draw('letters') < 0.3
        ? { kind: LETTER_KIND, ...pick(LETTER_FILTERS, 'filter') }
        : { kind: pick(JOB_KINDS, 'kind'), ...pick(FILTERS, 'filter') }),
      ...(draw('limited') < 0.2 && { limit: 1 + Math.floor(3 * draw('limit')) }),
      ...(draw('paced') < 0.3 && { ratePerMinute: 1 + Math.floor(5 * draw('rate')) }),
      ...(draw('dry') < 0.1 && { dryRun: true }),
    };
    await this.#options.clock.sleep(draw('start') * 40 * DAY);
    const send = () => post(api, '/v1/operations', { answers: [200, 202], body: order, key: name });
    // Two who ask at once, and one who lost the answer.
    const [answer] = await Promise.all([send(), ...(draw('twice') < 0.5 ? [send()] : [])]);
    if (draw('again') < 0.3) await send();
    if (answer?.id === undefined || draw('abort') > 0.3) return;
    await this.#options.clock.sleep(draw('abort-after') * 3 * MINUTE);
    await post(api, `/v1/operations/${answer.id}:abort`, { answers: [202, 409] });
  }

  #draw(name: string): number {
    this.#draws += 1;
    return this.#chance(`${name}/${this.#draws}`);
  }

  #chance(what: string): number {
    return fractionOf(`${this.#options.seed}/operators/${what}`);
  }
}

interface Order {
  /** The statuses that a call without a fault may be answered. */
  readonly answers: readonly number[];
  readonly body?: object;
  readonly key?: string;
}

async function post(
  api: HttpHandler,
  target: string,
  { answers, body, key }: Order,
): Promise<{ readonly id?: string }> {
  const response = await api({
    method: 'POST',
    target,
    headers: {
      ...(key && { 'idempotency-key': key }),
      ...(body && { 'content-type': 'application/json' }),
    },
    body: Buffer.from(body ? JSON.stringify(body) : ''),
  });
  check([...answers, ...FAULTS].includes(response.status), `${target} was answered ${response.status}`);
  // A function that breaks off says nothing.
  return response.body === '' ? {} : JSON.parse(response.body);
}
