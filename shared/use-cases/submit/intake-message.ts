import { createHash } from 'node:crypto';
import type { ReceivedMessage } from '../../protocol/message.ts';
import { readJson } from '../../protocol/read-json.ts';
import { isStorableRequestId, type RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { type DeadLetterReason, deadLetter } from '../dead-letter.ts';
import { type SubmitResult, submitJob } from './submit-job.ts';

const SOURCE = 'intake-jobs';

/**
 * Takes in one message of the intake topic: a submission, in the same JSON as `POST /v1/jobs`.
 * @returns `done` when the message may be acknowledged: it is accepted, or set aside as a dead letter
 * @throws PublishError when a message that is not accepted cannot be set aside either
 */
export async function intakeMessage(
  context: GatewayContext,
  message: ReceivedMessage,
): Promise<'done' | 'retry-later'> {
  const json = readJson(message.data);
  if (!json.ok) return setAside(context, message, { reason: json.reason });
  const result = await submitJob(context, json.value, () => idOf(message));
  switch (result.kind) {
    case 'accepted':
    case 'replayed':
      return 'done';
    case 'unavailable':
      return 'retry-later';
    default:
      return setAside(context, message, { reason: result.kind, detail: detailOf(result) });
  }
}

async function setAside(
  context: GatewayContext,
  message: ReceivedMessage,
  why: Omit<DeadLetterReason, 'source'>,
): Promise<'done'> {
  await deadLetter(context, message, { source: SOURCE, ...why });
  return 'done';
}

/** Pub/Sub redelivers under the same message ID. The request ID follows from it: a redelivery is a replay. */
function idOf({ messageId }: ReceivedMessage): RequestId {
  const id = `m-${messageId}`;
  return isStorableRequestId(id)
    ? id
    : (`m-${createHash('sha256').update(messageId).digest('hex')}` as RequestId);
}

function detailOf(result: SubmitResult): string | undefined {
  if (result.kind === 'invalid') return result.violations.map(({ pointer }) => pointer || '/').join(' ');
  if (result.kind === 'request-id-reused') return result.differing.map((field) => `/${field}`).join(' ');
  return undefined;
}
