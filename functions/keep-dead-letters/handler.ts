import { verifiedPost } from '../../shared/http/answering.ts';
import { empty, type HttpHandler } from '../../shared/http/http.ts';
import type { PushVerifier } from '../../shared/http/push-auth.ts';
import { parsePush } from '../../shared/http/push-envelope.ts';
import { bare } from '../../shared/http/push-handler.ts';
import {
  type KeepContext,
  keepDeadLetter,
  keepUnreadable,
  LAST_RESORTS,
  type LastResort,
} from '../../shared/use-cases/keep-dead-letter.ts';

/**
 * Messages of the topics of last resort, pushed by Pub/Sub, each to the path of its topic's name. It
 * publishes nothing: a message that it cannot keep is never set aside by it again.
 */
export function keepDeadLettersHandler(context: KeepContext, verifier: PushVerifier): HttpHandler {
  return verifiedPost(context.telemetry, verifier, async (request) => {
    const now = context.clock.now();
    const message = parsePush(request, now);
    if (message) await keepDeadLetter(context, lastResortOf(request.target), message);
    else await keepUnreadable(context, bare(request, now));
    return empty(204);
  });
}

function lastResortOf(target: string): LastResort {
  const [path] = target.split('?', 1);
  return LAST_RESORTS.find((name) => path === `/${name}`) ?? 'dead-letters';
}
