/** A gateway whose jobs change while they are followed: its own calls over a ledger in memory. */
import { Operator } from '../../../client/operator.ts';
import { queryJobsHandler } from '../../../functions/query-jobs/handler.ts';
import { inProcessFetch } from '../../../local/stacks/in-process-gateway.ts';
import { later } from '../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../shared/jobs/job-record.ts';
import { publishedRecord, START, testGateway } from '../../fixtures.ts';

/** The clock of the client's machine is ahead by this. */
const AHEAD_MS = 600_000;

/** A job as a write leaves it. All times are seconds from START on. */
export interface Written {
  readonly id: string;
  /** Its time; the write is there then, too, unless it is late. */
  readonly at: number;
  readonly seenAt?: number;
  readonly status?: JobRecord['status'];
}

export interface ChangingGateway {
  readonly operator: Operator;
  /** The parameters of each call. */
  readonly asked: Readonly<Record<string, string>>[];
}

/** @returns the time as the gateway writes it */
export const rfc3339At = (seconds: number) => new Date(START + seconds * 1000).toISOString();

export class EndOfTest extends Error {}

/**
 * @param endsAt seconds from START on
 * @returns a gateway and a client of it. Time begins at START, and passes only while the client sleeps: a
 * sleep beyond the end rejects with EndOfTest.
 */
export async function changingGateway(writes: readonly Written[], endsAt: number): Promise<ChangingGateway> {
  const gateway = testGateway();
  const { clock, store } = gateway;
  const waiting = writes.toSorted((a, b) => seenAtOf(a) - seenAtOf(b));
  const write = async ({ id, at, status = 'published' }: Written) => {
    const record = { ...publishedRecord(id), status, updatedAt: later(START, at * 1000) };
    const [stored] = await store.getMany([record.requestId]);
    if (stored === undefined) await store.create(record);
    else if ('revision' in stored) await store.replace(record, stored.revision);
  };
  const pass = async (seconds: number) => {
    for (let next = waiting[0]; next && seenAtOf(next) <= seconds; next = waiting[0]) {
      await write(next);
      waiting.shift();
    }
  };
  await pass(0);
  const asked: Record<string, string>[] = [];
  const real = inProcessFetch(queryJobsHandler(gateway, () => ({})));
  const operator = new Operator({
    url: 'http://gateway.test',
    fetch: (url, request) => {
      asked.push(Object.fromEntries(new URL(url).searchParams));
      return real(url, request);
    },
    now: () => clock.time + AHEAD_MS,
    sleep: async (ms) => {
      clock.time = later(clock.time, ms);
      const seconds = (clock.time - START) / 1000;
      if (seconds > endsAt) throw new EndOfTest();
      await pass(seconds);
    },
  });
  return { operator, asked };
}

function seenAtOf({ at, seenAt = at }: Written): number {
  return seenAt;
}
