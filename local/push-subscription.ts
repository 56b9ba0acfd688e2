/** Push subscriptions in one process: how a message comes to the function behind an endpoint. */

import type { HttpHandler, HttpRequest } from '../shared/http/http.ts';
import type { Message, ReceivedMessage } from '../shared/protocol/message.ts';

export interface Subscription {
  readonly name: string;
  /** The function behind the push endpoint. A 2xx acknowledges the message. */
  readonly push: HttpHandler;
  /** The path of the push endpoint; `/` if absent. */
  readonly path?: string | undefined;
  /** How many deliveries may fail before a message goes to the dead-letter topic. */
  readonly maxAttempts: number;
  /** Where there is none, a message is delivered again without end. */
  readonly deadLetterTopic?: string | undefined;
  /** Whether the body is the data alone, as with Pub/Sub's payload unwrapping (docs/protocol.md §7.3). */
  readonly unwrapped?: boolean | undefined;
  /** How long (ms) a delivery waits for its acknowledgement until it is repeated; without end if absent. */
  readonly ackDeadlineMs?: number | undefined;
}

/** @returns the status of a function's answer to one message; a function that throws has crashed: 500 */
export async function pushed(
  { name, push, unwrapped, path = '/' }: Subscription,
  message: ReceivedMessage,
  deliveryAttempt: number,
): Promise<number> {
  try {
    const request = unwrapped ? unwrappedPush(message) : wrappedPush(name, message, deliveryAttempt);
    return (await push({ ...request, target: path })).status;
  } catch {
    return 500;
  }
}

function wrappedPush(
  subscription: string,
  { data, attributes, messageId, publishTime }: ReceivedMessage,
  deliveryAttempt: number,
): HttpRequest {
  const body = JSON.stringify({
    message: { data: data.toString('base64'), attributes, messageId, publishTime },
    subscription,
    deliveryAttempt,
  });
  return {
    method: 'POST',
    target: '/',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(body),
  };
}

/** Attributes and metadata are headers, whose names have no case. */
function unwrappedPush({ data, attributes, messageId, publishTime }: ReceivedMessage): HttpRequest {
  const headers: Record<string, string> = {
    'x-goog-pubsub-message-id': messageId,
    'x-goog-pubsub-publish-time': publishTime,
  };
  for (const [name, value] of Object.entries(attributes)) headers[name.toLowerCase()] = value;
  return { method: 'POST', target: '/', headers, body: data };
}

/** @returns a message as it is set aside when a subscription has not taken it, however often it came */
export function givenUp({ data, attributes }: Message, subscription: string): Message {
  const labels = { deadLetterReason: 'delivery-attempts', deadLetterSource: subscription };
  return { data, attributes: { ...attributes, ...labels } };
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
