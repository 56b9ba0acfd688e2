import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { SqliteJobStore } from '../../../../shared/adapters/sqlite/job-store.ts';
import { LedgerFile } from '../../../../shared/adapters/sqlite/ledger-file.ts';
import { LedgerFileError } from '../../../../shared/adapters/sqlite/ledger-file-error.ts';
import { MIGRATIONS } from '../../../../shared/adapters/sqlite/migrations.ts';
import { record } from '../../../contract/job-stores.ts';
import { id } from '../../../fixtures.ts';
import { newPath, openLedger } from '../../../ledger-files.ts';
import { OPEN_LEDGER } from './open-ledger.ts';

const PAGE_BYTES = 4096;
function refusalOf(path: string, repositoryId = 'repository-1'): LedgerFileError {
  try {
    LedgerFile.open(path, { repositoryId }).close();
  } catch (error) {
    if (error instanceof LedgerFileError) return error;
    throw error;
  }
  throw new Error('It was opened.');
}

/** @returns what a user without rights is told of a path, by a process of that user's own */
function toldWithoutRights(path: string): unknown {
  return JSON.parse(spawnSync(process.execPath, [OPEN_LEDGER, path], { encoding: 'utf8' }).stdout);
}

async function filled(path: string, jobs = 40): Promise<void> {
  const file = openLedger(path);
  const store = new SqliteJobStore(file, { onUnreadable: () => undefined });
  await store.createAll(Array.from({ length: jobs }, (_, i) => record(`job-${i}`)));
  file.close();
}

describe('the file of a ledger', () => {
  it('is made where there is none, and has everything when it is opened again', async () => {
    const path = newPath();
    await filled(path);
    const store = new SqliteJobStore(openLedger(path), { onUnreadable: () => undefined });
    expect((await store.get(id('job-7')))?.record).toEqual(record('job-7'));
    expect(await store.count({})).toBe(40);
  });

  it('is of its user alone, and so is the log beside it', () => {
    const path = newPath();
    openLedger(path);
    const modes = [path, `${path}-wal`].map((one) => statSync(one).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600]);
  });

  it('is of its user alone, too, where an empty file that others could read was there before', () => {
    const path = newPath();
    writeFileSync(path, '', { mode: 0o644 });
    openLedger(path);
    const modes = [path, `${path}-wal`].map((one) => statSync(one).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600]);
  });

  it('syncs each write in full, to a log beside it, and overwrites what is deleted', () => {
    const { database } = openLedger();
    const of = (pragma: string) => Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
    expect(
      ['journal_mode', 'synchronous', 'fullfsync', 'secure_delete', 'locking_mode', 'foreign_keys'].map(of),
    ).toEqual(['wal', 2, 1, 1, 'exclusive', 1]);
  });

  it('is refused in a folder that does not exist, and where it is a folder', () => {
    const path = newPath();
    expect(refusalOf(join(path, 'ledger.sqlite'))).toMatchObject({
      code: 'no-folder',
      message: `The ledger ${path}/ledger.sqlite cannot be made: there is no folder ${path}. Make it, or name another file.`,
    });
    mkdirSync(path);
    expect(refusalOf(path)).toMatchObject({
      code: 'not-a-ledger',
      message: expect.stringContaining(`Name one, such as ${path}/ledger.sqlite.`),
    });
  });

  it.each([
    ['a text', 'id,firstName\n1,Ann\n'],
    ['an image', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['zeros', Buffer.alloc(8192)],
  ])('is refused where it is %s, which is left as it was', (_kind, content) => {
    const path = newPath();
    writeFileSync(path, content);
    expect(refusalOf(path)).toMatchObject({ code: 'not-a-ledger' });
    expect(readFileSync(path)).toEqual(Buffer.from(content));
  });

  it('is refused where it is a database of another program, which is left as it was', () => {
    const path = newPath();
    const other = new DatabaseSync(path);
    other.exec('CREATE TABLE jobs (id); PRAGMA user_version = 1');
    other.close();
    const before = readFileSync(path);
    expect(refusalOf(path)).toMatchObject({
      code: 'not-a-ledger',
      message: expect.stringContaining('Name another one; this one was left as it is.'),
    });
    expect(readFileSync(path)).toEqual(before);
  });

  it('is refused for another repository, which is named', async () => {
    const path = newPath();
    await filled(path);
    expect(refusalOf(path, 'repository-2')).toMatchObject({
      code: 'other-repository',
      message: expect.stringContaining('the repository repository-1, and not to repository-2.'),
    });
    expect(new SqliteJobStore(openLedger(path), { onUnreadable: () => undefined })).toBeDefined();
  });

  it('is refused where a newer program wrote it, and left as it was', async () => {
    const path = newPath();
    await filled(path);
    const newer = new DatabaseSync(path);
    newer.exec(`PRAGMA user_version = ${MIGRATIONS.length + 6}; ALTER TABLE jobs ADD COLUMN more TEXT`);
    newer.close();
    const before = readFileSync(path);
    expect(refusalOf(path)).toMatchObject({
      code: 'newer-version',
      message: expect.stringMatching(
        new RegExp(
          `is of version ${MIGRATIONS.length + 6}, and this program knows versions up to ${MIGRATIONS.length}\\.`,
        ),
      ),
    });
    expect(readFileSync(path)).toEqual(before);
  });

  it.each([
    ['the list of tables', 100],
    ['a page of an index', 5 * PAGE_BYTES],
    ['a page of jobs', 24 * PAGE_BYTES],
  ])('is refused where %s is damaged', async (_where, at) => {
    const path = newPath();
    await filled(path, 400);
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, at, at + PAGE_BYTES - 100));
    expect(refusalOf(path)).toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('Put a backup of it in its place'),
    });
  });

  it('is refused while it is open, in the same process as well, and is free afterwards', () => {
    const path = newPath();
    const first = openLedger(path);
    expect(refusalOf(path)).toMatchObject({
      code: 'in-use',
      message: `The ledger ${path} is in use: one process at a time may have it. End the other one first.`,
    });
    first.close();
    openLedger(path);
  });

  it('is refused to a user who may not write it, and to one who may not read it', async () => {
    const path = join(newPath(), 'ledger.sqlite');
    const folder = dirname(path);
    mkdirSync(folder);
    chmodSync(dirname(folder), 0o755);
    await filled(path);
    const told = (fileMode: number, folderMode: number) => {
      chmodSync(path, fileMode);
      chmodSync(folder, folderMode);
      return toldWithoutRights(path);
    };
    expect(told(0o444, 0o777)).toEqual({
      code: 'read-only',
      message: `The ledger ${path} cannot be written. See that this user may write the file and its folder.`,
    });
    expect(told(0o666, 0o555)).toMatchObject({ code: 'read-only' });
    expect(told(0o000, 0o777)).toMatchObject({ code: 'no-access' });
    expect(told(0o666, 0o777)).toEqual({ code: 'opened' });
  });

  it('counts its openings, so that no revision comes twice', () => {
    const path = newPath();
    const first = openLedger(path);
    const revisions = [first.nextRevision(), first.nextRevision()];
    first.close();
    const second = openLedger(path);
    expect(new Set([...revisions, second.nextRevision(), second.nextRevision()]).size).toBe(4);
  });
});
