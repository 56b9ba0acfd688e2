/** Request IDs that rise, and the key ranges that their jobs are written to: computed, not timed. */
import { toDocument } from '../shared/adapters/documents/document.ts';
import { documentName } from '../shared/adapters/firestore/document-name.ts';
import { decide } from '../shared/jobs/decide.ts';
import { fractionOf } from '../shared/jobs/hash.ts';
import { type Instant, instant, later } from '../shared/jobs/instant.ts';
import type { JobRecord } from '../shared/jobs/job-record.ts';
import { DEFAULT_POLICY } from '../shared/jobs/policy.ts';
import { submittedRecord } from '../shared/jobs/records.ts';
import { contentOf } from '../shared/jobs/request-content.ts';
import { SHARD_COUNT } from '../shared/jobs/timers.ts';
import type { MessageId } from '../shared/protocol/message.ts';
import type { RequestId } from '../shared/protocol/request-id.ts';
import { type Part, table } from './benchmarks-document.ts';
import { entriesOf, keyOf } from './index-entries.ts';
import { RANGES, type Spread, spreadOf } from './key-ranges.ts';
import { PAYLOAD, TOPICS } from './measured-gateway.ts';
import { median } from './statistics.ts';

const SUBMISSIONS = 100_000;
const WINDOW = 1_000;
const START = instant(Date.UTC(2026, 2, 1));
/** Of one range, where values rise (docs/adr/016-rising-fields.md). */
const WRITES_OF_A_RANGE = 500;
/** Of a submission: the timer for its publish is put and taken away, the one for its silence is put. */
const TIMER_WRITES = 3;
const TEAMS = ['emea', 'apac', 'latam', 'noram'];
const TIMERS = '`wake.shard, wake.at`';

export const names: Part = {
  name: 'names',
  title: 'Request IDs that rise, and where they are written',
  measure,
};

/** One a millisecond. */
const REQUEST_IDS: Readonly<Record<string, (i: number) => string>> = {
  'contact-000001_enrichMobile_1': (i) => `contact-${digits(i, 6)}_enrichMobile_1`,
  UUIDv7: (i) => uuid7(START + i, `id-${i}`),
  'numbers of messages': (i) => messageNumber(i),
};

async function measure(): Promise<string> {
  const byIds = Object.values(REQUEST_IDS).map((idOf) => spreadsOf(writtenKeys(idOf)));
  const indexes = [...(byIds[0]?.keys() ?? [])];
  const rows = indexes.map((index) => {
    const spreads = byIds.map((spreads) => spreads.get(index) as Spread);
    const fewest = Math.min(...spreads.map(({ fewestRanges }) => fewestRanges));
    const shares = spreads.map(({ worst, median }) => `${worst.toFixed(3)} (${median.toFixed(3)})`);
    return [index, ...shares, fewest];
  });
  const timers = median(byIds.map((spreads) => spreads.get(TIMERS)?.median ?? 0));
  const takes = Math.round(WRITES_OF_A_RANGE / (timers * TIMER_WRITES) / 100) * 100;
  return `Computed, not timed: ${inThousands(SUBMISSIONS)} submissions, one a millisecond, each created and then noted as published, and what Firestore sorts of it: the document's name, and
each index entry that is put or taken away (\`infra/firestore.indexes.json\`). All keys of an index are cut into ${RANGES} ranges that hold equally many in the end, as Firestore splits
what is written much. For each ${inThousands(WINDOW)} submissions in a row, this is the share of the writes that fall on the range that gets most of them: the worst window, and (the median).
Even would be ${(1 / RANGES).toFixed(3)}; by chance it is about 0.025.

${table([['written', ...Object.keys(REQUEST_IDS).map((kind) => `\`${kind}\``), 'ranges hit, at least'], ...rows])}

A range takes about ${WRITES_OF_A_RANGE} writes a second where values rise, since splitting it does not help there; an even spread has no such limit. A share of 1 limits the whole ledger to
${WRITES_OF_A_RANGE} a second, as each of the floors would. \`status\` and \`jobType\` have few values, but behind each stands the name, which spreads.

Timers rise within each of their ${SHARD_COUNT} shards: a window writes to ${SHARD_COUNT} ranges for the publish, where each is put and soon taken away, and to ${SHARD_COUNT} for the silence. They take some
${inThousands(SHARD_COUNT * WRITES_OF_A_RANGE)} of these writes a second each ([ADR 16](adr/016-rising-fields.md)), and so about ${inThousands(takes)} submissions a second: the limit of a ledger. An answer takes one timer away and puts one,
too.

\`tags\` are the company's: with a few values they spread as \`status\` does. A tag whose values rise with the submissions, as a number or a time does, is the last of the floors: leave it
out, the request ID says the same.`;
}

