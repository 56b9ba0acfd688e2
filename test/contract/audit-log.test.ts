/** The contract of the audit, on each of its adapters. */
import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { FirestoreAuditLog, type OnUnreadableEntry } from '../../shared/adapters/firestore/audit-log.ts';
import { MemoryAuditLog } from '../../shared/adapters/memory/audit-log.ts';
import { SqliteAuditLog } from '../../shared/adapters/sqlite/audit-log.ts';
import {
  type AuditEntry,
  type AuditFilter,
  actOf,
  intentOf,
  outcomeOf,
} from '../../shared/jobs/audit-entry.ts';
import { later } from '../../shared/jobs/instant.ts';
import type { AuditLog } from '../../shared/ports/audit-log.ts';
import { StoreMisconfiguredError, StoreUnavailableError } from '../../shared/ports/errors.ts';
import { id, START } from '../fixtures.ts';
import { openLedger } from '../ledger-files.ts';

const emulators = inject('emulators');
const firestores: Firestore[] = [];
afterAll(() => Promise.all(firestores.map((firestore) => firestore.terminate())));

function newFirestore(): Firestore {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: `audit-${process.pid}-${Date.now()}-${firestores.length}` });
  firestores.push(firestore);
  return firestore;
}

const ADAPTERS: [string, (() => AuditLog) | undefined][] = [
  ['memory', () => new MemoryAuditLog()],
  ['SQLite', () => new SqliteAuditLog(openLedger(), () => undefined)],
  ['Firestore', emulators ? () => new FirestoreAuditLog(newFirestore(), 'r', () => undefined) : undefined],
];

const OPS = 'ops@acme.example';

/** The intent of one of many retries, `minute` minutes after the beginning. */
function entryAt(minute: number, more: Partial<Parameters<typeof actOf>[0]> = {}): AuditEntry {
  const asked = { actor: OPS, action: 'retry', target: id(`lead-${minute}`), reason: null } as const;
  return intentOf(actOf({ ...asked, ...more }, 1), later(START, minute * 60_000));
}

/** @returns every entry, page by page */
async function all(audit: AuditLog, filter: AuditFilter, limit: number): Promise<AuditEntry[][]> {
  const pages: AuditEntry[][] = [];
  let before: AuditEntry['id'] | undefined;
  do {
    const page = await audit.list({ filter, before, limit });
    pages.push([...page.entries]);
    before = page.next;
  } while (before !== undefined);
  return pages;
}

describe.each(ADAPTERS)('the audit in %s', (_name, create) => {
  const make = create as () => AuditLog;

  it.skipIf(!create)('gives an entry back as it was written', async () => {
    const audit = make();
    const asked = {
      actor: OPS,
      action: 'retry',
      target: id('lead-1'),
      reason: 'Ünïcode ✓ "quoted"',
    } as const;
    const act = actOf(asked, 1);
    const intent = intentOf(act, START);
    const outcome = outcomeOf(act, 'retried', START);
    expect([await audit.append(intent), await audit.append(outcome)]).toEqual(['written', 'written']);
    expect(await audit.find(act.operation, 'intent')).toEqual(intent);
    expect(await audit.find(act.operation, 'outcome')).toEqual(outcome);
    expect(await audit.list({ filter: {}, limit: 10 })).toEqual({
      entries: [outcome, intent],
      next: undefined,
    });
  });

  it.skipIf(!create)('has nothing of an operation that was never told', async () => {
    const audit = make();
    await audit.append(entryAt(1));
    expect(await audit.find(entryAt(1).operation, 'outcome')).toBeUndefined();
    expect(await audit.find('f'.repeat(24), 'intent')).toBeUndefined();
  });

  it.skipIf(!create)('keeps the first of two that tell the same, also when they come at once', async () => {
    const audit = make();
    const first = entryAt(1, { reason: 'first' });
    const later_ = { ...first, id: entryAt(2).id, at: entryAt(2).at, reason: 'second' };
    expect([await audit.append(first), await audit.append(later_)]).toEqual(['written', 'exists']);
    expect(await audit.find(first.operation, 'intent')).toEqual(first);
    const twice = await Promise.all([1, 2, 3, 4].map(() => audit.append(entryAt(7))));
    expect(twice.toSorted()).toEqual(['exists', 'exists', 'exists', 'written']);
    expect((await audit.list({ filter: {}, limit: 10 })).entries).toHaveLength(2);
  });

  it.skipIf(!create).each([1, 3, 7, 40])(
    'lists the newest first, in pages of %i, none twice',
    async (limit) => {
      const audit = make();
      const entries = Array.from({ length: 20 }, (_, minute) => entryAt(minute));
      await Promise.all(entries.map((entry) => audit.append(entry)));
      const pages = await all(audit, {}, limit);
      expect(pages.flat()).toEqual(entries.toReversed());
      expect(pages.map(({ length }) => length).every((length) => length <= limit)).toBe(true);
      expect(pages).toHaveLength(Math.ceil(20 / limit));
    },
  );

  it.skipIf(!create)('goes on where it ended, whatever has been added since', async () => {
    const audit = make();
    for (const minute of [1, 2, 3, 4]) await audit.append(entryAt(minute));
    const { next } = await audit.list({ filter: {}, limit: 2 });
    await audit.append(entryAt(9));
    expect((await audit.list({ filter: {}, before: next, limit: 9 })).entries).toEqual([
      entryAt(2),
      entryAt(1),
    ]);
  });

  it.skipIf(!create)('finds by who, what, whom and when, and by all of them', async () => {
    const audit = make();
    const others = { actor: 'crm@acme.example', target: id('lead-1') };
    const [mine, theirs, nobodys] = [entryAt(1), entryAt(2, others), entryAt(3, { actor: null })];
    for (const entry of [mine, theirs, nobodys]) await audit.append(entry);
    const found = async (filter: AuditFilter) => (await audit.list({ filter, limit: 9 })).entries;
    expect(await found({ actor: OPS })).toEqual([mine]);
    expect(await found({ action: 'retry' })).toEqual([nobodys, theirs, mine]);
    expect(await found({ target: id('lead-1') })).toEqual([theirs, mine]);
    expect(await found({ since: theirs.at })).toEqual([nobodys, theirs]);
    expect(await found({ since: later(nobodys.at, 1) })).toEqual([]);
    const { actor } = others;
    expect(await found({ since: mine.at, actor, action: 'retry', target: id('lead-1') })).toEqual([theirs]);
    expect(await found({ actor, target: id('lead-2') })).toEqual([]);
    expect(await found({ actor: 'null' })).toEqual([]);
  });
});

