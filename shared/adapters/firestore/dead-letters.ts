import { randomUUID } from 'node:crypto';
import type {
  CollectionReference,
  DocumentData,
  DocumentReference,
  Firestore,
  Query,
  UpdateData,
} from '@google-cloud/firestore';
import { type DeadLetterPlace, firstPlaceAt } from '../../jobs/dead-letters/dead-letter-filter.ts';
import type { DeadLetterId } from '../../jobs/dead-letters/dead-letter-id.ts';
import type { DeadLetter } from '../../jobs/dead-letters/dead-letter-record.ts';
import type { DeadLetterState } from '../../jobs/dead-letters/dead-letter-states.ts';
import { type SubjectKey, subjectsOf } from '../../jobs/dead-letters/subjects.ts';
import type { Peppers } from '../../jobs/persons/peppers.ts';
import { MAX_ALTERNATIVES } from '../../jobs/served-filter.ts';
import type {
  DeadLetterPage,
  DeadLetterQuery,
  DeadLetterStore,
  StoredDeadLetter,
} from '../../ports/dead-letters.ts';
import type { UnreadableReason } from '../../ports/errors.ts';
import type { Revision } from '../../ports/job-store.ts';
import {
  DEAD_LETTER_SHARDS,
  digestOf,
  letterSelectionKey,
  readDeadLetterDocument,
} from '../documents/dead-letter-document.ts';
import {
  type LetterDocument,
  type LetterFields,
  partNames,
  partsOfBody,
  toLetterFields,
} from './dead-letter-parts.ts';
import { fromRevision, toRevision } from './revision.ts';
import { isAlreadyExists, isPreconditionFailed, storeCall } from './store-call.ts';

/** Hears of each letter that was passed over because it cannot be read. */
export type OnUnreadableLetter = (unreadable: { document: string; reason: UnreadableReason }) => void;

interface Row {
  readonly name: string;
  readonly place: DeadLetterPlace;
  readonly data: DocumentData;
}

/**
 * Dead letters in Firestore, beside the ledger: `repositories/{repositoryId}/deadLetters`. A message may have
 * 10 MB, and a document 1 MiB: its bytes are documents below its own, written before that one or with it.
 */
export class FirestoreDeadLetterStore implements DeadLetterStore {
  readonly #firestore: Firestore;
  readonly #letters: CollectionReference<LetterDocument>;
  readonly #onUnreadable: OnUnreadableLetter;
  readonly #peppers: Peppers;

  constructor(
    firestore: Firestore,
    repositoryId: string,
    { onUnreadable, peppers = [] }: { readonly onUnreadable: OnUnreadableLetter; readonly peppers?: Peppers },
  ) {
    this.#peppers = peppers;
    const repository = firestore.collection('repositories').doc(repositoryId);
    this.#firestore = firestore;
    this.#letters = repository.collection('deadLetters') as CollectionReference<LetterDocument>;
    this.#onUnreadable = onUnreadable;
  }

  /** Parts of a letter that breaks off are nobody's: the next try writes the same, or they expire. */
  async create(letter: DeadLetter, body: Buffer): Promise<'created' | 'exists'> {
    const parts = partsOfBody(body, letter);
    const documents = this.#parts(letter.id, parts.length);
    for (const [i, part] of parts.slice(0, -1).entries())
      await storeCall(async () => void (await documents[i]?.set(part)));
    const batch = this.#firestore.batch();
    const [lastPart, lastDocument] = [parts.at(-1), documents.at(-1)];
    if (lastPart && lastDocument) batch.set(lastDocument, lastPart);
    const fields = toLetterFields(letter, randomUUID());
    batch.create(this.#document(letter.id), {
      ...fields,
      body: { parts: parts.length, digest: digestOf(body) },
      subjects: subjectsOf(letter, body, this.#peppers),
    });
    return storeCall(() => batch.commit().then(() => 'created' as const), isAlreadyExists, 'exists' as const);
  }

