/** Messages that the gateway sets aside, and operators who redrive and drop them at any time. */
import type { EmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import type { DeadLetter } from '../../shared/jobs/dead-letters/dead-letter-record.ts';
import { routeOf } from '../../shared/jobs/dead-letters/redrive.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Message } from '../../shared/protocol/message.ts';
import type { LogFields } from '../../shared/telemetry/log-events.ts';
import { CALL_DEADLINE_MS } from './company.ts';
import { check } from './invariants.ts';

const DAY = 86_400_000;
/** How often an operator looks, and how long (ms) it is until then at most. */
const LOOKS = 12;
const LOOKS_WITHIN_MS = 2 * DAY;

type Letter = DeadLetter & { readonly body: Buffer };

/** A process that stood still (`faults.ts`) may set a message aside so much later than it received it. */
const MOST_UNDERWAY_MS = 13 * 3_600_000;

interface AsideOptions {
  readonly seed: string;
  readonly clock: Clock;
  readonly stack: EmbeddedStack;
}

export class AsideMessages {
  /** Dead letters that the log told of. */
  readonly #told = new Set<string>();
  /** Bytes that went over the topic, since the store did not take them. */
  readonly #passedOn: Buffer[] = [];
  /** By dead letter, how many messages it was redriven as on the intake topic. */
  readonly #redriven = new Map<string, number>();
  /** Those that went whole with a person who was erased. */
  readonly #erased: Letter[] = [];
  readonly #options: AsideOptions;

  constructor(options: AsideOptions) {
    this.#options = options;
    const { bus, topics, stores } = options.stack;
    const { deadLetters } = stores;
    const remove = deadLetters.remove.bind(deadLetters);
    deadLetters.remove = (id) => {
      this.#erased.push(...this.#kept().filter((letter) => letter.id === id));
      return remove(id);
    };
    bus.listen(topics.deadLetters, ({ data }: Message) => void this.#passedOn.push(data));
    bus.listen(topics.intake, ({ attributes: { redriveOf } }: Message) => {
      if (redriveOf !== undefined) this.#redriven.set(redriveOf, (this.#redriven.get(redriveOf) ?? 0) + 1);
    });
  }

  note(event: string, { document = '' }: LogFields): void {
    if (event === 'message.dead-lettered') this.#told.add(document);
  }

  /** Kept, or on its way to where it is kept. */
  isSetAside(bytes: Buffer): boolean {
    return this.#isKept(bytes) || this.#passedOn.some((data) => data.equals(bytes));
  }

  /** Two operators, who know nothing of each other. */
  operate(): void {
    for (const operator of [0, 1]) void this.#operate(operator);
  }

  /** Looks at times, and sends back, or drops, one of the letters that wait; at times two do so at once. */
  async #operate(operator: number): Promise<void> {
    for (let look = 0; look < LOOKS; look += 1) {
      const chance = (what: string) => fractionOf(`${this.#options.seed}/dead${operator}/${look}/${what}`);
      await this.#options.clock.sleep(chance('at') * LOOKS_WITHIN_MS);
      const waiting = this.#kept().filter(({ state }) => state === 'waiting');
      const letter = waiting[Math.floor(chance('which') * waiting.length)];
      if (!letter) continue;
      const verb = chance('drop') < 0.1 ? 'drop' : 'redrive';
      const body = verb === 'drop' ? {} : { force: chance('force') < 0.6 };
      const act = () => this.#post(`/v1/deadLetters/${letter.id}:${verb}`, body);
      await Promise.race([
        Promise.all(chance('twice') < 0.3 ? [act(), act()] : [act()]),
        this.#options.clock.sleep(CALL_DEADLINE_MS),
      ]);
    }
  }

  /** Each message that was set aside is kept to the byte, unless erased, and what was redriven went out. */
  checkAtRest(malformed: readonly Buffer[]): void {
    const letters = this.#letters();
    const byId = new Map(letters.map((letter) => [String(letter.id), letter]));
    for (const id of this.#told) check(byId.has(id), `${id} was set aside, and is not kept`);
    for (const bytes of [...malformed, ...this.#passedOn])
      check(this.#isKept(bytes), `what was set aside is not kept byte for byte: ${bytes}`);
    for (const letter of letters) {
      const { id, redriveOf, generation, state, claims } = letter;
      const before = byId.get(redriveOf ?? '');
      check(generation === (before?.generation ?? 0) + 1, `${id} has generation ${generation}`);
      const sent = this.#redriven.get(id) ?? 0;
      // A client may repeat a publish whose answer was lost.
      check(sent <= 2 * claims, `${id} was redriven ${claims} times, and went out ${sent} times`);
      if (state !== 'redriven') continue;
      check(routeOf(letter) !== 'intake' || sent > 0, `${id} is said to be redriven, and never went out`);
      const cameBack = letters.some((later) => later.redriveOf === id);
      const isHopeless = malformed.some((bytes) => bytes.equals(letter.body));
      check(!isHopeless || cameBack, `${id} was redriven, failed again, and did not come back`);
    }
  }

  /** @param erased by the request ID of a lead, the time since which it has been erased */
  checkErased(erased: ReadonlyMap<string, number>): void {
    for (const { id, receivedAt, body } of this.#kept().filter((letter) => isJson(letter.body)))
      for (const [requestId, since] of erased)
        check(
          receivedAt > since - MOST_UNDERWAY_MS || !body.includes(JSON.stringify(requestId)),
          `${id} is about ${requestId}, which was erased, and is kept`,
        );
  }

  #kept(): Letter[] {
    return this.#options.stack.stores.deadLetters.kept().map(({ letter, body }) => ({ ...letter, body }));
  }

  /** Those that were ever kept, as they were at last. */
  #letters(): Letter[] {
    return [...this.#kept(), ...this.#erased];
  }

  #isKept(bytes: Buffer): boolean {
    return this.#letters().some(({ body }) => body.equals(bytes));
  }

  async #post(target: string, body: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    await this.#options.stack.api({
      method: 'POST',
      target,
      headers,
      body: Buffer.from(JSON.stringify(body)),
    });
  }
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(String(bytes));
    return true;
  } catch {
    return false;
  }
}
