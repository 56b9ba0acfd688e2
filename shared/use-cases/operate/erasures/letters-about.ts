/** The dead letters about a person, who is erased: a letter goes whole. */
import { requestKey, type SubjectKey } from '../../../jobs/dead-letters/subjects.ts';
import type { PersonKey } from '../../../jobs/persons/person-keys.ts';
import type { DeadLetterStore } from '../../../ports/dead-letters.ts';
import type { RequestId } from '../../../protocol/request-id.ts';

/** Letters that are looked for together. */
const AT_ONCE = 100;
/** One erasure has at most a thousand records; what is left after so many rounds is left for the next run. */
const MOST_ROUNDS = 20;

/** Whose letters are meant. */
interface Sought {
  readonly keys: readonly PersonKey[];
  /** Every attempt of the lineages that are about the person. */
  readonly requestIds: readonly RequestId[];
}

export interface LettersErased {
  readonly found: number;
  readonly remaining: number;
}

/** @throws StoreUnavailableError */
export function countLettersAbout(
  deadLetters: Pick<DeadLetterStore, 'countAbout'>,
  sought: Sought,
): Promise<number> {
  return deadLetters.countAbout(subjectsFrom(sought));
}

/** Takes them out for good; done twice, it does nothing twice. @throws StoreUnavailableError */
export async function eraseLettersAbout(
  deadLetters: Pick<DeadLetterStore, 'findAbout' | 'countAbout' | 'remove'>,
  sought: Sought,
): Promise<LettersErased> {
  const subjects = subjectsFrom(sought);
  let found = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const ids = await deadLetters.findAbout(subjects, AT_ONCE);
    if (ids.length === 0) return { found, remaining: 0 };
    found += ids.length;
    await Promise.all(ids.map((id) => deadLetters.remove(id)));
  }
  const remaining = await deadLetters.countAbout(subjects);
  return { found: found + remaining, remaining };
}

function subjectsFrom({ keys, requestIds }: Sought): SubjectKey[] {
  return [...keys, ...requestIds.map(requestKey)];
}
