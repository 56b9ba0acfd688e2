/** The contract of the store of dead letters, on each of its adapters. */
import type { Firestore } from '@google-cloud/firestore';
import { describe, expect, inject, it } from 'vitest';
import { PART_BYTES } from '../../shared/adapters/firestore/dead-letter-parts.ts';
import {
  FirestoreDeadLetterStore,
  type OnUnreadableLetter,
} from '../../shared/adapters/firestore/dead-letters.ts';
import type { DeadLetterFilter } from '../../shared/jobs/dead-letters/dead-letter-filter.ts';
import type { DeadLetterId } from '../../shared/jobs/dead-letters/dead-letter-id.ts';
import type { DeadLetter } from '../../shared/jobs/dead-letters/dead-letter-record.ts';
import { claimed, dropped, redriven } from '../../shared/jobs/dead-letters/redrive.ts';
import { requestKey, subjectsOf } from '../../shared/jobs/dead-letters/subjects.ts';
import { later } from '../../shared/jobs/instant.ts';
import type { DeadLetterStore } from '../../shared/ports/dead-letters.ts';
import {
  RecordRefusedError,
  StoreMisconfiguredError,
  StoreUnavailableError,
} from '../../shared/ports/errors.ts';
import type { Revision } from '../../shared/ports/job-store.ts';
import { START } from '../fixtures.ts';
import { ADAPTERS, kept, letterAt, newFirestore, PEPPERS } from './dead-letter-stores.ts';

const emulators = inject('emulators');

async function revisionOf(store: DeadLetterStore, { id }: DeadLetter): Promise<Revision> {
  return (await store.get(id))?.revision as Revision;
}

/** @returns every letter, page by page */
async function all(store: DeadLetterStore, filter: DeadLetterFilter, limit: number) {
  const pages: DeadLetter[][] = [];
  let after: Awaited<ReturnType<DeadLetterStore['list']>>['next'];
  do {
    const page = await store.list({ filter, after, limit });
    pages.push([...page.letters]);
    after = page.next;
  } while (after !== undefined);
  return pages;
}

/** Bytes in which no two parts are alike, so that one in the wrong place shows. */
function bytesOf(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 31 + (at >>> 8) * 17 + (at >>> 16) * 7) & 0xff;
  return bytes;
}

