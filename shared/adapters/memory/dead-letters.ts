import { isMeant, placeOf } from '../../jobs/dead-letters/dead-letter-filter.ts';
import type { DeadLetterId } from '../../jobs/dead-letters/dead-letter-id.ts';
import type { DeadLetter } from '../../jobs/dead-letters/dead-letter-record.ts';
import type { DeadLetterState } from '../../jobs/dead-letters/dead-letter-states.ts';
import { type SubjectKey, subjectsOf } from '../../jobs/dead-letters/subjects.ts';
import type { Peppers } from '../../jobs/persons/peppers.ts';
import type {
  DeadLetterPage,
  DeadLetterQuery,
  DeadLetterStore,
  StoredDeadLetter,
} from '../../ports/dead-letters.ts';
import { RecordRefusedError } from '../../ports/errors.ts';
import type { Revision } from '../../ports/job-store.ts';
import { isLetterTooLarge } from '../documents/document-size.ts';

interface Kept extends StoredDeadLetter {
  readonly body: Buffer;
  readonly subjects: ReadonlySet<string>;
}

/** Dead letters in memory, with the guarantees of those in Firestore: for embedded runs and simulations. */
export class MemoryDeadLetterStore implements DeadLetterStore {
  readonly #letters = new Map<DeadLetterId, Kept>();
  readonly #peppers: Peppers;
  #revisions = 0;

  /** @param options.peppers with which the persons are keyed that letters are about */
  constructor({ peppers = [] }: { readonly peppers?: Peppers } = {}) {
    this.#peppers = peppers;
  }

  async create(letter: DeadLetter, body: Buffer): Promise<'created' | 'exists'> {
    if (this.#letters.has(letter.id)) return 'exists';
    if (isLetterTooLarge(letter)) throw new RecordRefusedError();
    const subjects = new Set<string>(subjectsOf(letter, body, this.#peppers));
    this.#put(letter, { body: Buffer.from(body), subjects });
    return 'created';
  }

  async get(id: DeadLetterId): Promise<StoredDeadLetter | undefined> {
    const kept = this.#letters.get(id);
    return kept && { letter: kept.letter, revision: kept.revision };
  }

  async body({ id }: DeadLetter): Promise<Buffer | undefined> {
    return this.#letters.get(id)?.body;
  }

  async replace(letter: DeadLetter, expected: Revision): Promise<Revision | 'conflict'> {
    const kept = this.#letters.get(letter.id);
    return kept?.revision === expected ? this.#put(letter, kept) : 'conflict';
  }

  async list({ filter, after, limit }: DeadLetterQuery): Promise<DeadLetterPage> {
    const meant = this.#all()
      .filter((letter) => isMeant(letter, filter) && (after === undefined || placeOf(letter) < after))
      .toSorted((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
    const letters = meant.slice(0, limit);
    const last = letters.at(-1);
    return { letters, next: meant.length > limit && last ? placeOf(last) : undefined };
  }

  async count(state: DeadLetterState): Promise<number> {
    return this.#all().filter((letter) => letter.state === state).length;
  }

  async findAbout(subjects: readonly SubjectKey[], limit: number): Promise<DeadLetterId[]> {
    return this.#about(subjects).slice(0, limit);
  }

  async countAbout(subjects: readonly SubjectKey[]): Promise<number> {
    return this.#about(subjects).length;
  }

  async remove(id: DeadLetterId): Promise<void> {
    this.#letters.delete(id);
  }

  /** Every letter with its bytes, in the order in which they were kept: for tests and simulations. */
  kept(): { readonly letter: DeadLetter; readonly body: Buffer }[] {
    return [...this.#letters.values()];
  }

  #about(subjects: readonly SubjectKey[]): DeadLetterId[] {
    return [...this.#letters.values()]
      .filter((kept) => subjects.some((key) => kept.subjects.has(key)))
      .map(({ letter }) => letter.id);
  }

  #all(): DeadLetter[] {
    return this.kept().map(({ letter }) => letter);
  }

  #put(letter: DeadLetter, { body, subjects }: Pick<Kept, 'body' | 'subjects'>): Revision {
    this.#revisions += 1;
    const revision = String(this.#revisions) as Revision;
    this.#letters.set(letter.id, { letter, revision, body, subjects });
    return revision;
  }
}
