/**
 * A synthetic Modigie repository (docs/protocol.md §3 to §6, §9): discards, duplicates, replays, one answer
 * per status, priority then age, dispatch rate, expiry, eviction. Its outcomes depend on the request alone.
 */

import { createHash } from 'node:crypto';
import { parse, toSeconds } from 'iso8601-duration';
import { fractionOf } from '../../shared/jobs/hash.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { canonicalJson } from '../../shared/protocol/canonical-json.ts';
import type { Message } from '../../shared/protocol/message.ts';
import { isStorableRequestId } from '../../shared/protocol/request-id.ts';
import { timestampOf, toEpochMillis } from '../../shared/protocol/timestamp.ts';
import { DispatchQueue } from './dispatch-queue.ts';
import { eventsOf } from './outcomes.ts';
import { CANCELED, DEADLINE_EXCEEDED, EVICTED, EXPIRED, FAILED, rejected } from './reason.ts';
import { isIdentical, parseRequest, type Request, type RequestMessage, type Sent } from './request.ts';
import { scenarioOf } from './scenario.ts';
import { type Ending, type Job, jobV2, moveTo, type SentPayload } from './synthetic-job.ts';
import { rejectionOf } from './validation.ts';

export interface Timing {
  /** From one state to the next before the queue, in milliseconds. */
  readonly stepMs: number;
  /** Shortest and longest processing, in milliseconds. */
  readonly processingMs: readonly [number, number];
  readonly dispatchesPerSecond: number;
  /** Whether two states within a millisecond have the same `updateTime` (docs/protocol.md §4.4). */
  readonly coarseClock?: boolean;
}

/** As Modigie tells it: 30 to 60 s. */
export const REALISTIC: Timing = { stepMs: 200, processingMs: [30_000, 60_000], dispatchesPerSecond: 1000 };
/** Seconds, for a person who watches. */
export const BRISK: Timing = { stepMs: 50, processingMs: [200, 900], dispatchesPerSecond: 200 };

/** The ID of the repository beside a gateway that runs on one machine. */
export const REPOSITORY_ID = 'synthetic-1';

export interface RepositoryOptions {
  readonly repositoryId: string;
  readonly clock: Clock;
  readonly timing: Timing;
  /** @param key names the message: the same answer of the same job has the same key */
  readonly answer: (jobType: string, message: Message, key: string) => void;
  /** How long (ms) a job is known after it ended; for good when absent. */
  readonly rememberMs?: number | undefined;
}

interface Known extends Sent {
  readonly job: Job;
  replays: number;
}

const DEFAULT_PRIORITY = 50;

export class SyntheticRepository {
  readonly #options: RepositoryOptions;
  readonly #known = new Map<string, Known>();
  readonly #queues = new Map<string, DispatchQueue>();
  /** Attempts seen per payload, of those that ask to fail first. */
  readonly #attempts = new Map<string, number>();
  #evicted = false;

  constructor(options: RepositoryOptions) {
    this.#options = options;
  }

  /** How many jobs have completed: what would be charged. */
  charged(): number {
    return this.completedIds().length;
  }

  /** Which they are, by request ID. */
  completedIds(): string[] {
    return [...this.#known].filter(([, { job }]) => job.status === 'completed').map(([id]) => id);
  }

  /** Where a job is right now; undefined for one that does not exist. */
  stateOf(requestId: string): Pick<Job, 'status' | 'updateTime'> | undefined {
    return this.#known.get(requestId)?.job;
  }

  /** The subscription has ended: every job that waits for dispatch, now or later, is evicted. */
  evict(): void {
    this.#evicted = true;
  }

  /** Takes one message of a job type's request topic. */
  receive(jobType: string, message: RequestMessage): void {
    const id = message.attributes['modigieJobRequestId'];
    if (id === undefined) return this.#discard(jobType, message, 'MissingJobIdError');
    if (!isStorableRequestId(id)) return this.#discard(jobType, message, 'InvalidJobIdError');
    const known = this.#known.get(id);
    if (known && !isIdentical(known, { jobType, message }))
      return this.#discard(jobType, message, 'DuplicateJobIdError');
    const request = parseRequest(id, jobType, message);
    if (known) return this.#replay(known, request);
    if (scenarioOf(request.payload).kind === 'discarded')
      return this.#discard(jobType, message, 'DuplicateJobIdError');
    this.#create(request, message);
  }

  #discard(jobType: string, { messageId, publishTime }: RequestMessage, reasonType: string): void {
    const attributes = {
      modigieJobDiscardReasonType: reasonType,
      modigiePubsubMessageId: messageId,
      modigiePubsubMessagePublishTime: publishTime,
    };
    const { repositoryId, answer } = this.#options;
    answer(
      jobType,
      {
        data: Buffer.from(
          JSON.stringify({ jobType, repository: { id: repositoryId, name: `repositories/${repositoryId}` } }),
        ),
        attributes,
      },
      `discard/${messageId}`,
    );
  }

