import { actOf } from '../../../jobs/audit-entry.ts';
import type { DeadLetterId } from '../../../jobs/dead-letters/dead-letter-id.ts';
import type { DeadLetter } from '../../../jobs/dead-letters/dead-letter-record.ts';
import { audited } from '../audited.ts';
import { lookedAt } from '../reveal-job.ts';
import { type DeadLetterContext, presentLetter } from './dead-letter-context.ts';

export type RevealLetterResult =
  /** The bytes are undefined when they are not all there any more. */
  | { readonly kind: 'revealed'; readonly letter: DeadLetter; readonly body: Buffer | undefined }
  | { readonly kind: 'not-found' };

interface RevealAsked {
  readonly id: DeadLetterId;
  /** In the person's own words; null for none. */
  readonly reason: string | null;
}

/**
 * Shows a person the message of a dead letter, and changes nothing. Each time is an act of its own.
 * @throws StoreUnavailableError; when it could not be told beforehand, nothing is shown
 */
export async function revealDeadLetter(
  context: DeadLetterContext,
  { id, reason }: RevealAsked,
): Promise<RevealLetterResult> {
  const stored = await presentLetter(context, id);
  if (!stored) return { kind: 'not-found' };
  const { letter } = stored;
  const { caller, clock, deadLetters } = context;
  const act = { actor: caller.email, action: 'reveal-dead-letter', target: id, reason } as const;
  return audited(context, actOf(act, lookedAt(clock.now(), reason)), async () => {
    const body = await deadLetters.body(letter);
    return { kind: 'revealed', letter, body };
  });
}
