/**
 * The ledger that golden files are made of: something of everything that is stored. Each version has a golden
 * file, which is made once: `node test/unit/adapters/sqlite/golden-ledger.ts > …/golden/version-N.sql`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { SqliteAuditLog } from '../../../../shared/adapters/sqlite/audit-log.ts';
import { SqliteDeadLetterStore } from '../../../../shared/adapters/sqlite/dead-letters.ts';
import { SqliteErasureLedger } from '../../../../shared/adapters/sqlite/erasure-ledger.ts';
import { SqliteHolds } from '../../../../shared/adapters/sqlite/holds.ts';
import { SqliteJobStore } from '../../../../shared/adapters/sqlite/job-store.ts';
import { LedgerFile } from '../../../../shared/adapters/sqlite/ledger-file.ts';
import { MessageQueue } from '../../../../shared/adapters/sqlite/message-queue.ts';
import { SqliteOperationStore } from '../../../../shared/adapters/sqlite/operation-store.ts';
import { actOf, intentOf } from '../../../../shared/jobs/audit-entry.ts';
import { deadLetterOf } from '../../../../shared/jobs/dead-letters/dead-letter-record.ts';
import { preparedErasure } from '../../../../shared/jobs/erasures/erasure.ts';
import { openAccount } from '../../../../shared/jobs/money/account.ts';
import type { Day } from '../../../../shared/jobs/money/day.ts';
import type { PersonKey } from '../../../../shared/jobs/persons/person-keys.ts';
import { tombstone } from '../../../../shared/jobs/records.ts';
import { timestampOf } from '../../../../shared/protocol/timestamp.ts';
import { id, PAYLOAD, PEPPERS, publishedRecord, received, START } from '../../../fixtures.ts';
import { operation } from '../../jobs/operations/samples.ts';
import { acceptedRecord, answeredRecord, HOLD, heldRecord } from '../../jobs/samples.ts';

export const REPOSITORY_ID = 'golden';

/** Every store on one file. A row that cannot be read is a fault of the test. */
export function storesOf(file: LedgerFile) {
  const onUnreadable = (one: object) => {
    throw new Error(`Unreadable: ${JSON.stringify(one)}`);
  };
  return {
    jobs: new SqliteJobStore(file, { onUnreadable, peppers: PEPPERS }),
    holds: new SqliteHolds(file),
    audit: new SqliteAuditLog(file, onUnreadable),
    operations: new SqliteOperationStore(file, onUnreadable),
    erasures: new SqliteErasureLedger(file, onUnreadable),
    deadLetters: new SqliteDeadLetterStore(file, { onUnreadable, peppers: PEPPERS }),
    queue: new MessageQueue(file),
  };
}

const ABOUT_ANN = JSON.stringify({
  ...PAYLOAD,
  emailAddresses: [{ emailAddress: { userFormat: 'ann@acme.example' } }],
});

export function goldenContent() {
  const account = openAccount('2026-03-01' as Day, ['team=emea'], false);
  const act = {
    actor: 'ops@acme.example',
    action: 'retry',
    target: id('failed'),
    reason: 'ünïcode',
  } as const;
  const message = { ...received('{"requestId":"lead-9"}', { 'a.b': '"' }) };
  return {
    jobs: [
      {
        ...acceptedRecord('accepted'),
        payload: ABOUT_ANN,
        account,
        tags: ['team=emea', 'list=march'],
        team: 'team=emea',
      },
      publishedRecord('published'),
      answeredRecord('failed', 'JobFailReason', 'failed'),
      { ...answeredRecord('completed', undefined, 'completed'), account },
      heldRecord('held'),
      tombstone(answeredRecord('canceled', undefined, 'purged'), START),
    ],
    hold: HOLD,
    entry: intentOf(actOf(act, 1), START),
    operation: operation({ reason: 'ünïcode' }),
    erasure: preparedErasure(
      {
        personKeys: ['1:abcdefghijklmnopqrstuv' as PersonKey],
        rootIds: [id('failed')],
        reason: 'R',
        actor: null,
      },
      START,
    ),
    letter: deadLetterOf(message, { source: 'intake-jobs', reason: 'not-json' }, START),
    body: message.data,
    queued: { data: message.data, attributes: message.attributes },
  };
}

async function fillGolden(file: LedgerFile): Promise<void> {
  const stores = storesOf(file);
  const content = goldenContent();
  await stores.jobs.createAll(content.jobs);
  await stores.holds.place(content.hold);
  await stores.audit.append(content.entry);
  await stores.operations.create(content.operation);
  await stores.erasures.create(content.erasure);
  await stores.deadLetters.create(content.letter, content.body);
  await stores.queue.add([content.queued], {
    subscriptions: ['crm'],
    publishedAt: timestampOf(START),
    now: START,
  });
}

/** @returns the statements that made the tables and indexes of a database, in order */
export function schemaOf(database: DatabaseSync): string[] {
  return database
    .prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name')
    .all()
    .map(({ sql }) => String(sql));
}

/** @returns a text of SQL that makes a database anew */
function dumpOf(database: DatabaseSync): string {
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
    .all()
    .map(({ name }) => String(name));
  const pragmas = ['application_id', 'user_version'].map((name) => {
    const [value] = Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {});
    return `PRAGMA ${name} = ${value}`;
  });
  const rows = tables.flatMap((table) => insertsOf(database, table));
  return `${[...schemaOf(database), ...pragmas, ...rows].join(';\n')};\n`;
}

function insertsOf(database: DatabaseSync, table: string): string[] {
  const columns = database.prepare(`SELECT name FROM pragma_table_info('${table}')`).all();
  const values = columns.map(({ name }) => `quote("${name}")`).join(" || ', ' || ");
  return database
    .prepare(`SELECT ${values} AS row FROM ${table}`)
    .all()
    .map(({ row }) => `INSERT INTO ${table} VALUES (${row})`);
}

async function writeGolden(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'golden-'));
  const file = LedgerFile.open(join(folder, 'golden.sqlite'), { repositoryId: REPOSITORY_ID });
  await fillGolden(file);
  process.stdout.write(dumpOf(file.database));
  file.close();
  rmSync(folder, { recursive: true });
}

if (import.meta.main) await writeGolden();
