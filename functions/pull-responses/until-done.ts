import type { Instant } from '../../shared/jobs/instant.ts';
import type { ReceivedMessage } from '../../shared/protocol/message.ts';
import { collecting } from '../../shared/use-cases/collecting.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { receiveResponses } from '../../shared/use-cases/receive/receive-responses.ts';
import { faultEvent } from '../../shared/use-cases/store-fault.ts';

/** The first wait (ms) before a message is tried again; each further one is twice as long. */
const FIRST_WAIT_MS = 5_000;

interface Patience {
  /** When all waiting ends. */
  readonly endsAt: Instant;
  /** How many messages may wait at once; what comes on top is returned at once. */
  readonly maxWaiting: number;
}

/**
 * Takes in pulled messages; those that come at the same moment are one set. A message that cannot be taken in
 * yet, such as a discard whose request is not noted, is kept and tried again with backoff: Pub/Sub would
 * deliver a returned one again within milliseconds.
 * @returns a function that tells whether its message may be acknowledged
 */
export function untilDone(context: GatewayContext, { endsAt, maxWaiting }: Patience) {
  const take = takingInSets(context);
  let waiting = 0;
  const wait = async (ms: number) => {
    waiting += 1;
    await context.clock.sleep(ms).finally(() => {
      waiting -= 1;
    });
  };
  const isTaken = async (message: ReceivedMessage) => {
    const taken = await take(message);
    const left = endsAt - context.clock.now();
    // The store takes none of the others either, and a returned message would come again at once.
    if (taken === 'fault' && waiting >= maxWaiting)
      await context.clock.sleep(Math.max(0, Math.min(FIRST_WAIT_MS, left)));
    return taken === 'done';
  };
  return async (message: ReceivedMessage): Promise<boolean> => {
    for (let ms = FIRST_WAIT_MS; ; ms *= 2) {
      if (await isTaken(message)) return true;
      if (waiting >= maxWaiting) return false;
      const left = endsAt - context.clock.now();
      await wait(Math.max(0, Math.min(ms, left)));
      // Returned at once, it would come again at once.
      if (left <= ms) return false;
    }
  };
}

type Taken = 'done' | 'not-yet' | 'fault';

/**
 * Pub/Sub's client hands over the messages of one response singly, each in a tick of its own; a moment of the
 * clock is longer.
 * @returns a function that takes in one message: `done` when it may be acknowledged
 */
function takingInSets(context: GatewayContext): (message: ReceivedMessage) => Promise<Taken> {
  const { clock, telemetry } = context;
  const receive = collecting(
    (flush, waiting) => {
      if (waiting === 1) void clock.sleep(0).then(flush);
    },
    async (messages: readonly ReceivedMessage[]) => receiveResponses(context, messages),
  );
  return async (message) => {
    const taken = await receive(message);
    if (!(taken instanceof Error)) return taken === 'done' ? 'done' : 'not-yet';
    const [name, fields] = faultEvent(taken, 'request.failed', 'pull');
    telemetry.emit(name, { messageId: message.messageId, ...fields });
    return 'fault';
  };
}
