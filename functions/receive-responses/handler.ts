import type { HttpHandler } from '../../shared/http/http.ts';
import type { PushVerifier } from '../../shared/http/push-auth.ts';
import { pushHandler } from '../../shared/http/push-handler.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { receiveResponse } from '../../shared/use-cases/receive/receive-response.ts';

/** Modigie's responses, pushed by Pub/Sub (docs/protocol.md §5, §7.3). */
export function receiveResponsesHandler(context: GatewayContext, verifier: PushVerifier): HttpHandler {
  return pushHandler(context, { name: 'receive-responses', verifier, process: receiveResponse });
}
