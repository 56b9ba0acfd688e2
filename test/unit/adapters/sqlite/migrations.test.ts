import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { APPLICATION_ID, MIGRATIONS, migrate } from '../../../../shared/adapters/sqlite/migrations.ts';
import { openDatabase } from '../../../../shared/adapters/sqlite/open-database.ts';
import { countedAs } from '../../../../shared/jobs/money/counted-as.ts';
import { personKeysOf } from '../../../../shared/jobs/persons/person-keys.ts';
import type { JobStore } from '../../../../shared/ports/job-store.ts';
import { messageIdOf, PEPPERS, START } from '../../../fixtures.ts';
import { newPath, openLedger } from '../../../ledger-files.ts';
import { goldenContent, REPOSITORY_ID, schemaOf, storesOf } from './golden-ledger.ts';

const GOLDEN = join(import.meta.dirname, 'golden');
const versions = MIGRATIONS.map((_, i) => i + 1);

/** @returns the path of a ledger as the program of a version wrote it */
function goldenFile(version: number): string {
  const path = newPath();
  const database = new DatabaseSync(path);
  database.exec(readFileSync(join(GOLDEN, `version-${version}.sql`), 'utf8'));
  database.close();
  return path;
}

function versionOf(database: DatabaseSync): unknown {
  return database.prepare('PRAGMA user_version').get()?.['user_version'];
}

describe('the versions of a ledger', () => {
  it('have a golden file each, which is as its program made it', () => {
    expect(readdirSync(GOLDEN).toSorted()).toEqual(versions.map((version) => `version-${version}.sql`));
    for (const version of versions) {
      const made = new DatabaseSync(':memory:');
      migrate(made, 0, MIGRATIONS.slice(0, version));
      const golden = new DatabaseSync(goldenFile(version));
      expect(schemaOf(golden)).toEqual(schemaOf(made));
      expect(versionOf(golden)).toBe(version);
      expect(golden.prepare('PRAGMA application_id').get()).toEqual({ application_id: APPLICATION_ID });
    }
  });

  it.each(versions)('are read by this program: %i', async (version) => {
    const file = openLedger(goldenFile(version), REPOSITORY_ID);
    expect(versionOf(file.database)).toBe(MIGRATIONS.length);
    expect(schemaOf(file.database)).toEqual(schemaOf(openLedger().database));
    const stores = storesOf(file);
    const { jobs, hold, entry, operation, erasure, letter, body, queued } = goldenContent();
    const read = await stores.jobs.getMany(jobs.map(({ requestId }) => requestId));
    expect(read).toMatchObject(jobs.map((record) => ({ record })));
    await isFoundAsBefore(stores.jobs);
    expect(await stores.holds.list()).toMatchObject([hold]);
    expect((await stores.audit.list({ filter: {}, limit: 9 })).entries).toMatchObject([entry]);
    expect((await stores.operations.list({ limit: 9 })).operations).toMatchObject([operation]);
    expect((await stores.erasures.list({ limit: 9 })).erasures).toMatchObject([erasure]);
    expect((await stores.deadLetters.list({ filter: {}, limit: 9 })).letters).toMatchObject([letter]);
    expect(await stores.deadLetters.body(letter)).toEqual(body);
    expect(stores.queue.due('crm', START, 9)).toMatchObject([queued]);
  });

  it('are come to step by step: a step that fails leaves the file at the version before', () => {
    const path = newPath();
    const more = 'ALTER TABLE jobs ADD COLUMN more TEXT';
    const halfWay = "INSERT INTO meta VALUES ('half', 'way'); CREATE TABLE broken";
    openDatabase(path, { repositoryId: 'r', migrations: [...MIGRATIONS.slice(0, 1)] }).database.close();
    expect(() =>
      openDatabase(path, { repositoryId: 'r', migrations: [...MIGRATIONS.slice(0, 1), more, halfWay] }),
    ).toThrow(/incomplete input/);
    const second = openDatabase(path, { repositoryId: 'r', migrations: [...MIGRATIONS.slice(0, 1), more] });
    expect(versionOf(second.database)).toBe(2);
    expect(second.database.prepare("SELECT value FROM meta WHERE name = 'half'").get()).toBeUndefined();
    expect(second.database.prepare('SELECT more FROM jobs').all()).toEqual([]);
    second.database.close();
    const third = openDatabase(path, {
      repositoryId: 'r',
      migrations: [...MIGRATIONS.slice(0, 1), more, 'CREATE TABLE third (x)'],
    });
    expect(versionOf(third.database)).toBe(3);
    third.database.close();
  });
});

/** By every kind of key that a version has written. */
async function isFoundAsBefore(store: JobStore): Promise<void> {
  const { jobs } = goldenContent();
  const [accepted, published] = jobs;
  if (!accepted || !published) throw new Error('There are several.');
  const listed = async (filter: object, order: 'name' | 'newest') =>
    (await store.list({ filter, order, limit: 9 })).listed.map(({ record }) => record.requestId);
  expect(await listed({}, 'name')).toEqual(jobs.map(({ requestId }) => requestId));
  expect(await listed({ cause: ['failed/JobFailReason'] }, 'newest')).toEqual(['failed']);
  expect(await listed({ tag: 'list=march', team: 'team=emea' }, 'newest')).toEqual(['accepted']);
  expect(await listed({ held: String(jobs[4]?.held) }, 'name')).toEqual(['held']);
  expect((await store.findByMessageId(messageIdOf('m-published')))?.record.requestId).toBe('published');
  expect(await store.countAs(countedAs(accepted).slice(0, 1))).toBeGreaterThan(0);
  const { found } = await store.findByPerson({ keys: personKeysOf(accepted, PEPPERS), limit: 9 });
  expect(found.map(({ record }) => record.requestId)).toEqual(['accepted']);
}