  /** The same request again: no effect on the job; its final answer, if it has one, goes out again. */
  #replay(known: Known, request: Request): void {
    if (known.job.endTime === null) return;
    known.replays += 1;
    this.#answer(known.job, request, `replay${known.replays}`);
  }

  #create(request: Request, message: Message): void {
    const now = this.#options.clock.now();
    const createdAt = timestampOf(now);
    const job: Job = {
      id: request.id,
      jobType: request.jobType,
      priority: typeof request.priority === 'number' ? request.priority : DEFAULT_PRIORITY,
      createTime: createdAt,
      expireTime: null,
      status: 'created',
      updateTime: createdAt,
      dispatchTime: null,
      startTime: null,
      endTime: null,
      ending: this.#endingOf(request),
    };
    const expireMs =
      request.expireAfter !== undefined && job.ending.status !== 'rejected'
        ? toSeconds(parse(request.expireAfter)) * 1000
        : null;
    const created = expireMs === null ? job : { ...job, expireTime: timestampOf(now + expireMs) };
    this.#known.set(request.id, { jobType: request.jobType, message, job: created, replays: 0 });
    if (scenarioOf(request.payload).kind !== 'silent')
      void this.#live(created, request).then(() => this.#forgetLater(created));
  }

  async #forgetLater({ id }: Job): Promise<void> {
    const { clock, rememberMs } = this.#options;
    if (rememberMs === undefined) return;
    await clock.sleep(rememberMs);
    this.#known.delete(id);
  }

  #endingOf(request: Request): Ending {
    const invalid = rejectionOf(request);
    if (invalid !== undefined) return { status: 'rejected', reason: rejected(invalid), events: null };
    const scenario = scenarioOf(request.payload);
    switch (scenario.kind) {
      case 'rejected':
        return {
          status: 'rejected',
          reason: rejected('The tag synthetic.outcome asks for it.'),
          events: null,
        };
      case 'failed':
        return { status: 'failed', reason: FAILED, events: null };
      case 'deadline-exceeded':
        return { status: 'failed', reason: DEADLINE_EXCEEDED, events: null };
      case 'canceled':
        return { status: 'canceled', reason: CANCELED, events: null };
      case 'expired':
        return { status: 'canceled', reason: EXPIRED, events: null };
      case 'evicted':
        return { status: 'canceled', reason: EVICTED, events: null };
      case 'fail-first':
        if (this.#attemptOf(request) <= scenario.attempts)
          return { status: 'failed', reason: FAILED, events: null };
        break;
      default:
    }
    return { status: 'completed', reason: null, events: eventsOf(request.jobType, request.payload) };
  }

  /** A lineage's attempts carry the same payload under other IDs. */
  #attemptOf({ jobType, payload }: Request): number {
    const key = createHash('sha256').update(canonicalJson({ jobType, payload })).digest('base64');
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.set(key, attempt);
    return attempt;
  }

  /** Takes a job through its life, one answer per status (docs/protocol.md §4). */
  async #live(job: Job, sent: SentPayload): Promise<void> {
    const { clock, timing } = this.#options;
    this.#answer(job, sent);
    const advance = async (status: string, afterMs: number) => {
      await clock.sleep(afterMs);
      moveTo(job, status, { now: clock.now(), coarse: timing.coarseClock ?? false });
      this.#answer(job, sent);
    };
    if (job.ending.status === 'rejected') return advance('rejected', timing.stepMs);
    await advance('validated', timing.stepMs);
    await advance('enqueued', timing.stepMs);
    if (job.ending.status === 'canceled') return advance('canceled', timing.stepMs);
    const canceled = await this.#waitInQueue(job);
    if (canceled) {
      job.ending = canceled;
      return advance('canceled', 0);
    }
    await advance('dispatching', 0);
    await advance('processing', timing.stepMs);
    const [shortest, longest] = timing.processingMs;
    await advance(
      job.ending.status,
      shortest + Math.floor((longest - shortest) * fractionOf(`${job.id}/processing`)),
    );
  }

  /** @returns how it ended there: expired or evicted; undefined when it was dispatched. */
  async #waitInQueue(job: Job): Promise<Ending | undefined> {
    const { clock } = this.#options;
    const dispatched = new Promise<'dispatched'>((resolve) =>
      this.#queueOf(job.jobType).enqueue(job.priority, toEpochMillis(job.createTime), () =>
        resolve('dispatched'),
      ),
    );
    const expiry =
      job.expireTime === null
        ? []
        : [clock.sleep(toEpochMillis(job.expireTime) - clock.now()).then(() => 'expired' as const)];
    const left = await Promise.race([dispatched, ...expiry]);
    if (this.#evicted) return { status: 'canceled', reason: EVICTED, events: null };
    return left === 'expired' ? { status: 'canceled', reason: EXPIRED, events: null } : undefined;
  }

  #answer(job: Job, sent: SentPayload, copy = 'first'): void {
    const { repositoryId, answer } = this.#options;
    answer(
      job.jobType,
      { data: Buffer.from(jobV2(repositoryId, job, sent)), attributes: {} },
      `${job.id}/${job.status}/${copy}`,
    );
  }

  #queueOf(jobType: string): DispatchQueue {
    const known = this.#queues.get(jobType);
    if (known) return known;
    const queue = new DispatchQueue(this.#options.clock, this.#options.timing.dispatchesPerSecond);
    this.#queues.set(jobType, queue);
    return queue;
  }
}
