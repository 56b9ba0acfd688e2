import type { DeadLetterId } from '../../../jobs/dead-letters/dead-letter-id.ts';
import { isExpired } from '../../../jobs/dead-letters/redrive.ts';
import type { StoredDeadLetter } from '../../../ports/dead-letters.ts';
import type { OperateContext } from '../audited.ts';

/** All that a use case works with by which a person sees to dead letters. */
export interface DeadLetterContext extends OperateContext {
  /** Full name of the company's own topic, on which submissions are published again. */
  readonly intakeTopic: string;
}

/**
 * @returns a letter that is there still: Firestore removes an expired one within a day
 * @throws StoreUnavailableError
 */
export async function presentLetter(
  { deadLetters, clock }: Pick<DeadLetterContext, 'deadLetters' | 'clock'>,
  id: DeadLetterId,
): Promise<StoredDeadLetter | undefined> {
  const stored = await deadLetters.get(id);
  return stored && !isExpired(stored.letter, clock.now()) ? stored : undefined;
}