describe.each(ADAPTERS)('the store of dead letters in %s', (_name, create) => {
  const make = create as () => DeadLetterStore;

  it.skipIf(!create)('gives a letter back as it was kept, with its bytes', async () => {
    const store = make();
    const attributes = JSON.parse(
      '{"__name__":"x","__proto__":"y","a.b":"\\"","":"empty","odd":"A\\uD800","\\u0000":"\\n"}',
    );
    const { letter, body } = letterAt(1, { data: Buffer.from([0, 255, 192, 10]), attributes });
    expect(await store.create(letter, body)).toBe('created');
    expect((await store.get(letter.id))?.letter).toEqual(letter);
    expect(await store.body(letter)).toEqual(body);
    expect(await store.list({ filter: {}, limit: 9 })).toEqual({ letters: [letter], next: undefined });
  });

  it.skipIf(!create).each([0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 10_000_000])(
    'loses none of %i bytes',
    { timeout: 60_000 },
    async (length) => {
      const store = make();
      const { letter, body } = letterAt(1, { data: bytesOf(length) });
      expect(await store.create(letter, body)).toBe('created');
      expect((await store.body(letter))?.equals(body)).toBe(true);
    },
  );

  it.skipIf(!create)('keeps a message that comes twice once, also when it comes at once', async () => {
    const store = make();
    const { letter, body } = letterAt(1);
    const again = { ...letter, receivedAt: later(letter.receivedAt, 1), detail: '/other' };
    expect([await store.create(letter, body), await store.create(again, body)]).toEqual([
      'created',
      'exists',
    ]);
    expect((await store.get(letter.id))?.letter).toEqual(letter);
    const { letter: other } = letterAt(2);
    const twice = await Promise.all([1, 2, 3, 4].map(() => store.create(other, body)));
    expect(twice.toSorted()).toEqual(['created', 'exists', 'exists', 'exists']);
  });

  it.skipIf(!create)('has nothing under an ID that nothing was kept under', async () => {
    const store = make();
    await kept(store, 1);
    const { letter } = letterAt(2);
    expect(await store.get(letter.id)).toBeUndefined();
    expect(await store.body(letter)).toBeUndefined();
    expect(await store.replace(letter, await revisionOf(store, await kept(store, 3)))).toBe('conflict');
  });

  it.skipIf(!create)('replaces a letter once, of two who read the same, and never its bytes', async () => {
    const store = make();
    const letter = await kept(store, 1, { data: 'as it came' });
    const revision = await revisionOf(store, letter);
    const claims = await Promise.all(
      ['a', 'b'].map((by) => store.replace(claimed(letter, by, START), revision)),
    );
    expect(claims.filter((outcome) => outcome === 'conflict')).toHaveLength(1);
    const next = claims.find((outcome) => outcome !== 'conflict') as Revision;
    expect(await revisionOf(store, letter)).toBe(next);
    const done = redriven(letter, { messageId: 'm-9', corrected: true, now: START });
    expect(await store.replace(done, next)).not.toBe('conflict');
    expect((await store.get(letter.id))?.letter).toEqual(done);
    expect(String(await store.body(letter))).toBe('as it came');
  });

  it.skipIf(!create).each([1, 3, 7, 40])(
    'lists the newest first, in pages of %i, none twice',
    async (limit) => {
      const store = make();
      const letters = await Promise.all(Array.from({ length: 20 }, (_, minute) => kept(store, minute)));
      const pages = await all(store, {}, limit);
      expect(pages.flat()).toEqual(letters.toReversed());
      expect(pages).toHaveLength(Math.ceil(20 / limit));
    },
  );

  it.skipIf(!create)('finds by reason, source, state and time, and by all of them', async () => {
    const store = make();
    const first = await kept(store, 1);
    const second = await kept(store, 2, { why: { reason: 'invalid' } });
    const third = await kept(store, 3, { why: { source: 'results-undelivered', reason: 'undelivered' } });
    const found = async (filter: DeadLetterFilter) => (await store.list({ filter, limit: 9 })).letters;
    expect(await found({ source: 'intake-jobs' })).toEqual([second, first]);
    expect(await found({ reason: 'invalid' })).toEqual([second]);
    expect(await found({ since: second.receivedAt })).toEqual([third, second]);
    expect(await found({ since: later(third.receivedAt, 1) })).toEqual([]);
    expect(await found({ source: 'intake-jobs', reason: 'undelivered' })).toEqual([]);
    const gone = dropped(first, START);
    await store.replace(gone, await revisionOf(store, first));
    expect(await found({ state: 'waiting' })).toEqual([third, second]);
    expect(await found({ state: 'dropped' })).toEqual([gone]);
    const every = { source: 'intake-jobs', reason: 'not-json', state: 'dropped', since: START } as const;
    expect(await found(every)).toEqual([gone]);
    expect([
      await store.count('waiting'),
      await store.count('dropped'),
      await store.count('redriven'),
    ]).toEqual([2, 1, 0]);
  });

  it.skipIf(!create)(
    'finds letters by whom and which jobs they are about, and removes them for good',
    async () => {
      const store = make();
      const about = (email: string, requestId: string) =>
        JSON.stringify({ requestId, payload: { emailAddresses: [{ emailAddress: { userFormat: email } }] } });
      const ann = await kept(store, 1, { data: about('Ann@Acme.example', 'lead-1') });
      const again = await kept(store, 2, { data: about('ann@acme.example', 'lead-2') });
      const bob = await kept(store, 3, { data: about('bob@acme.example', 'lead-3') });
      await kept(store, 4, { data: 'no JSON' });
      const [annsKey] = subjectsOf({ attributes: {} }, Buffer.from(about('ann@acme.example', 'x')), PEPPERS);
      const strangers = Array.from({ length: 40 }, (_, i) => requestKey(`stranger-${i}`));
      const sought = [...strangers, annsKey ?? requestKey(''), requestKey('lead-3'), requestKey('lead-2')];
      const ids = (letters: readonly DeadLetter[]) => letters.map(({ id }) => id).toSorted();
      expect([...(await store.findAbout(sought, 9))].toSorted()).toEqual(ids([ann, again, bob]));
      expect(await store.findAbout(sought, 1)).toHaveLength(1);
      expect(await store.countAbout(sought)).toBe(3);
      expect(await store.findAbout([], 9)).toEqual([]);
      for (const { id } of [ann, again, ann]) await store.remove(id);
      expect(await store.get(ann.id)).toBeUndefined();
      expect(await store.body(ann)).toBeUndefined();
      expect(await store.findAbout(sought, 9)).toEqual([bob.id]);
      expect((await store.list({ filter: {}, limit: 9 })).letters).toHaveLength(2);
    },
  );

  it.skipIf(!create)('takes a message nested so deep that nothing may walk it, and finds it', async () => {
    const store = make();
    const data = `{"requestId":"lead-1","payload":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const { letter, body } = letterAt(1, { data });
    expect(await store.create(letter, body)).toBe('created');
    expect(await store.body(letter)).toEqual(body);
    expect(await store.findAbout([requestKey('lead-1')], 9)).toEqual([letter.id]);
    expect(await store.countAbout([requestKey('lead-2')])).toBe(0);
  });

  it.skipIf(!create)('refuses for good what no document can hold', async () => {
    const store = make();
    const attributes = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`k${i}`, '\u0001'.repeat(2_000)]),
    );
    const { letter, body } = letterAt(1, { attributes });
    await expect(store.create(letter, body)).rejects.toThrow(RecordRefusedError);
    expect(await store.get(letter.id)).toBeUndefined();
  });
});

describe.skipIf(!emulators)('the store of dead letters in Firestore', () => {
  const passedOver: Parameters<OnUnreadableLetter>[0][] = [];
  const open = (firestore: Firestore, repositoryId = 'r') =>
    new FirestoreDeadLetterStore(firestore, repositoryId, {
      onUnreadable: (unreadable) => void passedOver.push(unreadable),
    });
  const collection = (firestore: Firestore) =>
    firestore.collection('repositories').doc('r').collection('deadLetters');

  it('passes over what cannot be read, says so, and loses nothing else', async () => {
    const firestore = newFirestore();
    const store = open(firestore);
    const letters = await Promise.all([1, 2, 3, 4].map((minute) => kept(store, minute)));
    const idOf = (i: number) => letters[i]?.id as DeadLetterId;
    await collection(firestore).doc(idOf(1)).update({ format: 99 });
    await collection(firestore).doc(idOf(2)).update({ 'letter.attributes': '{"a":1}' });
    expect((await all(store, {}, 1)).flat()).toEqual([letters[3], letters[0]]);
    expect(passedOver.splice(0)).toEqual([
      { document: idOf(2), reason: 'malformed' },
      { document: idOf(1), reason: 'newer-format' },
    ]);
    expect(await store.get(idOf(1))).toBeUndefined();
    expect(await store.create(...(Object.values(letterAt(2)) as [DeadLetter, Buffer]))).toBe('exists');
  });

  it('gives no bytes rather than others, when a part is gone or is not what it was', async () => {
    const firestore = newFirestore();
    const store = open(firestore);
    const letter = await kept(store, 1, { data: bytesOf(2 * PART_BYTES + 5) });
    const parts = collection(firestore).doc(letter.id).collection('deadLetterParts');
    const { docs } = await parts.get();
    expect(docs.map(({ id }) => id)).toEqual(['000', '001', '002']);
    passedOver.length = 0;
    const [first, second] = docs.map((doc) => doc.data());
    await parts.doc('000').set(second ?? {});
    await parts.doc('001').set(first ?? {});
    expect(await store.body(letter)).toBeUndefined();
    await parts.doc('000').set(first ?? {});
    await parts.doc('001').delete();
    expect(await store.body(letter)).toBeUndefined();
    await parts.doc('001').set(second ?? {});
    expect(await store.body(letter)).toEqual(bytesOf(2 * PART_BYTES + 5));
    expect(passedOver).toHaveLength(2);
  });

  it('writes what is left of a letter that broke off', async () => {
    const firestore = newFirestore();
    const { letter, body } = letterAt(1, { data: bytesOf(PART_BYTES + 5) });
    const store = open(firestore);
    await store.create(letter, body);
    await collection(firestore).doc(letter.id).delete();
    await collection(firestore).doc(letter.id).collection('deadLetterParts').doc('001').delete();
    expect(await store.get(letter.id)).toBeUndefined();
    expect(await store.create(letter, body)).toBe('created');
    expect((await store.body(letter))?.equals(body)).toBe(true);
  });

  it('has every document expire with its letter', async () => {
    const firestore = newFirestore();
    const letter = await kept(open(firestore), 1, { data: bytesOf(PART_BYTES + 5) });
    const document = collection(firestore).doc(letter.id);
    const documents = [await document.get(), ...(await document.collection('deadLetterParts').get()).docs];
    const times = documents.map((doc) => doc.get('expireAt').toMillis());
    expect(times).toEqual([letter.expireAt, letter.expireAt, letter.expireAt]);
  });

  it('is one for each repository', async () => {
    const firestore = newFirestore();
    await kept(open(firestore, 'one'), 1);
    expect((await open(firestore, 'other').list({ filter: {}, limit: 1 })).letters).toEqual([]);
  });

  it.each([
    [7, StoreMisconfiguredError],
    [14, StoreUnavailableError],
  ])('tells faults apart: status %i', async (code, fault) => {
    const firestore = newFirestore();
    const store = open(firestore);
    Object.assign(firestore, {
      request: () => Promise.reject(Object.assign(new Error('x'), { code })),
      requestStream: () => Promise.reject(Object.assign(new Error('x'), { code })),
    });
    const { letter, body } = letterAt(1);
    await expect(store.create(letter, body)).rejects.toBeInstanceOf(fault);
  });
});
