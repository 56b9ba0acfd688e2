import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SqliteJobStore } from '../../../../shared/adapters/sqlite/job-store.ts';
import type { LedgerFile } from '../../../../shared/adapters/sqlite/ledger-file.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import type { ListPlace } from '../../../../shared/jobs/list-order.ts';
import { identifierOf } from '../../../../shared/jobs/persons/identifier.ts';
import { keysToFind } from '../../../../shared/jobs/persons/person-keys.ts';
import { withoutText } from '../../../../shared/jobs/records.ts';
import { wakeAt } from '../../../../shared/jobs/timers.ts';
import {
  RecordUnreadableError,
  StoreMisconfiguredError,
  StoreUnavailableError,
} from '../../../../shared/ports/errors.ts';
import type { Revision, Stored, Unreadable } from '../../../../shared/ports/job-store.ts';
import { record } from '../../../contract/job-stores.ts';
import { id, messageIdOf, PAYLOAD, PEPPERS, START } from '../../../fixtures.ts';
import { newPath, openLedger } from '../../../ledger-files.ts';

const PAGE_BYTES = 4096;
const IDS = ['a', 'b', 'c', 'd', 'e'];

function ledger(peppers = PEPPERS) {
  const file = openLedger();
  const unreadable: Unreadable[] = [];
  const store = new SqliteJobStore(file, { onUnreadable: (one) => void unreadable.push(one), peppers });
  const spoil = (requestId: string, change: string) =>
    file.database.prepare(`UPDATE jobs SET document = ${change} WHERE request_id = ?`).run(requestId);
  return { file, store, unreadable, spoil };
}

const about = (email: string) =>
  JSON.stringify({ ...PAYLOAD, emailAddresses: [{ emailAddress: { userFormat: email } }] });
const keysOf = (email: string) =>
  keysToFind(
    [identifierOf('email', email)].flatMap((one) => one ?? []),
    PEPPERS,
  );
const idsOf = (all: readonly Pick<Stored, 'record'>[]) => all.map(({ record: { requestId } }) => requestId);
const timed = (requestId: string) =>
  record(requestId, { wake: { ...wakeAt(requestId, 'silence', START), shard: 1 } });

describe('a record in SQLite that cannot be read', () => {
  it.each([
    ['newer-format', "json_set(document, '$.format', 99)"],
    ['malformed', "json_set(document, '$.status', 7)"],
    ['malformed', "'{'"],
    ['malformed', "'null'"],
  ])('is %s, concerns no other, and is never written over: %s', async (reason, change) => {
    const { store, unreadable, spoil } = ledger();
    await store.createAll(IDS.map(timed));
    spoil('b', change);
    const told = { requestId: 'b', reason };
    await expect(store.get(id('b'))).rejects.toMatchObject({ code: reason, requestId: 'b' });
    await expect(store.get(id('b'))).rejects.toThrow(RecordUnreadableError);
    expect(await store.getMany(['a', 'b'].map(id))).toMatchObject([{ record: { requestId: 'a' } }, told]);
    const { listed, unreadable: passedOver, scanned } = await store.list({ filter: {}, limit: 9 });
    expect([idsOf(listed), passedOver, scanned]).toEqual([['a', 'c', 'd', 'e'], [told], 5]);
    expect(idsOf(await store.due({ shard: 1, now: START, limit: 2 }))).toEqual(['a', 'c']);
    expect(unreadable.every((one) => one.requestId === 'b' && one.reason === reason)).toBe(true);
    expect(await store.create(record('b'))).toBe('exists');
    await expect(store.get(id('b'))).rejects.toThrow(RecordUnreadableError);
  });

  it('hides none that is due, however many there are', async () => {
    const { store, spoil } = ledger();
    await store.createAll(IDS.map(timed));
    for (const requestId of IDS.slice(0, 4)) spoil(requestId, "'{}'");
    expect(idsOf(await store.due({ shard: 1, now: START, limit: 1 }))).toEqual(['e']);
  });

  it('is told of where a person is sought, and one that is not about that person is not taken for it', async () => {
    const { file, store, spoil } = ledger();
    await store.create(record('a', { payload: about('a@b.example') }));
    await store.create(record('b', { payload: about('a@b.example') }));
    file.database.prepare('UPDATE jobs SET payload = ? WHERE request_id = ?').run(about('c@d.example'), 'a');
    spoil('b', "json_set(document, '$.format', 99)");
    const page = await store.findByPerson({ keys: keysOf('a@b.example'), limit: 5 });
    expect(page).toEqual({
      found: [],
      unreadable: [{ requestId: 'b', reason: 'newer-format' }],
      next: undefined,
    });
  });

  it('keeps fields that this program does not know when it is written', async () => {
    const { file, store, spoil } = ledger();
    const revision = (await store.create(record('a'))) as Revision;
    spoil('a', 'json_set(document, \'$.added\', json(\'{"by":"a newer one"}\'))');
    await store.replace(record('a', { status: 'published' }), revision);
    const row = file.database.prepare('SELECT document FROM jobs').get();
    expect(JSON.parse(String(row?.['document']))).toMatchObject({
      added: { by: 'a newer one' },
      status: 'published',
    });
    expect((await store.get(id('a')))?.record).toEqual(record('a', { status: 'published' }));
  });
});