  async get(id: DeadLetterId): Promise<StoredDeadLetter | undefined> {
    const snapshot = await storeCall(() => this.#document(id).get());
    const data = snapshot.data();
    const letter = data && this.#readable(snapshot.id, data);
    return letter && snapshot.updateTime && { letter, revision: toRevision(snapshot.updateTime) };
  }

  /** Bytes that are not those that came are no bytes: a redrive of them would send another message. */
  async body({ id }: DeadLetter): Promise<Buffer | undefined> {
    const body = (await storeCall(() => this.#document(id).get())).data()?.body;
    if (!body) return undefined;
    const documents = this.#parts(id, body.parts);
    const parts = documents.length === 0 ? [] : await storeCall(() => this.#firestore.getAll(...documents));
    const whole = Buffer.concat(parts.map((part) => part.get('bytes') ?? Buffer.alloc(0)));
    if (digestOf(whole) === body.digest) return whole;
    this.#onUnreadable({ document: id, reason: 'malformed' });
    return undefined;
  }

  async replace(letter: DeadLetter, expected: Revision): Promise<Revision | 'conflict'> {
    const document = this.#document(letter.id);
    const fields = toLetterFields(letter, randomUUID());
    const update = fields as unknown as UpdateData<LetterDocument>;
    const written = await storeCall(
      async () =>
        toRevision((await document.update(update, { lastUpdateTime: fromRevision(expected) })).writeTime),
      isPreconditionFailed,
      undefined,
    );
    return written ?? (await this.#writtenAlready(letter.id, fields)) ?? 'conflict';
  }

  /** The newest of each shard, and of these the newest: a page that ends is that of no shard left out. */
  async list({ filter, after, limit }: DeadLetterQuery): Promise<DeadLetterPage> {
    const shards = Array.from({ length: DEAD_LETTER_SHARDS }, (_, shard) => shard);
    const found = await Promise.all(shards.map((shard) => this.#newest(shard, { filter, after, limit })));
    const rows = found.flat().toSorted((a, b) => (a.place < b.place ? 1 : -1));
    const page = rows.slice(0, limit);
    const letters = page.flatMap(({ name, data }) => this.#readable(name, data) ?? []);
    return { letters, next: rows.length > limit ? page.at(-1)?.place : undefined };
  }

  async count(state: DeadLetterState): Promise<number> {
    const counted = await storeCall(() => this.#letters.where('state', '==', state).count().get());
    return counted.data().count;
  }

  async findAbout(subjects: readonly SubjectKey[], limit: number): Promise<DeadLetterId[]> {
    const found = await Promise.all(
      this.#about(subjects).map((query) => storeCall(() => query.select().limit(limit).get())),
    );
    const names = new Set(found.flatMap(({ docs }) => docs.map(({ id }) => id as DeadLetterId)));
    return [...names].slice(0, limit);
  }

  /** A letter with subjects of several queries is counted in each: so few are counted by their names. */
  async countAbout(subjects: readonly SubjectKey[]): Promise<number> {
    const found = await Promise.all(
      this.#about(subjects).map((query) => storeCall(() => query.select().get())),
    );
    return new Set(found.flatMap(({ docs }) => docs.map(({ id }) => id))).size;
  }

  /** Its bytes first: while the letter is there, it is found again. */
  async remove(id: DeadLetterId): Promise<void> {
    const parts = await storeCall(() => this.#partsOf(id).select().get());
    for (const { ref } of parts.docs) await storeCall(async () => void (await ref.delete()));
    await storeCall(async () => void (await this.#document(id).delete()));
  }

  #about(subjects: readonly SubjectKey[]): Query<LetterDocument>[] {
    const queries: Query<LetterDocument>[] = [];
    for (let i = 0; i < subjects.length; i += MAX_ALTERNATIVES)
      queries.push(
        this.#letters.where('subjects', 'array-contains-any', subjects.slice(i, i + MAX_ALTERNATIVES)),
      );
    return queries;
  }

  async #newest(shard: number, { filter, after, limit }: DeadLetterQuery): Promise<Row[]> {
    const ofShard = this.#letters
      .where('selections', 'array-contains', letterSelectionKey(filter))
      .where('shard', '==', shard);
    const since =
      filter.since === undefined ? ofShard : ofShard.where('place', '>=', firstPlaceAt(filter.since));
    const query = after === undefined ? since : since.where('place', '<', after);
    const { docs } = await storeCall(() =>
      query
        .orderBy('place', 'desc')
        .limit(limit + 1)
        .get(),
    );
    return docs.map((doc) => ({ name: doc.id, place: doc.get('place'), data: doc.data() }));
  }

  /** The SDK repeats a call whose answer was lost. If the first took effect, the repetition fails on it. */
  async #writtenAlready(id: DeadLetterId, { writeId }: LetterFields): Promise<Revision | undefined> {
    const snapshot = await storeCall(() => this.#document(id).get());
    const isOwn = snapshot.updateTime && snapshot.get('writeId') === writeId;
    return isOwn ? toRevision(snapshot.updateTime) : undefined;
  }

  #document(id: DeadLetterId): DocumentReference<LetterDocument> {
    return this.#letters.doc(id);
  }

  #partsOf(id: DeadLetterId) {
    return this.#document(id).collection('deadLetterParts');
  }

  #parts(id: DeadLetterId, count: number): DocumentReference[] {
    const parts = this.#partsOf(id);
    return partNames(count).map((name) => parts.doc(name));
  }

  #readable(name: string, data: DocumentData): DeadLetter | undefined {
    const read = readDeadLetterDocument(data);
    if (typeof read !== 'string') return read;
    this.#onUnreadable({ document: name, reason: read });
    return undefined;
  }
}
