import type { Drained } from '../../shared/adapters/pubsub/pull.ts';
import { verifiedPost } from '../../shared/http/answering.ts';
import { type HttpHandler, json } from '../../shared/http/http.ts';
import type { PushVerifier } from '../../shared/http/push-auth.ts';
import type { ReceivedMessage } from '../../shared/protocol/message.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { receiveResponse } from '../../shared/use-cases/receive/receive-response.ts';
import { faultEvent } from '../../shared/use-cases/store-fault.ts';

export interface PullEndpoint {
  readonly verifier: PushVerifier;
  /** Full names of Modigie's pull subscriptions. */
  readonly subscriptions: readonly string[];
  /** Pulls one subscription for as long as one call may; see `drainSubscription`. */
  readonly drain: (
    subscription: string,
    process: (message: ReceivedMessage) => Promise<boolean>,
  ) => Promise<Drained>;
}

/**
 * Modigie's answers, pulled where Modigie does not push: each taken in exactly as a push is, acknowledged
 * once the store has it.
 */
export function pullResponsesHandler(
  context: GatewayContext,
  { verifier, subscriptions, drain }: PullEndpoint,
): HttpHandler {
  return verifiedPost(context.telemetry, verifier, async () => {
    const startedAt = context.clock.now();
    const drained = await Promise.all(
      subscriptions.map((name) => drain(name, (message) => take(context, message))),
    );
    const counts = {
      acknowledged: sum(drained.map(({ acknowledged }) => acknowledged)),
      returned: sum(drained.map(({ returned }) => returned)),
    };
    const durationMs = context.clock.now() - startedAt;
    if (counts.acknowledged + counts.returned === 0) context.telemetry.emit('pull.empty', { durationMs });
    else context.telemetry.emit('pull.finished', { counts, durationMs });
    return json(200, counts);
  });
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

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
