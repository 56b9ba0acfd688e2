/** The contract of the ledger of erasures, on each of its adapters. */
import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import {
  FirestoreErasureLedger,
  type OnUnreadableErasure,
} from '../../shared/adapters/firestore/erasure-ledger.ts';
import { MemoryErasureLedger } from '../../shared/adapters/memory/erasure-ledger.ts';
import { SqliteErasureLedger } from '../../shared/adapters/sqlite/erasure-ledger.ts';
import { begun, type Erasure, finished, preparedErasure } from '../../shared/jobs/erasures/erasure.ts';
import { isErasureId } from '../../shared/jobs/erasures/erasure-id.ts';
import { later } from '../../shared/jobs/instant.ts';
import type { PersonKey } from '../../shared/jobs/persons/person-keys.ts';
import type { ErasureLedger } from '../../shared/ports/erasure-ledger.ts';
import { StoreUnavailableError } from '../../shared/ports/errors.ts';
import type { Revision } from '../../shared/ports/job-store.ts';
import { id, MINUTE, START } from '../fixtures.ts';
import { openLedger } from '../ledger-files.ts';

const emulators = inject('emulators');
const firestores: Firestore[] = [];
afterAll(() => Promise.all(firestores.map((firestore) => firestore.terminate())));

function newFirestore(): Firestore {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({
    projectId: `erasures-${process.pid}-${Date.now()}-${firestores.length}`,
  });
  firestores.push(firestore);
  return firestore;
}

const passedOver: Parameters<OnUnreadableErasure>[0][] = [];
const inFirestore = (firestore: Firestore, repository = 'r') =>
  new FirestoreErasureLedger(firestore, repository, (one) => void passedOver.push(one));
const ADAPTERS: [string, (() => ErasureLedger) | undefined][] = [
  ['memory', () => new MemoryErasureLedger()],
  ['SQLite', () => new SqliteErasureLedger(openLedger(), () => undefined)],
  ['Firestore', emulators ? () => inFirestore(newFirestore()) : undefined],
];

function erasureAt(minute: number, of = 'lead-1'): Erasure {
  const asked = {
    personKeys: ['1:abcdefghijklmnopqrstuv' as PersonKey],
    rootIds: [id(of)],
    reason: 'DSR-1234 "ünïcode"',
    actor: 'ops@acme.example',
  };
  return preparedErasure(asked, later(START, minute * MINUTE));
}

const DONE = [{ place: 'ledger', found: 2, erased: 2, remaining: 0, until: null }] as const;

async function created(ledger: ErasureLedger, erasure: Erasure): Promise<Revision> {
  const revision = await ledger.create(erasure);
  if (revision === 'exists') throw new Error('It is new.');
  return revision;
}

describe.each(ADAPTERS)('the ledger of erasures in %s', (_name, create) => {
  const make = create as () => ErasureLedger;

  it.skipIf(!create)('gives an erasure back as it was written, at each of its states', async () => {
    const ledger = make();
    const erasure = erasureAt(1);
    let revision: Revision | 'conflict' = await created(ledger, erasure);
    expect(await ledger.get(erasure.id)).toEqual({ erasure, revision });
    for (const next of [
      begun(erasure, [id('lead-2')], later(START, 2 * MINUTE)),
      finished(begun(erasure, [], START), DONE, later(START, 3 * MINUTE)),
    ]) {
      revision = await ledger.replace(next, revision as Revision);
      expect(await ledger.get(erasure.id)).toEqual({ erasure: next, revision });
    }
  });

  it.skipIf(!create)('takes an ID once, and replaces what has not changed', async () => {
    const ledger = make();
    const revision = await created(ledger, erasureAt(1));
    expect(await ledger.create(erasureAt(1))).toBe('exists');
    const next = begun(erasureAt(1), [], START);
    expect(await ledger.replace(next, revision)).not.toBe('conflict');
    expect(await ledger.replace(next, revision)).toBe('conflict');
    expect(await ledger.get(erasureAt(2).id)).toBeUndefined();
    expect(await ledger.replace(erasureAt(2), revision)).toBe('conflict');
  });

  it.skipIf(!create).each([1, 3, 40])('lists the newest first, in pages of %i, each once', async (limit) => {
    const ledger = make();
    const all = Array.from({ length: 9 }, (_, minute) => erasureAt(minute));
    const twins = ['a', 'b', 'c'].map((of) => erasureAt(20, of));
    for (const erasure of [...twins, ...all]) await ledger.create(erasure);
    const listed: string[] = [];
    let before: Erasure['id'] | undefined;
    do {
      const page = await ledger.list({ before, limit });
      listed.push(...page.erasures.map((one) => one.id));
      before = page.next;
    } while (before !== undefined);
    expect(listed).toEqual(
      [...twins, ...all]
        .map((one) => one.id)
        .toSorted()
        .toReversed(),
    );
  });

  it.skipIf(!create)('knows those that were begun and are not done', async () => {
    const ledger = make();
    const [ready, open, left, done] = [1, 2, 3, 4].map((minute) => erasureAt(minute)) as [
      Erasure,
      Erasure,
      Erasure,
      Erasure,
    ];
    const started = begun(open, [], START);
    const incomplete = finished(begun(left, [], START), [{ ...DONE[0], remaining: 1 }], START);
    for (const one of [ready, started, incomplete, finished(begun(done, [], START), DONE, START)])
      await ledger.create(one);
    const unfinished = await ledger.unfinished(9);
    expect(unfinished.map((one) => one.id).toSorted()).toEqual([started.id, incomplete.id].toSorted());
    expect(await ledger.unfinished(1)).toHaveLength(1);
  });
});

describe.skipIf(!emulators)('the ledger of erasures in Firestore', () => {
  it('passes over what cannot be read, says so, and loses nothing else', async () => {
    const firestore = newFirestore();
    const ledger = inFirestore(firestore);
    for (const minute of [1, 2, 3]) await ledger.create(erasureAt(minute));
    const { docs } = await firestore.collection('repositories/r/erasures').get();
    await docs[0]?.ref.update({ format: 99 });
    await docs[1]?.ref.update({ 'erasure.runs': 'many' });
    expect((await ledger.list({ limit: 1 })).erasures).toEqual([]);
    expect((await ledger.list({ limit: 9 })).erasures).toEqual([erasureAt(1)]);
    expect(passedOver.map(({ reason }) => reason)).toContain('newer-format');
    expect(await ledger.get(erasureAt(2).id)).toBeUndefined();
  });

  it('is one for each repository', async () => {
    const firestore = newFirestore();
    await inFirestore(firestore, 'one').create(erasureAt(1));
    expect((await inFirestore(firestore, 'other').list({ limit: 1 })).erasures).toEqual([]);
  });

  it('reports a passing fault as one', async () => {
    const firestore = newFirestore();
    const fail = () => Promise.reject(Object.assign(new Error('x'), { code: 14 }));
    Object.assign(firestore, { request: fail, requestStream: fail });
    await expect(inFirestore(firestore).get(erasureAt(1).id)).rejects.toBeInstanceOf(StoreUnavailableError);
  });
});

describe('the ID of an erasure', () => {
  it('is told from other texts', () => {
    expect(isErasureId(erasureAt(1).id)).toBe(true);
    for (const text of ['', 'er-1', 'lead-1', `${erasureAt(1).id}x`]) expect(isErasureId(text)).toBe(false);
  });
});
