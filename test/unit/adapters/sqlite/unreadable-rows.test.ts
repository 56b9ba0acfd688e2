/** Rows beside the jobs that a newer program wrote, or that somebody changed by hand. */
import { describe, expect, it } from 'vitest';
import { SqliteAuditLog } from '../../../../shared/adapters/sqlite/audit-log.ts';
import { SqliteErasureLedger } from '../../../../shared/adapters/sqlite/erasure-ledger.ts';
import { SqliteHolds } from '../../../../shared/adapters/sqlite/holds.ts';
import type { LedgerFile } from '../../../../shared/adapters/sqlite/ledger-file.ts';
import { SqliteOperationStore } from '../../../../shared/adapters/sqlite/operation-store.ts';
import { actOf, intentOf } from '../../../../shared/jobs/audit-entry.ts';
import { begun, preparedErasure } from '../../../../shared/jobs/erasures/erasure.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { operationId } from '../../../../shared/jobs/operations/operation.ts';
import {
  RecordRefusedError,
  RecordUnreadableError,
  StoreUnavailableError,
} from '../../../../shared/ports/errors.ts';
import { id, MINUTE, START } from '../../../fixtures.ts';
import { openLedger } from '../../../ledger-files.ts';
import { operation } from '../../jobs/operations/samples.ts';
import { HOLD } from '../../jobs/samples.ts';

const MINUTES = [1, 2, 3];
const at = (minute: number) => later(START, minute * MINUTE);

function watched() {
  const file = openLedger();
  const told: { document: string; reason: string }[] = [];
  return { file, told, tell: (one: (typeof told)[number]) => void told.push(one) };
}

/** Changes the documents of two rows of a table: the first to a newer format, the second to no document. */
function spoil(
  { database }: LedgerFile,
  { table, key }: { readonly table: string; readonly key: string },
  [newer, broken]: readonly string[],
): void {
  const set = (change: string, name = '') =>
    database.prepare(`UPDATE ${table} SET document = ${change} WHERE ${key} = ?`).run(name);
  set("json_set(document, '$.format', 99)", newer);
  set("'[]'", broken);
}

describe('rows in SQLite that cannot be read', () => {
  it('of the audit are passed over and told of, and never written over', async () => {
    const { file, told, tell } = watched();
    const audit = new SqliteAuditLog(file, tell);
    const asked = { actor: null, action: 'retry', reason: null } as const;
    const entries = MINUTES.map((minute) =>
      intentOf(actOf({ ...asked, target: id(`lead-${minute}`) }, 1), at(minute)),
    );
    for (const entry of entries) await audit.append(entry);
    const names = entries.map(({ operation: name }) => `${name}-intent`);
    spoil(file, { table: 'audit', key: 'name' }, names);
    expect((await audit.list({ filter: {}, limit: 9 })).entries).toEqual([entries[2]]);
    expect(told).toEqual([
      { document: names[1], reason: 'malformed' },
      { document: names[0], reason: 'newer-format' },
    ]);
    expect(await audit.find(entries[0]?.operation ?? '', 'intent')).toBeUndefined();
    for (const entry of entries) expect(await audit.append(entry)).toBe('exists');
  });

  it('of the operations are passed over and told of, are not due, and are never written over', async () => {
    const { file, told, tell } = watched();
    const store = new SqliteOperationStore(file, tell);
    const all = MINUTES.map((minute) =>
      operation({
        id: operationId(null, [String(minute)]),
        asOf: at(minute),
        wake: { at: at(minute), claimed: false },
      }),
    );
    for (const one of all) await store.create(one);
    const ids = all.map((one) => one.id);
    spoil(file, { table: 'operations', key: 'id' }, ids);
    expect((await store.due(at(9), 1)).map((stored) => stored.operation)).toEqual([all[2]]);
    expect((await store.list({ limit: 9 })).operations).toEqual([all[2]]);
    expect(told.map(({ reason }) => reason)).toEqual([
      'newer-format',
      'malformed',
      'malformed',
      'newer-format',
    ]);
    await expect(store.get(ids[0] as never)).rejects.toMatchObject({ code: 'newer-format' });
    await expect(store.get(ids[1] as never)).rejects.toThrow(RecordUnreadableError);
    expect(await store.create(all[0] as never)).toBe('exists');
  });

  it('of the erasures are passed over and told of', async () => {
    const { file, told, tell } = watched();
    const ledger = new SqliteErasureLedger(file, tell);
    const asked = { personKeys: [], rootIds: [id('lead-1')], reason: 'DSR-1', actor: null };
    const all = MINUTES.map((minute) => begun(preparedErasure(asked, at(minute)), [], at(minute)));
    for (const one of all) await ledger.create(one);
    spoil(
      file,
      { table: 'erasures', key: 'id' },
      all.map((one) => one.id),
    );
    expect((await ledger.list({ limit: 9 })).erasures).toEqual([all[2]]);
    expect(await ledger.unfinished(9)).toEqual([all[2]]);
    expect(await ledger.get(all[0]?.id as never)).toBeUndefined();
    expect(told.map(({ reason }) => reason)).toContain('newer-format');
  });

  it.each([
    "json_set(document, '$.format', 99)",
    "'{'",
  ])('of the holds might be in force: nothing is said of any, %s', async (change) => {
    const { file } = watched();
    const holds = new SqliteHolds(file);
    await holds.place(HOLD);
    file.database.exec(`UPDATE holds SET document = ${change}`);
    await expect(holds.list()).rejects.toThrow(StoreUnavailableError);
    await expect(holds.place(HOLD)).rejects.toThrow(StoreUnavailableError);
    expect(await holds.place({ ...HOLD, name: 'another' })).toBe('placed');
  });
});

describe('a document that is too large for any store', () => {
  const long = 'x'.repeat(1_100_000);

  it('is refused for good, by each store', async () => {
    const { file, tell } = watched();
    const act = actOf({ actor: null, action: 'retry', target: id('lead-1'), reason: long }, 1);
    await expect(new SqliteAuditLog(file, tell).append(intentOf(act, START))).rejects.toThrow(
      RecordRefusedError,
    );
    const operations = new SqliteOperationStore(file, tell);
    await expect(operations.create(operation({ reason: long }))).rejects.toThrow(RecordRefusedError);
    const erasure = preparedErasure({ personKeys: [], rootIds: [], reason: long, actor: null }, START);
    await expect(new SqliteErasureLedger(file, tell).create(erasure)).rejects.toThrow(RecordRefusedError);
  });
});
