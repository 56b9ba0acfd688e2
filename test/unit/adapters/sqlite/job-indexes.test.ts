/** Indexes serve every question, and their entries follow from the records. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDocument } from '../../../../shared/adapters/documents/document.ts';
import { keysOf } from '../../../../shared/adapters/sqlite/job-keys.ts';
import { SqliteJobStore } from '../../../../shared/adapters/sqlite/job-store.ts';
import type { LedgerFile } from '../../../../shared/adapters/sqlite/ledger-file.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { openAccount } from '../../../../shared/jobs/money/account.ts';
import { countedAs } from '../../../../shared/jobs/money/counted-as.ts';
import type { Day } from '../../../../shared/jobs/money/day.ts';
import { personKeysOf } from '../../../../shared/jobs/persons/person-keys.ts';
import { withoutText } from '../../../../shared/jobs/records.ts';
import { wakeAt } from '../../../../shared/jobs/timers.ts';
import type { JobStore, Revision } from '../../../../shared/ports/job-store.ts';
import { record } from '../../../contract/job-stores.ts';
import { id, messageIdOf, PAYLOAD, PEPPERS, START } from '../../../fixtures.ts';
import { openLedger } from '../../../ledger-files.ts';

const open = (file: LedgerFile) =>
  new SqliteJobStore(file, { onUnreadable: () => undefined, peppers: PEPPERS });

const payload = JSON.stringify({
  ...PAYLOAD,
  emailAddresses: [{ emailAddress: { userFormat: 'a@b.example' } }],
});

/** Everything that a record is found by, in every state that it may have. */
const anyRecord = fc
  .record({
    status: fc.constantFrom('accepted', 'published', 'failed', 'completed'),
    jobType: fc.constantFrom('enrichMobile', 'verifyMobile', null),
    tags: fc.subarray(['team=emea', 'team=apac', 'list=march']),
    team: fc.constantFrom('team=emea', null),
    held: fc.constantFrom('*', null),
    messages: fc.subarray(['m-1', 'm-2', 'm-3']),
    second: fc.integer({ min: 0, max: 3 }),
    hasAccount: fc.boolean(),
    hasText: fc.boolean(),
    isTimed: fc.boolean(),
  })
  .map(({ messages, second, hasAccount, hasText, isTimed, ...rest }) => (requestId: string): JobRecord => {
    const made = record(requestId, {
      ...(rest as Partial<JobRecord>),
      payload,
      publish: { ...record(requestId).publish, messageIds: messages.map(messageIdOf) },
      account: hasAccount ? openAccount('2026-03-01' as Day, ['team=emea'], false) : null,
      wake: isTimed ? wakeAt(requestId, 'silence', later(START, second)) : null,
      updatedAt: later(START, second * 1_000),
    });
    return hasText ? made : withoutText(made);
  });

interface Entries {
  readonly index: string[];
  readonly changes: string[];
}

function entriesIn({ database }: LedgerFile): Entries {
  const rows = (sql: string) => {
    const statement = database.prepare(sql);
    statement.setReadBigInts(true);
    return statement.all().map((row) => Object.values(row).join(' '));
  };
  const named = 'JOIN jobs ON jobs.id = job_id';
  return {
    index: rows(`SELECT key, request_id FROM job_index ${named}`).toSorted(),
    changes: rows(
      `SELECT key, CAST(job_changes.changed_at AS INTEGER), request_id FROM job_changes ${named}`,
    ).toSorted(),
  };
}

function entriesOf(records: readonly JobRecord[]): Entries {
  const all = records.map((one) => ({ one, keys: keysOf(toDocument(one, '', PEPPERS)) }));
  return {
    index: all
      .flatMap(({ one, keys }) => [...keys.list, ...keys.find].map((key) => `${key} ${one.requestId}`))
      .toSorted(),
    changes: all
      .flatMap(({ one, keys }) => keys.list.map((key) => `${key} ${one.updatedAt} ${one.requestId}`))
      .toSorted(),
  };
}

