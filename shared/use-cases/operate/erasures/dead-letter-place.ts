/** Dead letters as a place from which a person is erased: a letter about the person goes whole. */
import { requestKey, type SubjectKey } from '../../../jobs/dead-letters/subjects.ts';
import type { DeadLetterStore } from '../../../ports/dead-letters.ts';
import type { ErasablePlace } from '../../../ports/erasable-place.ts';

/** Letters that are looked for together. */
const AT_ONCE = 100;
/** One erasure has at most a thousand records; what is left after so many rounds is left for the next run. */
const MOST_ROUNDS = 20;

export function deadLetterPlace(
  deadLetters: Pick<DeadLetterStore, 'findAbout' | 'countAbout' | 'remove'>,
): ErasablePlace {
  return {
    place: 'dead-letter-records',
    count: (sought) => deadLetters.countAbout(subjectsFrom(sought)),
    erase: async (sought) => {
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
    },
  };
}

function subjectsFrom({ keys, requestIds }: Parameters<ErasablePlace['count']>[0]): SubjectKey[] {
  return [...keys, ...requestIds.map(requestKey)];
}
