/** The ledger in one SQLite file: its writes against raw statements of the same bytes, and how it grows. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { preparedJob } from '../shared/adapters/sqlite/job-rows.ts';
import { SqliteJobStore } from '../shared/adapters/sqlite/job-store.ts';
import { LedgerFile } from '../shared/adapters/sqlite/ledger-file.ts';
import type { JobRecord } from '../shared/jobs/job-record.ts';
import type { JobStore, Revision } from '../shared/ports/job-store.ts';
import type { Publisher } from '../shared/ports/publisher.ts';
import type { MessageId } from '../shared/protocol/message.ts';
import { type Part, table } from './benchmarks-document.ts';
import { acceptedJob, DUE, fill, publishedJob, TAGS } from './jobs-in-file.ts';
import { gatewayOf, REPOSITORY_ID } from './measured-gateway.ts';
import { median, ratioCells, timed } from './statistics.ts';
import { type Swept, sweepOnce } from './sweep-by-stored.ts';

const STORED = Number(process.env['JOBS'] ?? 1_000_000);
const SET = 500;
const SINGLES = 100;
const DUE_AT_ONCE = 1_000;
const ROUNDS = 9;
const PEPPERS = [{ version: '1', secret: 'a secret of the benchmark, 32 bytes' }];

/** A purge publishes nothing. */
const NO_PUBLISHER: Publisher = {
  publish: async () => 'none' as MessageId,
  publishAll: async (_topic, messages) => messages.map(() => 'none' as MessageId),
};

export const sqlite: Part = { name: 'sqlite', title: 'The ledger in one SQLite file', measure };

async function measure(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    return `${await measureWrites(folder)}\n\n${await measureStored(join(folder, 'stored.sqlite'))}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Way = 'creates' | 'replaces' | 'single creates' | 'single replaces';
type Times = Record<`${'ours' | 'raw'}: ${Way}`, number[]>;

async function measureWrites(folder: string): Promise<string> {
  const file = LedgerFile.open(join(folder, 'ours.sqlite'), { repositoryId: REPOSITORY_ID });
  const raw = new RawRows(join(folder, 'raw.sqlite'));
  const times: Partial<Times> = {};
  const note = (name: keyof Times, round: number, ms: number) => {
    if (round >= 0) times[name] = [...(times[name] ?? []), ms];
  };
  const store = storeOn(file);
  // The first round warms up.
  for (let round = -1; round < ROUNDS; round += 1) {
    const accepted = Array.from({ length: SET + SINGLES }, (_, i) => acceptedJob(`lead-${round}-${i}`));
    const published = accepted.map((record) => publishedJob(record));
    const ways = [() => ours(store, accepted, published), () => raw.write(accepted, published)] as const;
    const [first, second] = round % 2 === 0 ? ways : ([ways[1], ways[0]] as const);
    for (const [name, ms] of [...(await first()), ...(await second())]) note(name, round, ms);
  }
  file.close();
  raw.close();
  const perSecond = (name: keyof Times, count: number) =>
    Math.round((count / median(times[name] ?? [])) * 1000).toLocaleString('en');
  const row = (way: Way, count: number) => [
    way,
    `${perSecond(`ours: ${way}`, count)}/s`,
    `${perSecond(`raw: ${way}`, count)}/s`,
    ...ratioCells(times[`ours: ${way}`] ?? [], times[`raw: ${way}`] ?? []),
  ];
  return `${ROUNDS} rounds, taking turns with the floor: \`INSERT\` and \`UPDATE\` of the same bytes as one text in a table with the request ID as its key, in a file with the same
settings. A job has ${TAGS.length} tags and an account. Ours makes the document, keys it for its person, and writes its entries in the indexes.

${table([
  ['', 'ours', 'floor', 'time, of the floor', 'quartiles'],
  row('creates', SET),
  row('replaces', SET),
  row('single creates', SINGLES),
  row('single replaces', SINGLES),
])}

The upper two are sets of ${SET}, each one transaction. Singles come one after the other, each waiting for the disk.`;
}

function storeOn(file: LedgerFile): SqliteJobStore {
  return new SqliteJobStore(file, { onUnreadable: () => undefined, peppers: PEPPERS });
}

