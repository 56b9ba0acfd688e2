import { PublishError } from '../../ports/errors.ts';
import { isCredentialFault } from '../credential-fault.ts';

const INVALID_ARGUMENT = 3;
/** NOT_FOUND, PERMISSION_DENIED, UNAUTHENTICATED: a topic, grant or key that only a person can mend. */
const MISCONFIGURED = [5, 7, 16];

/**
 * Tells the faults of a publish apart (docs/protocol.md §2.7). `refused`: the topic will never take the
 * message (C26). `misconfigured`: a person has to mend a topic, grant or key. `unavailable`: all else, which
 * may pass.
 */
export function toPublishError(error: unknown): PublishError {
  if (error instanceof PublishError) return error;
  const code = (error as { code?: unknown } | null | undefined)?.code;
  if (code === INVALID_ARGUMENT)
    return new PublishError('refused', 'Pub/Sub refused the message.', { cause: error });
  if (isCredentialFault(error) || (typeof code === 'number' && MISCONFIGURED.includes(code)))
    return new PublishError('misconfigured', 'Pub/Sub refused the sender, or has no such topic.', {
      cause: error,
    });
  return new PublishError('unavailable', 'Pub/Sub did not answer.', { cause: error });
}