/** By what is written: the keys of each window. */
type Written = ReadonlyMap<string, readonly (readonly string[])[]>;

function spreadsOf(written: Written): ReadonlyMap<string, Spread> {
  return new Map([...written].map(([index, windows]) => [index, spreadOf(windows)]));
}

function writtenKeys(idOf: (i: number) => string): Written {
  const written = new Map<string, string[][]>();
  for (let i = 0; i < SUBMISSIONS; i += 1)
    for (const [index, keys] of keysOf(idOf(i) as RequestId, i)) {
      const windows = written.get(index) ?? [];
      written.set(index, windows);
      windows[Math.floor(i / WINDOW)] ??= [];
      windows[Math.floor(i / WINDOW)]?.push(...keys);
    }
  return written;
}

/** @returns by index, the keys that one submission writes; those of floors as well */
function keysOf(requestId: RequestId, i: number): [index: string, keys: string[]][] {
  const [created, noted] = recordsOf(requestId, i);
  const before = entriesOf(toDocument(created, 'w'));
  const after = entriesOf(toDocument(noted, 'w'));
  const name = documentName(requestId);
  // The first is put and taken away.
  const timers = [created, created, noted].map(({ wake }) => wake?.at);
  return [
    ['floor: the request ID as the name', [requestId, requestId]],
    ["the document's name", [name, name]],
    ...[...after].map(([index, keys]): [string, string[]] => {
      const old = before.get(index) ?? [];
      const [put, taken] = [
        keys.filter((key) => !old.includes(key)),
        old.filter((key) => !keys.includes(key)),
      ];
      return [`\`${index}\``, [...old, ...put, ...taken]];
    }),
    ['floor: timers without shards', timers.map((at) => keyOf([at], name))],
    ['floor: message IDs that are not hashed', noted.publish.messageIds.map((id) => keyOf([id], name))],
    ['floor: a tag that rises', [keyOf([`contact=${digits(i, 6)}`], name)]],
  ];
}

/** @returns a submission as it is created, and as it is once its publish is noted */
function recordsOf(requestId: RequestId, i: number): [created: JobRecord, noted: JobRecord] {
  const tags = [
    { name: 'team', value: TEAMS[i % TEAMS.length] ?? '' },
    { name: 'note', value: `${i % 3} `.repeat(600) },
  ];
  const request = {
    jobType: 'enrichMobile',
    payload: { ...PAYLOAD, tags },
    priority: null,
    expireAfter: null,
  };
  const content = contentOf(request, { topic: TOPICS.requests, priorityCarrier: { in: 'nowhere' } });
  const now: Instant = later(START, i);
  const created = submittedRecord(requestId, content, { policy: DEFAULT_POLICY, now });
  const messageId = messageNumber(i) as MessageId;
  const { record: noted } = decide(created, { type: 'published', messageId }, DEFAULT_POLICY, later(now, 20));
  if (!noted) throw new Error('A record stays a record.');
  return [created, noted];
}

function messageNumber(i: number): string {
  return String(11_500_000_000_000_000 + 7 * i);
}

function digits(i: number, length: number): string {
  return String(i + 1).padStart(length, '0');
}

/** RFC 9562 §5.7, with bits that follow from \`seed\`: the bench is the same each time. */
function uuid7(epochMillis: number, seed: string): string {
  const time = epochMillis.toString(16).padStart(12, '0');
  const bits = (part: string, length: number) =>
    Math.floor(fractionOf(`${seed} ${part}`) * 16 ** length)
      .toString(16)
      .padStart(length, '0');
  return [time.slice(0, 8), time.slice(8), `7${bits('a', 3)}`, `8${bits('b', 3)}`, bits('c', 12)].join('-');
}

function inThousands(count: number): string {
  return count.toLocaleString('en');
}
