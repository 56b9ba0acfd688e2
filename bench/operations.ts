/** The cost of a job in operations and bytes, by path, and of a million jobs in money: counted, not timed. */

import type { Tracking } from '../shared/jobs/policy.ts';
import { type Part, table } from './benchmarks-document.ts';
import { budgetsOf } from './budgets.ts';
import { CountedGateway, type Counts, NOTHING, ROOT } from './counted-gateway.ts';

export const operations: Part = {
  name: 'operations',
  title: 'Operations and bytes, by path, and what they cost',
  measure,
};

/** us-central1, November 2026, in US dollars. */
const PRICES = {
  read: 0.03 / 100_000,
  write: 0.09 / 100_000,
  /** A byte in Firestore for a month. */
  storedByte: 0.15 / 2 ** 30,
  /** A byte into or out of Pub/Sub. */
  byte: 40 / 2 ** 40,
  call: 0.4 / 1e6,
  /** 10 ms of a vCPU and of half a GiB. */
  callTime: 0.01 * (0.000024 + 0.5 * 0.0000025),
  /** A log entry of 1 kB. */
  logged: (0.5 / 2 ** 30) * 1000,
};
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ON_THE_WAY = ['created', 'validated', 'enqueued', 'dispatching', 'processing'];

type Path = readonly [name: string, walk: (gateway: CountedGateway) => Promise<void>];

/** The life of a job that completes at once, then what may come on top of it. */
const LIFE: readonly Path[] = [
  ['submit', (gateway) => gateway.submit()],
  ['five answers on the way', (gateway) => gateway.answers(ROOT, ON_THE_WAY)],
  ['the end, delivered', (gateway) => gateway.answers(ROOT, ['completed'])],
  ['purge after 30 days', (gateway) => gateway.sweepAfter(31 * DAY)],
];
const ON_TOP: readonly Path[] = [
  ['a message again', (gateway) => gateway.again(ROOT, 'completed')],
  ['a silence of six hours', (gateway) => gateway.sweepAfter(7 * HOUR)],
  [
    'a failed attempt before',
    async (gateway) => {
      await gateway.answers(ROOT, [...ON_THE_WAY, 'failed']);
      await gateway.sweepAfter(2 * HOUR);
    },
  ],
];

/** @returns what each path adds, by its name; `a job` is the whole life */
export async function countPaths(tracking: Tracking): Promise<ReadonlyMap<string, Counts>> {
  const gateway = new CountedGateway(tracking);
  const counted = new Map<string, Counts>();
  for (const [name, walk] of LIFE) counted.set(name, await added(gateway, walk));
  counted.set('a job', gateway.counts);
  for (const [name, walk] of ON_TOP) {
    const fresh = new CountedGateway(tracking);
    await fresh.submit();
    if (name === 'a message again') await fresh.answers(ROOT, ['completed']);
    counted.set(name, await added(fresh, walk));
  }
  for (const [name, limit] of WITHIN_BUDGETS) {
    const fresh = new CountedGateway(tracking, budgetsOf(limit));
    // An instance counts before its first submission.
    await fresh.submit('another');
    counted.set(name, await added(fresh, (gateway) => gateway.submit()));
  }
  return counted;
}

/** Submissions within three budgets. */
const WITHIN_BUDGETS: readonly (readonly [name: string, limit: number])[] = [
  ['submit, far from three limits', 1e9],
  ['submit, near three limits', 100],
];

async function added(
  gateway: CountedGateway,
  walk: (gateway: CountedGateway) => Promise<void>,
): Promise<Counts> {
  const before = { ...gateway.counts };
  await walk(gateway);
  return mapCounts(gateway.counts, (count, name) => count - before[name]);
}

function mapCounts(counts: Counts, change: (count: number, name: keyof Counts) => number): Counts {
  return Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, change(count, name as keyof Counts)]),
  ) as unknown as Counts;
}

/** US dollars for a million jobs, by item. */
function costsOf(paths: ReadonlyMap<string, Counts>): readonly (readonly [string, number])[] {
  const million = 1e6;
  const { reads, writes, bytesOut, bytesIn, calls, logs } = paths.get('a job') ?? NOTHING;
  // Stored for a month is the document of the end, written twice: before its delivery and after.
  const end = paths.get('the end, delivered') ?? NOTHING;
  const keptBytes = end.writtenBytes / end.writes;
  return [
    ['Firestore writes', writes * PRICES.write * million],
    ['Firestore reads', reads * PRICES.read * million],
    ['Firestore storage, 30 days', keptBytes * PRICES.storedByte * million],
    ['Pub/Sub', (bytesOut + bytesIn) * PRICES.byte * million],
    ['function calls', calls * PRICES.call * million],
    ['function CPU and memory, 10 ms a call', calls * PRICES.callTime * million],
    ['logs, 1 kB an entry', logs * PRICES.logged * million],
  ];
}

async function measure(): Promise<string> {
  const modes = {
    'every-status': await countPaths('every-status'),
    'endings-only': await countPaths('endings-only'),
  };
  const rows = Object.entries(modes).flatMap(([tracking, paths]) =>
    [...paths].map(([name, counts]) => [
      tracking,
      name,
      counts.reads,
      counts.writes,
      counts.writtenBytes.toLocaleString('en'),
      counts.messagesOut,
      counts.bytesOut.toLocaleString('en'),
      counts.calls,
      counts.bytesIn.toLocaleString('en'),
      counts.logs,
    ]),
  );
  const [every, endings] = Object.values(modes).map(costsOf);
  const dollars = (amount: number) => `$${amount.toFixed(2)}`;
  const sum = (costs: typeof every) => (costs ?? []).reduce((total, [, cost]) => total + cost, 0);
  const costs = (every ?? []).map(([name, cost], i) => [
    name,
    dollars(cost),
    dollars(endings?.[i]?.[1] ?? 0),
  ]);
  return `Counted, not timed: a lead with names, company, position and e-mail; documents as large as their JSON, each Pub/Sub message at least 1 kB, as it is billed. The first
four paths make up a job; the next three come on top, and the last two are submissions within budgets.

${table([['tracking', 'path', 'reads', 'writes', 'bytes written', 'messages out', 'bytes out', 'calls', 'bytes in', 'log entries'], ...rows])}

For a million jobs that complete at their first attempt, at prices of us-central1 in November 2026 (yours may differ: \`bench/operations.ts\` has them in
one place):

${table([['', '`every-status`', '`endings-only`'], ...costs, ['**all**', dollars(sum(every)), dollars(sum(endings))]])}

\`endings-only\` costs ${((100 * sum(endings)) / sum(every)).toFixed(0)} % of \`every-status\`, and of Firestore's operations ${((100 * operationsOf(endings)) / operationsOf(every)).toFixed(0)} %. What
Modigie charges for completed jobs is beside that.`;
}

function operationsOf(costs: ReturnType<typeof costsOf> | undefined): number {
  return (costs ?? []).slice(0, 2).reduce((total, [, cost]) => total + cost, 0);
}
