import { firstPlaceAt } from '../../jobs/dead-letters/dead-letter-filter.ts';
import type { DeadLetterId } from '../../jobs/dead-letters/dead-letter-id.ts';
import type { DeadLetter } from '../../jobs/dead-letters/dead-letter-record.ts';
import type { DeadLetterState } from '../../jobs/dead-letters/dead-letter-states.ts';
import { type SubjectKey, subjectsOf } from '../../jobs/dead-letters/subjects.ts';
import type { Instant } from '../../jobs/instant.ts';
import type { Peppers } from '../../jobs/persons/peppers.ts';
import type {
  DeadLetterPage,
  DeadLetterQuery,
  DeadLetterStore,
  StoredDeadLetter,
} from '../../ports/dead-letters.ts';
import { RecordRefusedError, type UnreadableReason } from '../../ports/errors.ts';
import type { Revision } from '../../ports/job-store.ts';
import { digestOf, readDeadLetterDocument, toDeadLetterFields } from '../documents/dead-letter-document.ts';
import { isLetterTooLarge } from '../documents/document-size.ts';
import { parsedFields } from './job-rows.ts';
import type { LedgerFile } from './ledger-file.ts';
import { newestRows } from './newest-rows.ts';

interface DeadLetterOptions {
  /** Hears of each letter that was passed over because it cannot be read. */
  readonly onUnreadable: (unreadable: { document: string; reason: UnreadableReason }) => void;
  readonly peppers?: Peppers;
}

interface LetterRow {
  readonly id: DeadLetterId;
  readonly revision: Revision;
  readonly place: NonNullable<DeadLetterPage['next']>;
  readonly document: string;
}

interface BodyRow {
  readonly digest: string;
  readonly body: Uint8Array;
}

const COLUMNS = 'id, revision, place, document';
const FIELDS = 'revision, place, reason, source, state, expire_at, document';
const ADD = `INSERT INTO dead_letters (${FIELDS}, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`;
const ADD_BODY = 'INSERT INTO dead_letter_bodies (letter, digest, body) VALUES (?, ?, ?)';
const ADD_SUBJECT = 'INSERT INTO dead_letter_subjects (subject, letter) VALUES (?, ?) ON CONFLICT DO NOTHING';
const REPLACE = `UPDATE dead_letters SET (${FIELDS}) = (?, ?, ?, ?, ?, ?, ?) WHERE id = ? AND revision = ?`;
const ABOUT = 'SELECT letter FROM dead_letter_subjects WHERE subject = ?';
const EXPIRED = 'SELECT id FROM dead_letters WHERE expire_at <= ? ORDER BY expire_at LIMIT ?';

/**
 * Dead letters in the ledger's file; the bytes of each in a row of their own, which no change of it writes.
 */
export class SqliteDeadLetterStore implements DeadLetterStore {
  readonly #file: LedgerFile;
  readonly #onUnreadable: DeadLetterOptions['onUnreadable'];
  readonly #peppers: Peppers;

  constructor(file: LedgerFile, { onUnreadable, peppers = [] }: DeadLetterOptions) {
    this.#file = file;
    this.#onUnreadable = onUnreadable;
    this.#peppers = peppers;
  }

  async create(letter: DeadLetter, body: Buffer): Promise<'created' | 'exists'> {
    if (isLetterTooLarge(letter)) throw new RecordRefusedError();
    const subjects = new Set(subjectsOf(letter, body, this.#peppers));
    const bytes = Buffer.from(body);
    return this.#file.write(() => {
      const revision = this.#file.nextRevision();
      if (this.#file.run(ADD, ...columnsOf(letter, revision)).changes === 0) return 'exists';
      this.#file.run(ADD_BODY, letter.id, digestOf(bytes), bytes);
      for (const subject of subjects) this.#file.run(ADD_SUBJECT, subject, letter.id);
      return 'created';
    });
  }

  async get(id: DeadLetterId): Promise<StoredDeadLetter | undefined> {
    const row = this.#file.get<LetterRow>(`SELECT ${COLUMNS} FROM dead_letters WHERE id = ?`, id);
    const letter = row && this.#readable(row);
    return row && letter && { letter, revision: row.revision };
  }

  /** Bytes that are not those that came are no bytes: a redrive of them would send another message. */
  async body({ id }: DeadLetter): Promise<Buffer | undefined> {
    const sql = 'SELECT digest, body FROM dead_letter_bodies WHERE letter = ?';
    const row = this.#file.get<BodyRow>(sql, id);
    if (!row) return undefined;
    const body = Buffer.from(row.body);
    if (digestOf(body) === row.digest) return body;
    this.#onUnreadable({ document: id, reason: 'malformed' });
    return undefined;
  }

  async replace(letter: DeadLetter, expected: Revision): Promise<Revision | 'conflict'> {
    return this.#file.write(() => {
      const revision = this.#file.nextRevision();
      const { changes } = this.#file.run(REPLACE, ...columnsOf(letter, revision), expected);
      return changes === 0 ? 'conflict' : revision;
    });
  }

  async list({ filter, after, limit }: DeadLetterQuery): Promise<DeadLetterPage> {
    const { since, ...equal } = filter;
    const { page, hasMore } = newestRows<LetterRow>(this.#file, {
      table: 'dead_letters',
      columns: COLUMNS,
      place: 'place',
      since: since && firstPlaceAt(since),
      before: after,
      equal,
      limit,
    });
    return {
      letters: page.flatMap((row) => this.#readable(row) ?? []),
      next: hasMore ? page.at(-1)?.place : undefined,
    };
  }

  async count(state: DeadLetterState): Promise<number> {
    const sql = 'SELECT count(*) AS n FROM dead_letters WHERE state = ?';
    return this.#file.get<{ n: number }>(sql, state)?.n ?? 0;
  }

  async findAbout(subjects: readonly SubjectKey[], limit: number): Promise<readonly DeadLetterId[]> {
    return this.#about(subjects).slice(0, limit);
  }

  async countAbout(subjects: readonly SubjectKey[]): Promise<number> {
    return this.#about(subjects).length;
  }

  remove(id: DeadLetterId): Promise<void> {
    return this.#file.write(() => void this.#file.run('DELETE FROM dead_letters WHERE id = ?', id));
  }

  /**
   * Removes letters whose time is over, with their bytes: what Firestore's TTL does by itself.
   * @param limit the most that are removed at once
   * @returns how many were
   */
  removeExpired(now: Instant, limit: number): Promise<number> {
    return this.#file.write(() => {
      const expired = this.#file.all<Pick<LetterRow, 'id'>>(EXPIRED, now, limit);
      for (const { id } of expired) this.#file.run('DELETE FROM dead_letters WHERE id = ?', id);
      return expired.length;
    });
  }

  #about(subjects: readonly SubjectKey[]): DeadLetterId[] {
    const found = subjects.flatMap((key) => this.#file.all<{ letter: DeadLetterId }>(ABOUT, key));
    return [...new Set(found.map(({ letter }) => letter))];
  }

  #readable({ id, document }: LetterRow): DeadLetter | undefined {
    const read = readDeadLetterDocument(parsedFields(document) ?? {});
    if (typeof read !== 'string') return read;
    this.#onUnreadable({ document: id, reason: read });
    return undefined;
  }
}

function columnsOf(letter: DeadLetter, revision: Revision) {
  const fields = toDeadLetterFields(letter, '');
  const { place, format, letter: rest } = fields;
  const { reason, source, state, expireAt } = letter;
  return [
    revision,
    place,
    reason,
    source,
    state,
    expireAt,
    JSON.stringify({ format, letter: rest }),
    letter.id,
  ];
}
