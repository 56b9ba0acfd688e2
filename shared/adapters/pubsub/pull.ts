import { Duration, type Message, type PubSub } from '@google-cloud/pubsub';
import type { MessageId, ReceivedMessage } from '../../protocol/message.ts';
import { timestampOf } from '../../protocol/timestamp.ts';

/** Messages at work at once. */
const MAX_MESSAGES = 100;
/** How long (ms) work that has begun may take when the time is up; what is not done by then comes again. */
const CLOSE_WITHIN_MS = 5_000;

export interface Drained {
  readonly acknowledged: number;
  readonly returned: number;
}

/**
 * Pulls one subscription for a while, with flow control.
 * @param process says whether a message may be acknowledged; when it rejects, the message comes again
 * @throws what the subscription fails with: it does not exist, or we may not pull it
 */
export async function drainSubscription(
  client: PubSub,
  name: string,
  forMs: number,
  process: (message: ReceivedMessage) => Promise<boolean>,
): Promise<Drained> {
  const subscription = client.subscription(name, {
    flowControl: { maxMessages: MAX_MESSAGES, allowExcessMessages: false },
    closeOptions: { behavior: 'WAIT', timeout: Duration.from({ millis: CLOSE_WITHIN_MS }) },
  });
  const counts = { acknowledged: 0, returned: 0 };
  const handle = async (message: Message) => {
    const done = await process(toReceived(message)).catch(() => false);
    if (done) message.ack();
    else message.nack();
    counts[done ? 'acknowledged' : 'returned'] += 1;
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, forMs);
      subscription.on('message', (message: Message) => void handle(message));
      subscription.on('error', (error) => {
        clearTimeout(timer);
        reject(error);
      });
    });
  } finally {
    await subscription.close();
  }
  return counts;
}

function toReceived({ id, publishTime, data, attributes }: Message): ReceivedMessage {
  // Milliseconds are what every SDK version gives; a message's own time is only a fallback for a job's
  // version.
  return { messageId: id as MessageId, publishTime: timestampOf(publishTime.getTime()), data, attributes };
}
