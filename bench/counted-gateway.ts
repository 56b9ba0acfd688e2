/** A gateway in memory whose operations and bytes are counted: the measure of `operations.ts`. */
import { randomUUID } from 'node:crypto';
import { eventsOf } from '../local/synthetic-repository/outcomes.ts';
import { jobV2 } from '../local/synthetic-repository/synthetic-job.ts';
import { toDocument } from '../shared/adapters/documents/document.ts';
import { MemoryJobStore } from '../shared/adapters/memory/job-store.ts';
import { instant, later } from '../shared/jobs/instant.ts';
import type { JobRecord } from '../shared/jobs/job-record.ts';
import type { BudgetLimit } from '../shared/jobs/money/budget-limits.ts';
import type { Tracking } from '../shared/jobs/policy.ts';
import type { JobStore, Replacement } from '../shared/ports/job-store.ts';
import type { Message, MessageId } from '../shared/protocol/message.ts';
import type { RequestId } from '../shared/protocol/request-id.ts';
import { timestampOf } from '../shared/protocol/timestamp.ts';
import { LOG_EVENTS, type LogEventName } from '../shared/telemetry/log-events.ts';
import type { GatewayContext } from '../shared/use-cases/context.ts';
import { receiveResponse } from '../shared/use-cases/receive/receive-response.ts';
import { submitJob } from '../shared/use-cases/submit/submit-job.ts';
import { sweep } from '../shared/use-cases/sweep/sweep.ts';
import { gatewayOf, PAYLOAD, REPOSITORY_ID } from './measured-gateway.ts';

const SENT = { payload: PAYLOAD, payloadText: JSON.stringify(PAYLOAD) };

const MINUTE = 60_000;
/** The beginning of each path, in epoch milliseconds. */
export const START = Date.UTC(2026, 10, 1);
/** The request ID of the job that is counted. */
export const ROOT = 'contact-88213_enrichMobile_1' as RequestId;
/** Pub/Sub bills the smallest message as so many bytes. */
export const LEAST_BILLED_BYTES = 1000;

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

/** No operation at all. */
export const NOTHING: Counts = {
  reads: 0,
  writes: 0,
  writtenBytes: 0,
  messagesOut: 0,
  bytesOut: 0,
  calls: 0,
  bytesIn: 0,
  logs: 0,
};

/** A gateway in memory that counts its operations, under a clock that each path moves on. */
export class CountedGateway {
  readonly counts: Counts = { ...NOTHING };
  readonly #context: GatewayContext;
  #now = instant(START);

  constructor(tracking: Tracking, budgets: readonly BudgetLimit[] = []) {
    const published = async (message: Message) => this.#published(message);
    const publisher = {
      publish: (_topic: string, message: Message) => published(message),
      publishAll: (_topic: string, messages: readonly Message[]) => Promise.all(messages.map(published)),
    };
    const plain = gatewayOf(this.#counted(new MemoryJobStore()), publisher, {
      budgets,
      clock: { now: () => this.#now, sleep: async () => undefined },
    });
    this.#context = {
      ...plain,
      policy: { ...plain.policy, tracking },
      telemetry: { emit: (name) => this.#logged(name) },
    };
  }

  async submit(requestId: string = ROOT): Promise<void> {
    this.#called(JSON.stringify({ payload: PAYLOAD }).length);
    await submitJob(this.#context, { requestId, jobType: 'enrichMobile', payload: PAYLOAD });
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
      createTime: timestampOf(START),
      expireTime: null,
      dispatchTime: timestampOf(START),
      startTime: timestampOf(START),
      endTime: null,
    };
    const data = Buffer.from(
      jobV2(REPOSITORY_ID, { ...job, status, updateTime: timestampOf(this.#now), ending }, SENT),
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
          for (const record of recordsOf(name, args[0])) this.#written(record);
          const result = await method.apply(store, args);
          if (name === 'get') this.counts.reads += 1;
          if (name === 'due') this.counts.reads += (result as unknown[]).length;
          // A read for up to a thousand entries of the index, and one at least.
          if (name === 'countAs') this.counts.reads += Math.max(1, Math.ceil((result as number) / 1000));
          return result;
        };
      },
    });
  }

  /** Counts a document by the size of its JSON, which is about how Firestore counts. */
  #written(record: JobRecord): void {
    this.counts.writes += 1;
    this.counts.writtenBytes += Buffer.byteLength(JSON.stringify(toDocument(record, randomUUID())));
  }
}

/** @returns the records that a call of the store writes */
function recordsOf(method: string | symbol, argument: unknown): readonly JobRecord[] {
  switch (method) {
    case 'create':
    case 'replace':
      return [argument as JobRecord];
    case 'createAll':
      return argument as JobRecord[];
    case 'replaceAll':
      return (argument as Replacement[]).map(({ record }) => record);
    default:
      return [];
  }
}
