import type { Instant } from '../../shared/jobs/instant.ts';
import type { ReceivedMessage } from '../../shared/protocol/message.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { receiveResponse } from '../../shared/use-cases/receive/receive-response.ts';
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
 * Takes in pulled messages. A message that cannot be taken in yet, such as a discard whose request is not
 * noted, is kept and tried again with backoff: Pub/Sub would deliver a returned one again within
 * milliseconds.
 * @returns a function that tells whether its message may be acknowledged
 */
export function untilDone(context: GatewayContext, { endsAt, maxWaiting }: Patience) {
  let waiting = 0;
  const wait = async (ms: number) => {
    waiting += 1;
    await context.clock.sleep(ms).finally(() => {
      waiting -= 1;
    });
  };
  return async (message: ReceivedMessage): Promise<boolean> => {
    for (let ms = FIRST_WAIT_MS; ; ms *= 2) {
      if (await take(context, message)) return true;
      if (waiting >= maxWaiting) return false;
      const left = endsAt - context.clock.now();
      await wait(Math.max(0, Math.min(ms, left)));
      // Returned at once, it would come again at once.
      if (left <= ms) return false;
    }
  };
}

async function take(context: GatewayContext, message: ReceivedMessage): Promise<boolean> {
  try {
    return (await receiveResponse(context, message)) === 'done';
  } catch (error) {
    const [name, fields] = faultEvent(error, 'request.failed', 'pull');
    context.telemetry.emit(name, { messageId: message.messageId, ...fields });
    return false;
  }
}
