import type { Drained } from '../../shared/adapters/pubsub/pull.ts';
import { problem } from '../../shared/api/problem.ts';
import { verifiedPost } from '../../shared/http/answering.ts';
import { type HttpHandler, json } from '../../shared/http/http.ts';
import { problemResponse } from '../../shared/http/problem-response.ts';
import type { PushVerifier } from '../../shared/http/push-auth.ts';
import { later } from '../../shared/jobs/instant.ts';
import type { ReceivedMessage } from '../../shared/protocol/message.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { untilDone } from './until-done.ts';

/**
 * Messages that wait at once for what they need; fewer than may be at work, so that the others get through.
 */
const MAX_WAITING = 400;

export interface PullEndpoint {
  readonly verifier: PushVerifier;
  /** Full names of Modigie's pull subscriptions. */
  readonly subscriptions: readonly string[];
  /** How long (ms) one call pulls. */
  readonly forMs: number;
  /** Pulls one subscription for so long; see `drainSubscription`. */
  readonly drain: (
    subscription: string,
    process: (message: ReceivedMessage) => Promise<boolean>,
  ) => Promise<Drained>;
}

/**
 * Modigie's answers, pulled where Modigie does not push: taken in as sets, each acknowledged once the store
 * has it. A subscription that cannot be pulled stops none of the others, and is reported when they are
 * through.
 */
export function pullResponsesHandler(
  context: GatewayContext,
  { verifier, subscriptions, forMs, drain }: PullEndpoint,
): HttpHandler {
  return verifiedPost(context.telemetry, verifier, async () => {
    const startedAt = context.clock.now();
    const process = untilDone(context, { endsAt: later(startedAt, forMs), maxWaiting: MAX_WAITING });
    const drained = await Promise.all(
      subscriptions.map((name) => drain(name, process).catch((error) => failed(context, name, error))),
    );
    const counts = {
      acknowledged: sum(drained.map(({ acknowledged }) => acknowledged)),
      returned: sum(drained.map(({ returned }) => returned)),
    };
    const durationMs = context.clock.now() - startedAt;
    if (counts.acknowledged + counts.returned === 0) context.telemetry.emit('pull.empty', { durationMs });
    else context.telemetry.emit('pull.finished', { counts, durationMs });
    const failures = drained.filter((one) => one === FAILED).length;
    if (failures === 0) return json(200, counts);
    const detail = `${failures} of ${subscriptions.length} subscriptions could not be pulled; the log names them.`;
    return problemResponse(problem('internal', detail));
  });
}

const FAILED: Drained = { acknowledged: 0, returned: 0 };

function failed({ telemetry }: GatewayContext, subscription: string, error: unknown): Drained {
  telemetry.emit('pull.failed', { subscription, error });
  return FAILED;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
