import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GroupCommit } from '../../../../shared/adapters/sqlite/group-commit.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { newPath } from '../../../ledger-files.ts';

/** A database that notes which statements end its transactions. */
class WatchedDatabase extends DatabaseSync {
  readonly ended: string[] = [];
  override exec(sql: string): void {
    super.exec(sql);
    if (sql === 'COMMIT' || sql === 'ROLLBACK') this.ended.push(sql);
  }
}

function newDatabase() {
  const database = new WatchedDatabase(newPath());
  database.exec('CREATE TABLE told (word TEXT PRIMARY KEY) STRICT');
  const commits = new GroupCommit(database);
  const tell = (word: string) => () => {
    database.prepare('INSERT INTO told VALUES (?)').run(word);
    return word;
  };
  const words = () =>
    database
      .prepare('SELECT word FROM told ORDER BY rowid')
      .all()
      .map(({ word }) => word);
  return { database, commits, tell, words };
}

describe('writes of one turn of the event loop', () => {
  it('are one transaction, in the order in which they were asked for', async () => {
    const { database, commits, tell, words } = newDatabase();
    const told = ['c', 'a', 'b'].map((word) => commits.write(tell(word)));
    expect(words()).toEqual([]);
    expect(await Promise.all(told)).toEqual(['c', 'a', 'b']);
    expect(words()).toEqual(['c', 'a', 'b']);
    expect(database.ended).toEqual(['COMMIT']);
    await commits.write(tell('d'));
    expect(database.ended).toEqual(['COMMIT', 'COMMIT']);
  });

  it('are several transactions when they are many, each asked for whole in one of them', async () => {
    const { database, commits, tell, words } = newDatabase();
    const sizes = [300, 200, 1, 700, 10];
    const told = sizes.map((items) => commits.write(tell(`set of ${items}`), items));
    let turns = 0;
    const counting = (async () => {
      for (; words().length < sizes.length; turns += 1) await setImmediate();
    })();
    await Promise.all([...told, counting]);
    expect(database.ended).toEqual(['COMMIT', 'COMMIT', 'COMMIT', 'COMMIT']);
    // Others have their turn between them.
    expect(turns).toBeGreaterThan(2);
  });

  it('fail alone: what a change wrote before it broke off is taken back, and the others stand', async () => {
    const { commits, tell, words } = newDatabase();
    const broken = () => {
      tell('half')();
      throw new StoreUnavailableError(undefined, 'A hold cannot be read.');
    };
    const told = await Promise.allSettled([
      commits.write(tell('a')),
      commits.write(broken),
      commits.write(tell('a')),
      commits.write(tell('b')),
    ]);
    expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(told[1]).toMatchObject({ reason: { message: 'A hold cannot be read.' } });
    expect(words()).toEqual(['a', 'b']);
  });

  it('are unavailable while the disk is full, leave nothing half-written, and go on once there is room', async () => {
    const { database, commits, tell, words } = newDatabase();
    database.exec('PRAGMA max_page_count = 12');
    const long = (word: string) => () => {
      tell(word)();
      tell(`${word} ${'x'.repeat(40_000)}`)();
    };
    const told = await Promise.allSettled([
      commits.write(tell('a')),
      commits.write(long('b')),
      commits.write(tell('c')),
    ]);
    expect(told[1]).toMatchObject({
      status: 'rejected',
      reason: { message: 'The disk of the ledger is full.' },
    });
    // A fault of the disk may take the others of its transaction with it: each is there whole, or was told
    // of.
    const there = told.flatMap(({ status }, i) => (status === 'fulfilled' ? [['a', 'b', 'c'][i]] : []));
    expect(words()).toEqual(there);
    for (const outcome of told)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StoreUnavailableError);
    database.exec('PRAGMA max_page_count = 1000');
    await commits.write(long('b'));
    await commits.write(tell('d'));
    expect(words().slice(-3)).toEqual(['b', expect.stringMatching(/^b x/), 'd']);
  });

  it('are told of once they are committed: of a commit that fails, none is there, and each is told so', async () => {
    const { database, commits, tell, words } = newDatabase();
    database.exec(
      'CREATE TABLE again (word TEXT REFERENCES told DEFERRABLE INITIALLY DEFERRED) STRICT; PRAGMA foreign_keys = ON',
    );
    const refused = () => void database.prepare('INSERT INTO again VALUES (?)').run('never told');
    const told = await Promise.allSettled([commits.write(tell('a')), commits.write(refused)]);
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(words()).toEqual([]);
    expect(await commits.write(tell('b'))).toBe('b');
    expect(database.ended).toEqual(['ROLLBACK', 'COMMIT']);
  });

  it('that find another program at work are unavailable, all of them, and none is there', async () => {
    const { database, commits, tell, words } = newDatabase();
    const other = new DatabaseSync(database.location() ?? '', { timeout: 0 });
    other.exec('BEGIN IMMEDIATE');
    const told = await Promise.allSettled([commits.write(tell('a')), commits.write(tell('b'))]);
    expect(told.map((one) => one.status === 'rejected' && one.reason)).toEqual([
      expect.any(StoreUnavailableError),
      expect.any(StoreUnavailableError),
    ]);
    other.exec('ROLLBACK');
    other.close();
    expect(words()).toEqual([]);
    await commits.write(tell('a'));
    expect(words()).toEqual(['a']);
  });

  it('are committed when they are flushed, and fail once the database is closed', async () => {
    const { database, commits, tell, words } = newDatabase();
    const told = commits.write(tell('a'));
    commits.flush();
    expect(words()).toEqual(['a']);
    expect(await told).toBe('a');
    database.close();
    await expect(commits.write(tell('b'))).rejects.toMatchObject({
      code: 'store-unavailable',
      message: 'The ledger is closed.',
    });
  });
});
