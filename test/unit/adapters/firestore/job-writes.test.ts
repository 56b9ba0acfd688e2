/** The outcomes that no emulator gives: Firestore is stood in for at the SDK's one way out. */
import { type CollectionReference, Firestore, Timestamp } from '@google-cloud/firestore';
import { describe, expect, it } from 'vitest';
import type { JobDocument } from '../../../../shared/adapters/documents/document.ts';
import { JobWrites } from '../../../../shared/adapters/firestore/job-writes.ts';
import type { Revision } from '../../../../shared/ports/job-store.ts';
import { id, publishedRecord } from '../../../fixtures.ts';

interface Sent {
  readonly database: string;
  readonly writes: readonly {
    readonly update: {
      readonly name: string;
      readonly fields: { readonly writeId: { readonly stringValue: string } };
    };
  }[];
}

type Codes = Readonly<Record<string, number>>;

const JOBS = 'repositories/r/jobs';
const idIn = (name: string) => name.split('~')[1] ?? '';

/**
 * Firestore with a status for the write of each ID; `whole` fails each call that has such an ID. A document
 * that is read is another's, but for those that have `own` in their ID.
 */
function firestoreWith(statuses: Codes, whole: Codes = {}) {
  const firestore = new Firestore({ projectId: 'p', databaseId: 'd' });
  const calls: string[][] = [];
  const methods: string[] = [];
  const writeIds = new Map<string, string>();
  const request = async (method: string, { database, writes }: Sent) => {
    const ids = writes.map(({ update }) => idIn(update.name));
    for (const { update } of writes) writeIds.set(idIn(update.name), update.fields.writeId.stringValue);
    expect(writes.every(({ update }) => update.name.startsWith(`${database}/documents/${JOBS}/`))).toBe(true);
    methods.push(`${method} ${database}`);
    calls.push(ids);
    const code = ids.map((one) => whole[one]).find((one) => one !== undefined);
    if (code !== undefined) throw Object.assign(new Error('refused'), { code });
    const status = ids.map((one) => ({ code: statuses[one] ?? 0, message: '' }));
    const updateTime = { seconds: '1767225600', nanos: 5000 };
    const writeResults = status.map((one) => ({ updateTime: one.code === 0 ? updateTime : null }));
    return { status, writeResults };
  };
  const getAll = async (...documents: { readonly path: string }[]) =>
    documents.slice(0, -1).map(({ path }) => ({
      updateTime: new Timestamp(7, 8),
      get: () => (path.includes('own') ? writeIds.get(idIn(path)) : 'another'),
    }));
  Object.assign(firestore, { request, getAll });
  const jobs = firestore.collection(JOBS) as CollectionReference<JobDocument>;
  return { calls, methods, writes: new JobWrites(jobs) };
}

const records = (...names: string[]) => names.map((name) => ({ ...publishedRecord(), requestId: id(name) }));
const replacements = (...names: string[]) =>
  records(...names).map((record) => ({ record, expected: '1.5' as Revision }));
const told = (outcomes: readonly unknown[]) =>
  outcomes.map((outcome) => (outcome as { code?: string }).code ?? outcome);

describe('a set of writes', () => {
  it('is one call to the database, whose times are the revisions', async () => {
    const { calls, methods, writes } = firestoreWith({});
    expect(await writes.createAll(records('a', 'b'))).toEqual(['1767225600.5000', '1767225600.5000']);
    expect(await writes.replaceAll(replacements('a', 'b'))).toHaveLength(2);
    expect(calls).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(methods).toEqual(Array(2).fill('batchWrite projects/p/databases/d'));
  });

  it('tells of each write by its own status', async () => {
    const statuses = { exists: 6, large: 3, busy: 8, contended: 10, gone: 14, forbidden: 7 };
    const { writes } = firestoreWith(statuses);
    expect(told(await writes.createAll(records('new', ...Object.keys(statuses))))).toEqual([
      '1767225600.5000',
      'exists',
      'record-refused',
      'store-unavailable',
      'store-unavailable',
      'store-unavailable',
      'store-misconfigured',
    ]);
  });

  it.each([5, 9, 10])('meets a conflict where a replacement has status %i', async (code) => {
    const { writes } = firestoreWith({ changed: code });
    expect(await writes.replaceAll(replacements('new', 'changed'))).toEqual(['1767225600.5000', 'conflict']);
  });

  it('recognises writes of its own among those that were there before: the SDK repeated the call', async () => {
    const { writes } = firestoreWith({ own1: 6, other: 6, own2: 9, changed: 9 });
    expect(await writes.createAll(records('own1', 'new', 'other'))).toEqual([
      '7.8',
      '1767225600.5000',
      'exists',
    ]);
    expect(await writes.replaceAll(replacements('changed', 'own2'))).toEqual(['conflict', '7.8']);
  });

  it('that is refused for one of its records refuses that one alone', async () => {
    const { calls, writes } = firestoreWith({}, { large: 3 });
    const outcomes = await writes.createAll(records('a', 'b', 'large', 'c'));
    expect(told(outcomes)).toEqual([
      '1767225600.5000',
      '1767225600.5000',
      'record-refused',
      '1767225600.5000',
    ]);
    expect(calls).toEqual([['a', 'b', 'large', 'c'], ['a', 'b'], ['large', 'c'], ['large'], ['c']]);
  });

  it.each([
    [14, 'store-unavailable'],
    [4, 'store-unavailable'],
    [16, 'store-misconfigured'],
  ])('that fails as a whole, status %i, fails for each record of that call', async (code, fault) => {
    const { calls, writes } = firestoreWith({}, { a: code });
    expect(told(await writes.createAll(records('a', 'b')))).toEqual([fault, fault]);
    expect(calls).toHaveLength(1);
  });

  it('is cut into calls of 500 records, and of 4 MB', async () => {
    const { calls, writes } = firestoreWith({});
    await writes.createAll(records(...Array.from({ length: 501 }, (_, i) => `job-${i}`)));
    const large = records('a', 'b', 'c').map((record) => ({ ...record, payload: 'ä'.repeat(950_000) }));
    await writes.createAll(large);
    expect(calls.map(({ length }) => length)).toEqual([500, 1, 2, 1]);
  });

  it('writes a document once a call', async () => {
    const { calls, writes } = firestoreWith({});
    await writes.replaceAll(replacements('a', 'b', 'a', 'b', 'a', 'c', 'b'));
    expect(calls).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('of one is a commit, as a single is', async () => {
    const { methods, writes } = firestoreWith({}, { a: 14 });
    expect(told(await writes.createAll(records('a')))).toEqual(['store-unavailable']);
    expect(methods).toEqual(['commit projects/p/databases/d']);
  });

  it('that is none of Firestore throws: it is a fault of our own', async () => {
    const { writes } = firestoreWith({});
    const [a, b] = records('a', 'b');
    const odd = { ...a, priority: undefined } as never;
    await expect(writes.createAll([odd, b as never])).rejects.toThrow('A document holds no undefined.');
  });
});
