/** Modigie's responses by pull: they wait in the subscription until the scheduled function fetches them. */
import { pullResponsesHandler } from '../../functions/pull-responses/handler.ts';
import { empty, type HttpHandler } from '../../shared/http/http.ts';
import { ACCEPT_ALL } from '../../shared/http/push-auth.ts';
import { parsePush } from '../../shared/http/push-envelope.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { ReceivedMessage } from '../../shared/protocol/message.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { statedIn } from './message-text.ts';

const EVERY_MS = 60_000;
const PULL_FOR_MS = 50_000;
const SUBSCRIPTION = 'projects/synthetic-repository/subscriptions/responses';

/** Points that pulls have to reach. */
export const PULLS = [
  'answers for one job pulled at once',
  'answers for one job pulled at once, one of which met a fault',
] as const;

interface Waiting {
  readonly message: ReceivedMessage;
  readonly settle: (acknowledged: boolean) => void;
}

interface Settled {
  readonly message: ReceivedMessage;
  readonly at: number;
}

type Process = (message: ReceivedMessage) => Promise<boolean>;

export class PulledResponses {
  /** The points that this world has reached. */
  readonly met = new Set<(typeof PULLS)[number]>();
  readonly #clock: Clock;
  #waiting: Waiting[] = [];
  #arrived: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The function that pulls, with what it needs. */
  function(context: GatewayContext): HttpHandler {
    return pullResponsesHandler(context, {
      verifier: ACCEPT_ALL,
      subscriptions: [SUBSCRIPTION],
      forMs: PULL_FOR_MS,
      drain: async (_subscription, process) => {
        const counts = { acknowledged: 0, returned: 0 };
        const done = (acknowledged: boolean) => {
          counts[acknowledged ? 'acknowledged' : 'returned'] += 1;
        };
        await this.#drain(process, done, this.#clock.now() + PULL_FOR_MS);
        return counts;
      },
    });
  }

  /**
   * Stands where a push subscription would be: takes a message in, and answers once it was pulled and
   * acknowledged, or returned.
   */
  readonly hold: HttpHandler = (request) =>
    new Promise((resolve) => {
      const message = parsePush(request, this.#clock.now());
      if (!message) throw new Error('The bus sends what a push subscription sends.');
      const settle = (acknowledged: boolean) => resolve(empty(acknowledged ? 204 : 503));
      this.#waiting.push({ message, settle });
      this.#arrived();
    });

  /** Calls the function once a minute while something waits. */
  async callForever(pull: HttpHandler): Promise<void> {
    for (;;) {
      if (this.#waiting.length === 0)
        await new Promise<void>((resolve) => {
          this.#arrived = resolve;
        });
      await this.#clock.sleep(EVERY_MS - PULL_FOR_MS);
      const request = { method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) };
      await Promise.race([pull(request), this.#clock.sleep(EVERY_MS)]);
    }
  }

  /**
   * Takes out whatever waits or comes, until the time is up and all that was taken out is settled. Messages
   * of one moment are handed over one after the other, as Pub/Sub's client does.
   */
  async #drain(process: Process, done: (acknowledged: boolean) => void, until: number): Promise<void> {
    const handOver = async ({ message, settle }: Waiting): Promise<Settled> => {
      const acknowledged = await process(message);
      done(acknowledged);
      settle(acknowledged);
      return { message, at: this.#clock.now() };
    };
    const underway: Promise<void>[] = [];
    while (this.#clock.now() < until) {
      const atOnce = this.#waiting.splice(0).map(handOver);
      underway.push(Promise.all(atOnce).then((settled) => this.#note(settled)));
      await this.#clock.sleep(1_000);
    }
    await Promise.all(underway);
  }

  /** A message that meets a fault is tried again, and settled later than those beside it. */
  #note(atOnce: readonly Settled[]): void {
    const byJob = Map.groupBy(atOnce, ({ message }) => statedIn(message.data)?.id ?? message);
    for (const answers of byJob.values()) {
      if (answers.length > 1) this.met.add(PULLS[0]);
      if (new Set(answers.map(({ at }) => at)).size > 1) this.met.add(PULLS[1]);
    }
  }
}