describe('the indexes of jobs in SQLite', () => {
  it('have what follows from the records, whatever they were before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(4), anyRecord), { maxLength: 25 }), async (writes) => {
        const file = openLedger();
        const store = open(file);
        const stored = new Map<string, { record: JobRecord; revision: Revision }>();
        for (const [number, make] of writes) {
          const next = make(`job-${number}`);
          const known = stored.get(next.requestId);
          const outcome = known ? await store.replace(next, known.revision) : await store.create(next);
          stored.set(next.requestId, { record: next, revision: outcome as Revision });
        }
        const records = [...stored.values()].map((one) => one.record);
        expect(entriesIn(file)).toEqual(entriesOf(records));
        file.close();
      }),
      { numRuns: 60, seed: 17 },
    );
  });

  it('are written where they differ, and nowhere else', async () => {
    const file = openLedger();
    const store = open(file);
    const first = record('a', { payload, tags: ['team=emea', 'list=march'] });
    const revision = (await store.create(first)) as Revision;
    const changes = () => Number(file.database.prepare('SELECT total_changes() AS n').get()?.['n']);
    const before = changes();
    const second = (await store.replace({ ...first, priority: 7 }, revision)) as Revision;
    expect(changes() - before).toBe(1);
    await store.replace({ ...first, tags: ['team=emea'] }, second);
    // The row, and of the tag that is gone its entry in the index and its entry among the changes.
    expect(changes() - before).toBe(1 + 3);
  });

  it('serve every question: none goes through all jobs, and none is sorted', async () => {
    const file = openLedger();
    const asked: string[] = [];
    const prepare = file.database.prepare.bind(file.database);
    file.database.prepare = (sql) => {
      asked.push(sql);
      return prepare(sql);
    };
    const store = open(file);
    const one = record('a', { payload, account: openAccount('2026-03-01' as Day, [], false), tags: ['t=1'] });
    await store.create(one);
    await askEverything(store, one);
    const plans = asked.filter((sql) => sql.trimStart().startsWith('SELECT')).map((sql) => planOf(file, sql));
    expect(plans.length).toBeGreaterThan(15);
    const slow = plans.flat().filter((step) => /SCAN (?!entry|\(subquery)|TEMP B-TREE/.test(step));
    // Of all jobs, a count without any filter is that of an index's entries.
    expect(slow).toEqual(['SCAN jobs USING COVERING INDEX jobs_changed']);
  });
});

function planOf({ database }: LedgerFile, sql: string): string[] {
  return database
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map(({ detail }) => String(detail));
}

/** Each method that reads, and lists and counts by each filter and by several. */
async function askEverything(store: JobStore, one: JobRecord): Promise<void> {
  const filters = [
    {},
    { status: ['accepted'] },
    { status: ['accepted', 'published'], tag: 't=1' },
    { jobType: ['enrichMobile'], cause: ['failed/x', 'failed/y'], status: ['failed'] },
    { team: 'team=emea' },
    { since: START },
    { status: ['failed'], since: START, until: later(START, 1) },
  ];
  const place = { requestId: one.requestId, changedAt: one.updatedAt };
  for (const filter of filters) {
    for (const order of ['name', 'newest'] as const)
      for (const after of [undefined, place]) await store.list({ filter, order, after, limit: 5 });
    const { cause: _cause, ...counted } = filter as { cause?: string[] };
    await store.count(counted);
  }
  await store.list({ filter: { held: '*' }, limit: 5 });
  await store.count({ held: '*' });
  await store.get(id('a'));
  await store.getMany([id('a')]);
  const due = await store.due({ shard: one.wake?.shard ?? 0, now: later(START, 1e9), limit: 5 });
  await store.due({ shard: 1, now: START, after: due[0], limit: 5 });
  await store.findByMessageId(messageIdOf('m-1'));
  await store.findByPerson({ keys: personKeysOf(one, PEPPERS), limit: 5 });
  await store.findCounted({ key: countedAs(one)[0] as never, limit: 5 });
  await store.countAs(countedAs(one));
  await store.countTimers({ purpose: 'publish' });
  await store.countTimers({ purpose: 'publish', dueBy: START });
  await store.oldestDue(START);
}
