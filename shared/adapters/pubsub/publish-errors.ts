import { PublishError } from '../../ports/errors.ts';

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
  const { code, message, status } = fieldsOf(error);
  if (code === INVALID_ARGUMENT)
    return new PublishError('refused', 'Pub/Sub refused the message.', { cause: error });
  if (isMisconfigured(code, message, status))
    return new PublishError('misconfigured', 'Pub/Sub refused the sender, or has no such topic.', {
      cause: error,
    });
  return new PublishError('unavailable', 'Pub/Sub did not answer.', { cause: error });
}

function isMisconfigured(code: unknown, message: string, status: number): boolean {
  if (typeof code === 'number' && MISCONFIGURED.includes(code)) return true;
  // Credentials fail before any gRPC call: a token endpoint's 4xx, or no credentials at all.
  return (
    (status >= 400 && status < 500 && status !== 408 && status !== 429) ||
    /default credentials|ENOENT/.test(message)
  );
}

function fieldsOf(error: unknown): { code: unknown; message: string; status: number } {
  if (typeof error !== 'object' || error === null) return { code: undefined, message: '', status: 0 };
  const { code, message, status, response } = error as {
    code?: unknown;
    message?: unknown;
    status?: unknown;
    response?: { status?: unknown };
  };
  return { code, message: String(message), status: Number(response?.status ?? status ?? 0) };
}