describe.skipIf(!emulators)('the audit in Firestore', () => {
  const passedOver: Parameters<OnUnreadableEntry>[0][] = [];
  const open = (firestore: Firestore, repositoryId = 'r') =>
    new FirestoreAuditLog(firestore, repositoryId, (unreadable) => void passedOver.push(unreadable));

  it('passes over what cannot be read, says so, and loses nothing else', async () => {
    const firestore = newFirestore();
    const audit = open(firestore);
    const entries = [1, 2, 3, 4].map((minute) => entryAt(minute));
    for (const entry of entries) await audit.append(entry);
    const documents = firestore.collection('repositories').doc('r').collection('audit');
    const name = (i: number) => `${entries[i]?.operation}-intent`;
    await documents.doc(name(1)).update({ format: 99 });
    await documents.doc(name(2)).update({ 'entry.at': 'yesterday' });
    expect((await all(audit, {}, 1)).flat()).toEqual([entries[3], entries[0]]);
    expect(passedOver).toEqual([
      { document: name(2), reason: 'malformed' },
      { document: name(1), reason: 'newer-format' },
    ]);
    expect(await audit.find(entries[1]?.operation ?? '', 'intent')).toBeUndefined();
    expect(await audit.append(entryAt(2))).toBe('exists');
  });

  it('is one for each repository', async () => {
    const firestore = newFirestore();
    await open(firestore, 'one').append(entryAt(1));
    expect((await open(firestore, 'other').list({ filter: {}, limit: 1 })).entries).toEqual([]);
  });

  it('names documents so that those of one time spread, over all shards', async () => {
    const firestore = newFirestore();
    const audit = open(firestore);
    await Promise.all(Array.from({ length: 64 }, (_, i) => audit.append(entryAt(i))));
    const { docs } = await firestore.collectionGroup('audit').get();
    expect(new Set(docs.map((doc) => doc.id[0])).size).toBeGreaterThan(8);
    expect(new Set(docs.map((doc) => doc.get('shard'))).size).toBe(8);
  });

  it.each([
    [7, StoreMisconfiguredError],
    [14, StoreUnavailableError],
  ])('tells faults apart: status %i', async (code, fault) => {
    const firestore = newFirestore();
    const audit = open(firestore);
    Object.assign(firestore, {
      request: () => Promise.reject(Object.assign(new Error('x'), { code })),
      requestStream: () => Promise.reject(Object.assign(new Error('x'), { code })),
    });
    await expect(audit.append(entryAt(1))).rejects.toBeInstanceOf(fault);
  });
});
