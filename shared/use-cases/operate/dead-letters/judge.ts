/** The fate of a message, were it to come now: by the parsers that take it in, without taking it in. */
import { LIMITS } from '../../../api/limits.ts';
import type { Violation } from '../../../api/violations.ts';
import type { RedriveRoute } from '../../../jobs/dead-letters/redrive.ts';
import { decide } from '../../../jobs/decide.ts';
import { isSameRequest } from '../../../jobs/persons/sealed-fingerprint.ts';
import { wasAccepted } from '../../../jobs/submissions.ts';
import { RecordUnreadableError } from '../../../ports/errors.ts';
import type { ReceivedMessage } from '../../../protocol/message.ts';
import type { GatewayContext } from '../../context.ts';
import { incomingOf, MAX_STORABLE_BYTES } from '../../receive/receive-response.ts';
import { differingFields } from '../../submit/differing-fields.ts';
import { readIntake } from '../../submit/intake-message.ts';
import { parseSubmission } from '../../submit/parse-submission.ts';

/** Budgets are not looked at: they are counted when the message is taken in. */
export type Judgement =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'set-aside';
      /** The code with which it would be set aside again. */
      readonly reason: string;
      readonly errors: readonly Violation[];
    };

const ACCEPTED: Judgement = { kind: 'accepted' };

/** The most bytes that are taken in by each way back: no more than either reads of a message. */
const MOST_BYTES: Readonly<Record<RedriveRoute, number>> = {
  intake: LIMITS.submissionBytes,
  responses: MAX_STORABLE_BYTES,
  results: Number.POSITIVE_INFINITY,
};

/** @returns the judgement of a message that is too large for its way back, for which no bytes are read */
export function judgeSize(route: RedriveRoute, bytes: number): Judgement | undefined {
  return bytes > MOST_BYTES[route] ? setAside('too-large') : undefined;
}

/** @throws StoreUnavailableError */
export async function judge(
  context: GatewayContext,
  route: RedriveRoute,
  message: ReceivedMessage,
): Promise<Judgement> {
  try {
    if (route === 'intake') return await judgeSubmission(context, message);
    // A result is the gateway's own: nothing of it is held against anything.
    return route === 'responses' ? await judgeResponse(context, message) : ACCEPTED;
  } catch (error) {
    if (!(error instanceof RecordUnreadableError) || error.code !== 'malformed') throw error;
    return setAside('record-unreadable');
  }
}

async function judgeSubmission(context: GatewayContext, { data }: ReceivedMessage): Promise<Judgement> {
  const json = readIntake(data);
  if (!json.ok) return setAside(json.reason);
  const parsed = parseSubmission(context, json.value);
  if (parsed.kind === 'too-large') return setAside(parsed.kind);
  if (parsed.kind === 'invalid') return setAside(parsed.kind, parsed.violations);
  const stored = await context.store.get(parsed.requestId);
  if (parsed.kind === 'unacceptable')
    // One that an earlier configuration accepted is answered as ever.
    return stored &&
      wasAccepted(stored.record) &&
      isSameRequest(stored.record.fingerprint, parsed.fingerprint, context.peppers)
      ? ACCEPTED
      : setAside('invalid', parsed.violations);
  const { content } = parsed;
  if (!stored || stored.record.origin === 'external') return ACCEPTED;
  if (isSameRequest(stored.record.fingerprint, content.fingerprint, context.peppers)) return ACCEPTED;
  const detail = 'is not what the request ID was used for before';
  const errors = differingFields(stored.record, content).map((field) => ({ pointer: `/${field}`, detail }));
  return setAside('request-id-reused', errors);
}

async function judgeResponse(context: GatewayContext, message: ReceivedMessage): Promise<Judgement> {
  const { response } = incomingOf(message);
  if (response.kind === 'too-large') return setAside(response.kind);
  if (response.kind === 'unreadable') return setAside(response.reason);
  if (response.repositoryId !== null && response.repositoryId !== context.repositoryId)
    return setAside('other-repository');
  if (response.kind === 'discard') {
    const found = await context.store.findByMessageId(response.messageId);
    return found ? ACCEPTED : setAside('discard-unmatched');
  }
  const stored = await context.store.get(response.requestId);
  const event = { type: 'answered', answer: response } as const;
  const { outcome } = decide(stored?.record, event, context.policy, context.clock.now());
  return outcome.type === 'foreign' ? setAside('answer-of-another-job') : ACCEPTED;
}

function setAside(reason: string, errors: readonly Violation[] = []): Judgement {
  return { kind: 'set-aside', reason, errors };
}