describe('the ledger of jobs in SQLite', () => {
  it('goes on from a place that it never had, and leaves none out', async () => {
    const { store } = ledger();
    await store.createAll(IDS.map((one, i) => record(one, { updatedAt: later(START, i) })));
    const place: ListPlace = { requestId: id('of another ledger'), changedAt: later(START, 2) };
    const listed = async (order: 'name' | 'newest') =>
      idsOf((await store.list({ filter: {}, order, after: place, limit: 9 })).listed);
    expect(await listed('name')).toEqual(IDS);
    expect(await listed('newest')).toEqual(['c', 'b', 'a']);
  });

  it('finds a record by a text that no column could hold as it is', async () => {
    const { store } = ledger();
    const tags = ['half=\uD800', 'half=\uD801', 'nul=\u0000', 'nul=\u0000\u0000', 'plain=x'];
    const revision = (await store.create(record('a', { tags }))) as Revision;
    expect((await store.get(id('a')))?.record.tags).toEqual(tags);
    expect(await store.count({ tag: 'nul=\u0000' })).toBe(1);
    await store.replace(record('a', { tags: ['nul=\u0000\u0000'] }), revision);
    expect([
      await store.count({ tag: 'nul=\u0000' }),
      await store.count({ tag: 'nul=\u0000\u0000' }),
    ]).toEqual([0, 1]);
  });

  it('writes a set whole or not at all when the disk is full, and goes on once there is room', async () => {
    const { file, store } = ledger();
    const revision = (await store.create(record('there'))) as Revision;
    const pages = Number(file.database.prepare('PRAGMA page_count').get()?.['page_count']);
    file.database.exec(`PRAGMA max_page_count = ${pages + 20}`);
    const large = IDS.map((one) => record(one, { payload: JSON.stringify('x'.repeat(30_000)) }));
    const full = { code: 'store-unavailable', message: 'The disk of the ledger is full.' };
    for (const outcome of await store.createAll(large)) expect(outcome).toMatchObject(full);
    await expect(
      store.replace({ ...large[0], ...record('there'), payload: 'x'.repeat(200_000) } as JobRecord, revision),
    ).rejects.toMatchObject(full);
    expect(await store.getMany(IDS.map(id))).toEqual(IDS.map(() => undefined));
    expect(await store.get(id('there'))).toEqual({ record: record('there'), revision });
    expect(file.database.prepare('SELECT count(DISTINCT job_id) AS n FROM job_index').get()).toEqual({
      n: 1,
    });
    file.database.exec('PRAGMA max_page_count = 100000');
    for (const outcome of await store.createAll(large)) expect(outcome).toMatch(/^\d+\.\d+$/);
    expect(await store.count({})).toBe(6);
  });

  it('tells of a damaged page when it is read, and gives what other pages have', async () => {
    const path = newPath();
    const file = openLedger(path);
    // Too large to be looked through when it is opened.
    const payload = JSON.stringify('x'.repeat(1_000_000));
    const names = Array.from({ length: 36 }, (_, i) => `job-${i}`);
    await new SqliteJobStore(file, { onUnreadable: () => undefined }).createAll(
      names.map((one) => record(one, { payload, tags: ['t=1'] })),
    );
    const root = file.database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'job_index'").get();
    file.close();
    const bytes = readFileSync(path);
    const at = (Number(root?.['rootpage']) - 1) * PAGE_BYTES;
    writeFileSync(path, bytes.fill(0xa5, at, at + PAGE_BYTES));
    const store = new SqliteJobStore(openLedger(path), { onUnreadable: () => undefined });
    await expect(store.count({ tag: 't=1' })).rejects.toThrow(StoreMisconfiguredError);
    await expect(store.count({ tag: 't=1' })).rejects.toMatchObject({ reason: 'damaged' });
    await expect(store.create(record('new'))).rejects.toMatchObject({ reason: 'damaged' });
    expect((await store.get(id('job-7')))?.record).toEqual(record('job-7', { payload, tags: ['t=1'] }));
    expect(await store.get(id('new'))).toBeUndefined();
  });

  it.each([
    ['the log is emptied', (file: LedgerFile) => file.emptyLog()],
    ['it is closed', (file: LedgerFile) => file.close()],
  ])('has nothing left of a text that is gone, once %s', async (_when, end) => {
    const path = newPath();
    const file = openLedger(path);
    const store = new SqliteJobStore(file, { onUnreadable: () => undefined });
    const others = Array.from({ length: 30 }, (_, i) => record(`other-${i}`));
    await store.createAll(others);
    const long = record('a', {
      payload: about(`zebedee-${'x'.repeat(9_000)}@b.example`),
      tags: ['who=zebedee'],
    });
    const revision = (await store.create(long)) as Revision;
    await store.replace(withoutText(long), revision);
    end(file);
    const files = readdirSync(dirname(path)).map((name) => readFileSync(join(dirname(path), name), 'latin1'));
    expect(files.filter((content) => content.includes('other-7'))).toHaveLength(1);
    expect(files.filter((content) => content.includes('zebedee'))).toEqual([]);
  });

  it('is unavailable once it is closed, and has what was asked for before', async () => {
    const path = newPath();
    const file = openLedger(path);
    const store = new SqliteJobStore(file, { onUnreadable: () => undefined });
    const created = store.create(record('a'));
    file.close();
    const revision = await created;
    await expect(store.get(id('a'))).rejects.toThrow(StoreUnavailableError);
    await expect(store.create(record('b'))).rejects.toThrow(StoreUnavailableError);
    expect(await store.createAll([record('b')])).toEqual([expect.any(StoreUnavailableError)]);
    const again = new SqliteJobStore(openLedger(path), { onUnreadable: () => undefined });
    expect(await again.get(id('a'))).toEqual({ record: record('a'), revision });
    expect(await again.get(id('b'))).toBeUndefined();
  });

  it('lets others have their turn while it goes through many entries', async () => {
    const { store } = ledger();
    const records = Array.from({ length: 3_000 }, (_, i) =>
      record(`job-${i}`, { tags: [`half=${i % 2}`], jobType: `t${i % 3}` }),
    );
    await store.createAll(records);
    let [turns, isOver] = [0, false];
    const others = (async () => {
      for (; !isOver; turns += 1) await setImmediate();
    })();
    expect(await store.count({ tag: 'half=1', jobType: ['t1', 't2'] })).toBe(1_000);
    isOver = true;
    await others;
    expect(turns).toBeGreaterThan(2);
  });

  it('lets one of many replaces of the same state win, and no other leaves a trace', async () => {
    const { store } = ledger();
    const revision = (await store.create(record('a'))) as Revision;
    const tags = ['n=1', 'n=2', 'n=3'];
    const outcomes = await Promise.all(
      tags.map((tag) => store.replace(record('a', { tags: [tag] }), revision)),
    );
    expect(outcomes.slice(1)).toEqual(['conflict', 'conflict']);
    expect(await store.get(id('a'))).toEqual({
      record: record('a', { tags: ['n=1'] }),
      revision: outcomes[0],
    });
    expect(await Promise.all(tags.map((tag) => store.count({ tag })))).toEqual([1, 0, 0]);
    expect(await store.replaceAll([{ record: record('a'), expected: revision }])).toEqual(['conflict']);
  });

  it('finds a message once its record was published as another', async () => {
    const { store } = ledger();
    const published = (...ids: string[]) => ({ ...record('a').publish, messageIds: ids.map(messageIdOf) });
    const revision = (await store.create(record('a', { publish: published('1', '2') }))) as Revision;
    await store.replace(record('a', { publish: published('2', '3') }), revision);
    const found = await Promise.all(['1', '2', '3'].map((one) => store.findByMessageId(messageIdOf(one))));
    expect(found.map((one) => one?.record.requestId)).toEqual([undefined, 'a', 'a']);
  });
});
