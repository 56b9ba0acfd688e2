/** The cost of a job in operations and bytes, by path, and of a million jobs in money: counted, not timed. */

import { eventsOf } from '../local/synthetic-repository/outcomes.ts';
import { jobV2 } from '../local/synthetic-repository/synthetic-job.ts';
import { toDocument } from '../shared/adapters/firestore/document.ts';
import { MemoryJobStore } from '../shared/adapters/memory/job-store.ts';
import { instant, later } from '../shared/jobs/instant.ts';
import type { JobRecord } from '../shared/jobs/job-record.ts';
import type { Tracking } from '../shared/jobs/policy.ts';
import type { JobStore } from '../shared/ports/job-store.ts';
import type { Message, MessageId } from '../shared/protocol/message.ts';
import type { RequestId } from '../shared/protocol/request-id.ts';
import { timestampOf } from '../shared/protocol/timestamp.ts';
import { LOG_EVENTS, type LogEventName } from '../shared/telemetry/log-events.ts';
import type { GatewayContext } from '../shared/use-cases/context.ts';
import { receiveResponse } from '../shared/use-cases/receive/receive-response.ts';
import { submitJob } from '../shared/use-cases/submit/submit-job.ts';
import { sweep } from '../shared/use-cases/sweep/sweep.ts';
import { type Part, table } from './document.ts';
import { gatewayOf, PAYLOAD } from './gateway.ts';

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
const START = Date.UTC(2026, 10, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ROOT = 'contact-88213_enrichMobile_1' as RequestId;
/** Pub/Sub bills the smallest message as so many bytes. */
const LEAST_BILLED_BYTES = 1000;
const ON_THE_WAY = ['created', 'validated', 'enqueued', 'dispatching', 'processing'];

export interface Counts {
  reads: number;
  writes: number;
  writtenBytes: number;
  messagesOut: number;
  bytesOut: number;
  calls: number;
  bytesIn: number;
  /** Log entries at the default level; a sweep's own is not a job's. */
  logs: number;
}

/** A gateway in memory that counts its operations, under a clock that each path moves on. */
class CountedGateway {
  readonly counts: Counts = {
    reads: 0,
    writes: 0,
    writtenBytes: 0,
    messagesOut: 0,
    bytesOut: 0,
    calls: 0,
    bytesIn: 0,
    logs: 0,
  };
  readonly #context: GatewayContext;
  readonly #background: Promise<unknown>[] = [];
  #now = instant(START);

  constructor(tracking: Tracking) {
    const plain = gatewayOf(this.#counted(new MemoryJobStore()), {
      publish: (_topic, message) => this.#published(message),
    });
    this.#context = {
      ...plain,
      policy: { ...plain.policy, tracking },
      clock: { now: () => this.#now, sleep: async () => undefined },
      background: (work) => void this.#background.push(work),
      telemetry: { emit: (name) => this.#logged(name) },
    };
  }

  async submit(): Promise<void> {
    this.#called(JSON.stringify({ payload: PAYLOAD }).length);
    await submitJob(
      this.#context,
      { requestId: ROOT, jobType: 'enrichMobile', payload: PAYLOAD },
      () => ROOT,
    );
    await Promise.all(this.#background);
  }

  async answers(id: string, statuses: readonly string[]): Promise<void> {
    for (const status of statuses) {
      this.#now = later(this.#now, 1000);
      await this.again(id, status);
    }
  }

  /** Sends an answer of this status with the present time as its version. */
  async again(id: string, status: string): Promise<void> {
    const ending = { status: 'completed', reason: null, events: eventsOf('enrichMobile', PAYLOAD) } as const;
    const job = {
      id,
      jobType: 'enrichMobile',
      priority: 50,
      createTime: START,
      expireTime: null,
      dispatchTime: START,
      startTime: START,
      endTime: null,
    };
    const data = Buffer.from(
      jobV2('synthetic-1', { ...job, status, updateTime: timestampOf(this.#now), ending }, PAYLOAD),
    );
    this.#called(data.length);
    await receiveResponse(this.#context, {
      messageId: status as MessageId,
      publishTime: timestampOf(this.#now),
      data,
      attributes: {},
    });
  }

  async sweepAfter(ms: number): Promise<void> {
    this.#now = later(this.#now, ms);
    await sweep(this.#context, MINUTE);
  }

  #called(bytes: number): void {
    this.counts.calls += 1;
    this.counts.bytesIn += Math.max(LEAST_BILLED_BYTES, bytes);
  }

  #logged(name: LogEventName): void {
    if (LOG_EVENTS[name] !== 'DEBUG' && name !== 'sweep.finished') this.counts.logs += 1;
  }

  async #published({ data, attributes }: Message): Promise<MessageId> {
    this.counts.messagesOut += 1;
    this.counts.bytesOut += Math.max(LEAST_BILLED_BYTES, data.length + JSON.stringify(attributes).length);
    return `message-${this.counts.messagesOut}` as MessageId;
  }

  #counted(store: MemoryJobStore): JobStore {
    return new Proxy<JobStore>(store, {
      get: (_inner, name) => {
        const method = Reflect.get(store, name, store) as (...args: unknown[]) => Promise<unknown>;
        return async (...args: unknown[]) => {
          if (name === 'create' || name === 'replace') this.#written(args[0] as JobRecord);
          const result = await method.apply(store, args);
          if (name === 'get') this.counts.reads += 1;
          if (name === 'due') this.counts.reads += (result as unknown[]).length;
          return result;
        };
      },
    });
  }

  /** Counts a document by the size of its JSON, which is about how Firestore counts. */
  #written(record: JobRecord): void {
    this.counts.writes += 1;
    this.counts.writtenBytes += Buffer.byteLength(JSON.stringify(toDocument(record)));
  }
}

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
  return counted;
}

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
function costsOf({
  reads,
  writes,
  writtenBytes,
  bytesOut,
  bytesIn,
  calls,
  logs,
}: Counts): readonly (readonly [string, number])[] {
  const million = 1e6;
  // Stored for a month is the last document before the purge, about as large as the mean of those written.
  const keptBytes = writtenBytes / writes;
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
  const [every, endings] = Object.values(modes).map((paths) => costsOf(paths.get('a job') ?? NOTHING));
  const dollars = (amount: number) => `$${amount.toFixed(2)}`;
  const sum = (costs: typeof every) => (costs ?? []).reduce((total, [, cost]) => total + cost, 0);
  const costs = (every ?? []).map(([name, cost], i) => [
    name,
    dollars(cost),
    dollars(endings?.[i]?.[1] ?? 0),
  ]);
  return `Counted, not timed: a lead with names, company, position and e-mail; documents as large as their JSON, each Pub/Sub message at least 1 kB, as it is billed. The first
four paths make up a job; the last three come on top.

${table([['tracking', 'path', 'reads', 'writes', 'bytes written', 'messages out', 'bytes out', 'calls', 'bytes in', 'log entries'], ...rows])}

For a million jobs that complete at their first attempt, at prices of us-central1 in November 2026 (yours may differ: \`bench/operations.ts\` has them in
one place):

${table([['', '`every-status`', '`endings-only`'], ...costs, ['**all**', dollars(sum(every)), dollars(sum(endings))]])}

\`endings-only\` costs ${((100 * sum(endings)) / sum(every)).toFixed(0)} % of \`every-status\`, and of Firestore's operations ${((100 * operationsOf(endings)) / operationsOf(every)).toFixed(0)} %. What
Modigie charges for completed jobs is beside that.`;
}

const NOTHING: Counts = {
  reads: 0,
  writes: 0,
  writtenBytes: 0,
  messagesOut: 0,
  bytesOut: 0,
  calls: 0,
  bytesIn: 0,
  logs: 0,
};

function operationsOf(costs: ReturnType<typeof costsOf> | undefined): number {
  return (costs ?? []).slice(0, 2).reduce((total, [, cost]) => total + cost, 0);
}
