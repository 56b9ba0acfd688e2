import type { HttpHandler } from '../../shared/http/http.ts';
import type { PushVerifier } from '../../shared/http/push-auth.ts';
import { pushHandler } from '../../shared/http/push-handler.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { intakeMessage } from '../../shared/use-cases/submit/intake-message.ts';

/** Jobs from the company's own topic, pushed by Pub/Sub: the same JSON as `POST /v1/jobs`. */
export function intakeJobsHandler(context: GatewayContext, verifier: PushVerifier): HttpHandler {
  return pushHandler(context, { name: 'intake-jobs', verifier, process: intakeMessage });
}
