/** Dead letters as the API shows them. */
import type {
  DeadLetterInFullView,
  DeadLetterView,
  JudgementView,
  RevealedDeadLetterView,
} from '../../../api/dead-letter-schemas.ts';
import { LIMITS } from '../../../api/limits.ts';
import type { View } from '../../../api/view.ts';
import type { DeadLetter } from '../../../jobs/dead-letters/dead-letter-record.ts';
import { rfc3339 } from '../../../jobs/instant.ts';
import type { Judgement } from './judge.ts';
import type { DeadLetterInFull } from './read-dead-letters.ts';

export function letterView({
  attributes: _attributes,
  claim: _claim,
  claims: _claims,
  ...letter
}: DeadLetter): DeadLetterView {
  return {
    ...letter,
    receivedAt: rfc3339(letter.receivedAt),
    expireAt: rfc3339(letter.expireAt),
    settledAt: letter.settledAt === null ? null : rfc3339(letter.settledAt),
  };
}

/** @param view a brief one has nothing that the message says */
export function fullView(
  { letter, body, refusal, judgement }: DeadLetterInFull,
  view: View,
): DeadLetterInFullView {
  return {
    ...letterView(letter),
    ...(view === 'full' ? messageView(letter, body) : { attributes: {}, data: null, text: null }),
    refusal: refusal ?? null,
    judgement: judgement === undefined ? null : judgementView(judgement),
  };
}

export function revealedView(letter: DeadLetter, body: Buffer | undefined): RevealedDeadLetterView {
  return { id: letter.id, ...messageView(letter, body) };
}

/** @returns the message itself. @param body undefined when its bytes are not all there any more */
function messageView({ attributes }: DeadLetter, body: Buffer | undefined) {
  return {
    attributes,
    data: body?.toString('base64') ?? null,
    text: body === undefined ? null : textOf(body),
  };
}

export function judgementView(judgement: Judgement): JudgementView {
  return judgement.kind === 'accepted'
    ? { accepted: true, reason: null, errors: [] }
    : { accepted: false, reason: judgement.reason, errors: judgement.errors };
}

/** @returns the bytes as text, whose own bytes they would be again; null where there is no such text */
function textOf(body: Buffer): string | null {
  if (body.length > LIMITS.deadLetterTextBytes) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}