async function ours(
  store: JobStore,
  accepted: readonly JobRecord[],
  published: readonly JobRecord[],
): Promise<[keyof Times, number][]> {
  const creates = await timed(() => store.createAll(accepted.slice(0, SET)));
  const replaces = await timed(() =>
    store.replaceAll(
      published.slice(0, SET).map((record, i) => ({ record, expected: creates.result[i] as Revision })),
    ),
  );
  if (replaces.result.includes('conflict')) throw new Error('Nobody else writes.');
  const revisions: Revision[] = [];
  const singleCreates = await timed(async () => {
    for (const record of accepted.slice(SET)) revisions.push((await store.create(record)) as Revision);
  });
  const singleReplaces = await timed(async () => {
    for (const [i, record] of published.slice(SET).entries())
      await store.replace(record, revisions[i] as Revision);
  });
  return [
    ['ours: creates', creates.ms],
    ['ours: replaces', replaces.ms],
    ['ours: single creates', singleCreates.ms],
    ['ours: single replaces', singleReplaces.ms],
  ];
}

/** The floor: a text by its key, written in full before it goes on. */
class RawRows {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
    this.#database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON',
    );
    this.#database.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON');
    this.#database.exec('CREATE TABLE texts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, text TEXT)');
  }

  async write(
    accepted: readonly JobRecord[],
    published: readonly JobRecord[],
  ): Promise<[keyof Times, number][]> {
    const insert = this.#database.prepare('INSERT INTO texts (text, name) VALUES (?, ?)');
    const update = this.#database.prepare('UPDATE texts SET text = ? WHERE name = ?');
    const rows = (records: readonly JobRecord[]) =>
      records.map((record) => [textOf(record), record.requestId] as const);
    const set = async (statement: typeof insert, records: ReturnType<typeof rows>) => {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const [text, name] of records) statement.run(text, name);
      this.#database.exec('COMMIT');
    };
    const singles = async (statement: typeof insert, records: ReturnType<typeof rows>) => {
      for (const [text, name] of records) statement.run(text, name);
    };
    const [before, after] = [rows(accepted), rows(published)];
    return [
      ['raw: creates', (await timed(() => set(insert, before.slice(0, SET)))).ms],
      ['raw: replaces', (await timed(() => set(update, after.slice(0, SET)))).ms],
      ['raw: single creates', (await timed(() => singles(insert, before.slice(SET)))).ms],
      ['raw: single replaces', (await timed(() => singles(update, after.slice(SET)))).ms],
    ];
  }

  close(): void {
    this.#database.close();
  }
}

function textOf(record: JobRecord): string {
  const { text, job } = preparedJob(record, []);
  return `${text}${record.payload}${job ?? ''}`;
}

async function measureStored(path: string): Promise<string> {
  const file = LedgerFile.open(path, { repositoryId: REPOSITORY_ID });
  const store = storeOn(file);
  const filled = await timed(() => fill(store, { name: 'idle', count: STORED }));
  file.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const bytes = statSync(path).size;
  const swept: Swept[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    await fill(store, { name: `due-${round}`, count: DUE_AT_ONCE, of: DUE });
    const one = await sweepOnce((watched) => gatewayOf(watched, NO_PUBLISHER), store);
    if (round >= 0) swept.push(one);
  }
  const asked = await questions(store);
  file.close();
  const ms = (values: readonly number[]) => `${median(values).toFixed(1)} ms`;
  return `A ledger of ${STORED.toLocaleString('en')} completed jobs, each with its payload and its JobV2: ${(bytes / 2 ** 20).toFixed(0)} MiB, ${Math.round(bytes / STORED).toLocaleString('en')} bytes a job, filled in sets of ${SET} at ${Math.round((STORED / filled.ms) * 1000).toLocaleString('en')} a second. Medians of ${ROUNDS} rounds:

${table([
  ['', 'time'],
  [
    `a sweep of ${DUE_AT_ONCE.toLocaleString('en')} that are due for their purge`,
    ms(swept.map(({ total }) => total)),
  ],
  ['of that, the query of due timers', ms(swept.map(({ query }) => query))],
  ...asked.map(([name, values]) => [name, ms(values)]),
])}`;
}

async function questions(store: JobStore): Promise<[name: string, ms: number[]][]> {
  const order = 'newest' as const;
  const asked: [string, () => Promise<unknown>][] = [
    ['the newest 50', () => store.list({ filter: {}, order, limit: 50 })],
    [
      'the newest 50 of a tag that all have, and of a status that few have',
      () => store.list({ filter: { tag: 'team=emea', status: ['accepted'] }, order, limit: 50 }),
    ],
    ['a count of one status, which nearly all have', () => store.count({ status: ['completed'] })],
    ['a sum of what was charged on a day', () => store.countAs(['charged|2026-03-01|*|*' as never])],
  ];
  await fill(store, { name: 'few', count: 60, of: acceptedJob });
  const measured: [string, number[]][] = [];
  for (const [name, ask] of asked) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push((await timed(ask)).ms);
    measured.push([name, times]);
  }
  return measured;
}
