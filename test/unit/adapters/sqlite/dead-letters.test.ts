import { describe, expect, it } from 'vitest';
import { SqliteDeadLetterStore } from '../../../../shared/adapters/sqlite/dead-letters.ts';
import { requestKey } from '../../../../shared/jobs/dead-letters/subjects.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { kept, letterAt } from '../../../contract/dead-letter-stores.ts';
import { DAY, MINUTE, START } from '../../../fixtures.ts';
import { openLedger } from '../../../ledger-files.ts';

function open() {
  const file = openLedger();
  const told: { document: string; reason: string }[] = [];
  const store = new SqliteDeadLetterStore(file, { onUnreadable: (one) => void told.push(one) });
  const rows = (table: string) =>
    Number(file.database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']);
  return { file, store, told, rows };
}

describe('the dead letters in SQLite', () => {
  it('that cannot be read are passed over and told of, and no other is', async () => {
    const { file, store, told } = open();
    const letters = [await kept(store, 1), await kept(store, 2), await kept(store, 3)];
    const ids = letters.map(({ id }) => id);
    const spoil = file.database.prepare(
      'UPDATE dead_letters SET document = json_set(document, ?, ?) WHERE id = ?',
    );
    spoil.run('$.format', 99, ids[0] ?? '');
    spoil.run('$.letter.attributes', '{"a":1}', ids[1] ?? '');
    expect((await store.list({ filter: {}, limit: 9 })).letters).toEqual([letters[2]]);
    expect(told).toEqual([
      { document: ids[1], reason: 'malformed' },
      { document: ids[0], reason: 'newer-format' },
    ]);
    expect(await store.get(ids[0] as never)).toBeUndefined();
    const { letter, body } = letterAt(1);
    expect(await store.create(letter, body)).toBe('exists');
  });

  it('give no bytes rather than others', async () => {
    const { file, store, told } = open();
    const letter = await kept(store, 1, { data: 'as it came' });
    file.database.exec("UPDATE dead_letter_bodies SET body = CAST('as it cane' AS BLOB)");
    expect(await store.body(letter)).toBeUndefined();
    expect(told).toEqual([{ document: letter.id, reason: 'malformed' }]);
  });

  it('keep bytes as they were, whatever becomes of the caller’s', async () => {
    const { store } = open();
    const { letter, body } = letterAt(1, { data: 'as it came' });
    const created = store.create(letter, body);
    body.fill(0);
    await created;
    expect(String(await store.body(letter))).toBe('as it came');
  });

  it('leave no row behind when they are removed', async () => {
    const { store, rows } = open();
    const letter = await kept(store, 1, { data: '{"requestId":"lead-1"}' });
    expect(['dead_letters', 'dead_letter_bodies', 'dead_letter_subjects'].map(rows)).toEqual([1, 1, 1]);
    await store.remove(letter.id);
    expect(['dead_letters', 'dead_letter_bodies', 'dead_letter_subjects'].map(rows)).toEqual([0, 0, 0]);
  });

  it('are removed when their time is over, the oldest first, some at a time', async () => {
    const { store, rows } = open();
    const letters = [];
    for (const minute of [3, 1, 2, 4])
      letters.push(await kept(store, minute, { data: '{"requestId":"lead-1"}' }));
    const end = Math.min(...letters.map(({ expireAt }) => expireAt));
    expect(end).toBe(later(START, 90 * DAY + MINUTE));
    const endOf = (minutes: number) => later(START, 90 * DAY + minutes * MINUTE);
    expect(await store.removeExpired(endOf(0.5), 9)).toBe(0);
    expect(await store.removeExpired(endOf(3), 2)).toBe(2);
    expect(await store.removeExpired(endOf(3), 2)).toBe(1);
    const left = (await store.list({ filter: {}, limit: 9 })).letters;
    expect(left.map(({ receivedAt }) => receivedAt)).toEqual([later(START, 4 * MINUTE)]);
    expect(await store.findAbout([requestKey('lead-1')], 9)).toEqual(left.map(({ id }) => id));
    expect(rows('dead_letter_bodies')).toBe(1);
  });
});
