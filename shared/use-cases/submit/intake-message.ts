import { LIMITS } from '../../api/limits.ts';
import type { ReceivedMessage } from '../../protocol/message.ts';
import { readJson } from '../../protocol/read-json.ts';
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
  // As large as HTTP takes one, told before it is read: parsed, it may be twenty times as large.
  if (message.data.length > LIMITS.submissionBytes)
    return setAside(context, message, { reason: 'too-large' });
  const json = readJson(message.data, { maxValues: LIMITS.submissionValues });
  if (!json.ok) return setAside(context, message, { reason: json.reason });
  const result = await submitJob(context, json.value);
  switch (result.kind) {
    case 'accepted':
    case 'replayed':
      return 'done';
    case 'unavailable':
    case 'fault':
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

function detailOf(result: SubmitResult): string | undefined {
  if (result.kind === 'invalid') return result.violations.map(({ pointer }) => pointer || '/').join(' ');
  if (result.kind === 'request-id-reused') return result.differing.map((field) => `/${field}`).join(' ');
  return undefined;
}
