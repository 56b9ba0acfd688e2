import { createHash } from 'node:crypto';
import type { MessageId, ReceivedMessage } from '../protocol/message.ts';
import { timestampOf } from '../protocol/timestamp.ts';
import type { GatewayContext } from '../use-cases/context.ts';
import { deadLetter } from '../use-cases/dead-letter.ts';
import { unavailable, verifiedPost } from './answering.ts';
import { empty, type HttpHandler, type HttpRequest } from './http.ts';
import type { PushVerifier } from './push-auth.ts';
import { parsePush } from './push-envelope.ts';

export interface PushEndpoint {
  /** The function's name, for dead letters and logs. */
  readonly name: string;
  readonly verifier: PushVerifier;
  /** @returns whether the message may be acknowledged */
  readonly process: (context: GatewayContext, message: ReceivedMessage) => Promise<'done' | 'retry-later'>;
}

/**
 * Answers a push subscription: 204 acknowledges, 503 has Pub/Sub deliver again. A request that carries no
 * message is set aside with its bytes; one that is not from whom it should be never reaches the store.
 */
export function pushHandler(context: GatewayContext, { name, verifier, process }: PushEndpoint): HttpHandler {
  return verifiedPost(context.telemetry, verifier, async (request) => {
    const message = parsePush(request, context.clock.now());
    if (!message) {
      const why = { source: name, reason: 'not-an-envelope' };
      await deadLetter(context, bare(request, context.clock.now()), why);
      return empty(204);
    }
    return (await process(context, message)) === 'done' ? empty(204) : unavailable();
  });
}

/** @returns a message of the bytes of a request that carries none */
export function bare({ body }: HttpRequest, now: number): ReceivedMessage {
  return {
    messageId: `sha256-${createHash('sha256').update(body).digest('hex')}` as MessageId,
    publishTime: timestampOf(now),
    data: body,
    attributes: {},
  };
}
