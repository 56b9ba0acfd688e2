import { actOf } from '../../../jobs/audit-entry.ts';
import type { DeadLetterId } from '../../../jobs/dead-letters/dead-letter-id.ts';
import type { DeadLetter } from '../../../jobs/dead-letters/dead-letter-record.ts';
import { dropped, dropRefusal } from '../../../jobs/dead-letters/redrive.ts';
import type { DropRefusal } from '../../../jobs/dead-letters/redrive-refusals.ts';
import type { StoredDeadLetter } from '../../../ports/dead-letters.ts';
import { audited } from '../audited.ts';
import { type DeadLetterContext, presentLetter } from './dead-letter-context.ts';

export type DropResult =
  | { readonly kind: 'dropped'; readonly letter: DeadLetter }
  /** It was dropped already: the same answer again, for a caller who lost the first. */
  | { readonly kind: 'replayed'; readonly letter: DeadLetter }
  | { readonly kind: Exclude<DropRefusal, 'dropped'>; readonly letter: DeadLetter }
  | { readonly kind: 'not-found' };

interface DropAsked {
  readonly id: DeadLetterId;
  /** In the person's own words; null for none. */
  readonly reason: string | null;
}

/**
 * Decides that a dead letter stays where it is. Its bytes are kept until it expires.
 * @throws StoreUnavailableError
 */
export async function dropDeadLetter(
  context: DeadLetterContext,
  { id, reason }: DropAsked,
): Promise<DropResult> {
  const stored = await presentLetter(context, id);
  if (!stored) return { kind: 'not-found' };
  const refused = refusalOf(context, stored.letter);
  if (refused) return refused;
  const act = { actor: context.caller.email, action: 'drop', target: id, reason } as const;
  return audited(context, actOf(act, stored.letter.claims), () => drop(context, stored));
}

function refusalOf({ clock }: DeadLetterContext, letter: DeadLetter): DropResult | undefined {
  const refusal = dropRefusal(letter, clock.now());
  return refusal && { kind: refusal === 'dropped' ? 'replayed' : refusal, letter };
}

async function drop(context: DeadLetterContext, { letter, revision }: StoredDeadLetter): Promise<DropResult> {
  const done = dropped(letter, context.clock.now());
  if ((await context.deadLetters.replace(done, revision)) !== 'conflict')
    return { kind: 'dropped', letter: done };
  const current = await presentLetter(context, letter.id);
  if (!current) return { kind: 'not-found' };
  return refusalOf(context, current.letter) ?? { kind: 'being-redriven', letter: current.letter };
}
