import { LIMITS } from '../../api/limits.ts';
import type { SetAsideReason } from '../../jobs/dead-letters/dead-letter-record.ts';
import type { ReceivedMessage } from '../../protocol/message.ts';
import { type ReadJson, readJson } from '../../protocol/read-json.ts';
import { TRACE_ATTRIBUTE } from '../../protocol/trace-attribute.ts';
import { currentTrace, withTrace } from '../../telemetry/current-trace.ts';
import { type TraceContext, traceOf } from '../../telemetry/trace-context.ts';
import { isWorthAnotherTry } from '../budgets/over-budget-result.ts';
import type { GatewayContext } from '../context.ts';
import { deadLetter } from '../dead-letter.ts';
import { type SubmitResult, submitJob } from './submit-job.ts';

const SOURCE = 'intake-jobs';

/**
 * Takes in one message of the intake topic: a submission, in the same JSON as `POST /v1/jobs`.
 * @returns `done` when the message may be acknowledged: it is accepted, or set aside as a dead letter
 * @throws StoreUnavailableError, PublishError when a message that is not accepted cannot be set aside either
 */
export async function intakeMessage(
  context: GatewayContext,
  message: ReceivedMessage,
): Promise<'done' | 'retry-later'> {
  const json = readIntake(message.data);
  if (!json.ok) return setAside(context, message, { reason: json.reason });
  const result = await withTrace(traceOfSender(message), () => submitJob(context, json.value));
  switch (result.kind) {
    case 'accepted':
    case 'replayed':
      return 'done';
    case 'unavailable':
    case 'fault':
      return 'retry-later';
    case 'over-budget':
      if (isWorthAnotherTry(result)) return 'retry-later';
      return setAside(context, message, { reason: result.kind });
    default:
      return setAside(context, message, { reason: result.kind, detail: detailOf(result) });
  }
}

/** The trace in which the message was published; that of the push where it tells none. */
function traceOfSender({ attributes }: ReceivedMessage): TraceContext | undefined {
  return traceOf({ traceparent: attributes[TRACE_ATTRIBUTE] }) ?? currentTrace();
}

/** As large as HTTP takes one, told before it is read: parsed, it may be twenty times as large. */
export function readIntake(data: Buffer): ReadJson | { readonly ok: false; readonly reason: 'too-large' } {
  if (data.length > LIMITS.submissionBytes) return { ok: false, reason: 'too-large' };
  return readJson(data, { maxValues: LIMITS.submissionValues });
}

async function setAside(
  context: GatewayContext,
  message: ReceivedMessage,
  why: Omit<SetAsideReason, 'source'>,
): Promise<'done'> {
  await deadLetter(context, message, { source: SOURCE, ...why });
  return 'done';
}

function detailOf(result: SubmitResult): string | undefined {
  if (result.kind === 'invalid') return result.violations.map(({ pointer }) => pointer || '/').join(' ');
  if (result.kind === 'request-id-reused') return result.differing.map((field) => `/${field}`).join(' ');
  return undefined;
}
