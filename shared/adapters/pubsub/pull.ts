import { Duration, type Message, type PubSub } from '@google-cloud/pubsub';
import type { MessageId, ReceivedMessage } from '../../protocol/message.ts';
import { timestampOf } from '../../protocol/timestamp.ts';

/** Most messages at work at once. */
const MAX_MESSAGES = 500;
/** Bytes of the messages at work at once, which one message may exceed: it may have 10 MB. */
const MAX_BYTES = 10_000_000;
/** How long (ms) work may go on when the time is up. Messages not done by then are delivered again. */
const CLOSE_WITHIN_MS = 5_000;

interface Draining {
  readonly name: string;
  readonly forMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Drained {
  readonly acknowledged: number;
  readonly returned: number;
}

/**
 * Pulls one subscription for a while, with flow control.
 * @param name the subscription's full name, `projects/P/subscriptions/S`
 * @param forMs how long, in milliseconds
 * @param signal ends it before, when it aborts
 * @param process tells whether a message may be acknowledged; otherwise it is delivered again
 * @returns how many messages were acknowledged, and how many returned
 * @throws the subscription's error: it does not exist, or may not be pulled
 */
export async function drainSubscription(
  client: PubSub,
  { name, forMs, signal }: Draining,
  process: (message: ReceivedMessage) => Promise<boolean>,
): Promise<Drained> {
  const subscription = client.subscription(name, {
    flowControl: { maxMessages: MAX_MESSAGES, maxBytes: MAX_BYTES, allowExcessMessages: false },
    // Each stream is sent so many messages and bytes at once.
    streamingOptions: { maxStreams: 1 },
    closeOptions: { behavior: 'WAIT', timeout: Duration.from({ millis: CLOSE_WITHIN_MS }) },
  });
  const counts = { acknowledged: 0, returned: 0 };
  const handle = async (message: Message) => {
    const done = await process(toReceived(message)).catch(() => false);
    if (done) message.ack();
    else message.nack();
    counts[done ? 'acknowledged' : 'returned'] += 1;
  };
  const over = Promise.withResolvers<void>();
  // Ended before it began, nobody waits for it: a fault must not end the process.
  over.promise.catch(() => undefined);
  const timer = setTimeout(over.resolve, forMs);
  const abort = () => over.resolve();
  signal?.addEventListener('abort', abort);
  subscription.on('message', (message: Message) => void handle(message));
  subscription.on('error', over.reject);
  try {
    if (!signal?.aborted) await over.promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    await subscription.close();
  }
  return counts;
}

function toReceived({ id, publishTime, data, attributes }: Message): ReceivedMessage {
  // Milliseconds are precise enough: the publish time is a version only where `updateTime` is absent.
  return { messageId: id as MessageId, publishTime: timestampOf(publishTime.getTime()), data, attributes };
}
